package org.mpmlab.lab.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/** The servers of one phase of the plan, up and verified. Close it to remove them. */
final class Phase implements AutoCloseable {
    /** Starting one server is mostly waiting for the Engine. */
    private static final int AT_ONCE = 4;

    private final List<ServedStack> stacks;

    private Phase(List<ServedStack> stacks) {
        this.stacks = stacks;
    }

    /** Starts the phase's stacks, in its order, and verifies each; one that fails is there, but not fit. */
    static Phase open(
            Plan.Phase plan,
            Scenario scenario,
            Site site,
            Servers servers,
            Verification verification,
            Set<Integer> observerCpus)
            throws InterruptedException {
        List<Protocol> protocols = plan.steps().stream()
                .map(step -> scenario.load(step.load()).protocol())
                .distinct()
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<ServedStack>> starting = new ArrayList<>();
        try {
            for (String name : plan.stacks()) {
                Stack stack = scenario.stack(name);
                starting.add(executor.submit(
                        () -> serve(stack, site, spoken(stack, protocols), servers, verification, observerCpus)));
            }
            List<ServedStack> stacks = new ArrayList<>();
            for (Future<ServedStack> one : starting) {
                stacks.add(one.get());
            }
            return new Phase(stacks);
        } catch (ExecutionException failed) {
            abandon(executor, starting);
            if (failed.getCause() instanceof RuntimeException) {
                throw (RuntimeException) failed.getCause();
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            abandon(executor, starting);
            throw interrupted;
        } finally {
            executor.shutdown();
        }
    }

    private static List<Protocol> spoken(Stack stack, List<Protocol> protocols) {
        return protocols.stream()
                .filter(protocol -> stack.composition()
                        .flatMap(parts -> Compatibility.refusal(parts, protocol))
                        .isEmpty())
                .toList();
    }

    private static ServedStack serve(
            Stack stack,
            Site site,
            List<Protocol> protocols,
            Servers servers,
            Verification verification,
            Set<Integer> observerCpus)
            throws InterruptedException {
        RunningStack running;
        try {
            running = servers.start(stack, List.of(site));
        } catch (LabException refused) {
            return new ServedStack(stack.name(), refused.getMessage());
        }
        try {
            return new ServedStack(running, site, verification.verify(running, site, protocols), observerCpus);
        } catch (InterruptedException | RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    /** Starts none that is not being started yet, and removes the others. */
    private static void abandon(ExecutorService executor, List<Future<ServedStack>> starting) {
        executor.shutdownNow().forEach(queued -> ((Future<?>) queued).cancel(false));
        for (Future<ServedStack> one : starting) {
            try {
                one.get().close();
            } catch (ExecutionException | InterruptedException | RuntimeException neverStood) {
                // it has nothing to remove
            }
        }
    }

    Optional<ServedStack> stack(String name) {
        return stacks.stream().filter(stack -> stack.name().equals(name)).findFirst();
    }

    /** The servers of those that are fit, by name. */
    Map<String, RunningStack> running() {
        Map<String, RunningStack> running = new LinkedHashMap<>();
        stacks.stream().filter(ServedStack::fit).forEach(stack -> stack.running()
                .ifPresent(one -> running.put(stack.name(), one)));
        return running;
    }

    @Override
    public void close() {
        stacks.parallelStream().forEach(ServedStack::close);
    }
}
