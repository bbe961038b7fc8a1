package org.mpmlab.lab.run;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.docker.Servers;
import org.mpmlab.lab.record.RunDirectory;

/** Carries out a plan, phase by phase, and writes each step as it is done. Not thread-safe. */
public final class Runner {
    private static final int REPEATS = 2;

    private final Servers servers;
    private final Verification verification;
    private final Measurement measurement;
    private final Set<Integer> observerCpus;
    private final RunListener listener;
    private final Parting parting;

    /**
     * A runner.
     *
     * @param generators what carries out the loads, by the word that the scenario uses
     * @param observerCpus where servers are observed from
     * @param parting sees the servers of each step once more
     */
    public Runner(
            Servers servers,
            Verification verification,
            Map<GeneratorKind, LoadGenerator> generators,
            List<Integer> observerCpus,
            RunListener listener,
            Parting parting) {
        this.servers = servers;
        this.verification = verification;
        this.measurement = new Measurement(generators, listener);
        this.observerCpus = Set.copyOf(observerCpus);
        this.listener = listener;
        this.parting = parting;
    }

    /**
     * Does what of the plan is not done yet.
     *
     * @throws InterruptedException if interrupted; what is done is written, and no container stays
     */
    public void carryOut(Scenario scenario, Plan plan, RunDirectory directory) throws InterruptedException {
        Set<String> done = new HashSet<>(directory.done());
        for (Plan.Block block : plan.blocks()) {
            for (Plan.Phase phase : block.phases()) {
                List<Plan.Step> open = phase.steps().stream()
                        .filter(step -> !done.contains(step.id()))
                        .toList();
                if (!open.isEmpty()) {
                    carryOut(scenario, new Plan.Phase(phase.site(), phase.stacks(), open), directory);
                }
            }
        }
    }

    private void carryOut(Scenario scenario, Plan.Phase plan, RunDirectory directory) throws InterruptedException {
        Stopwatch stopwatch = new Stopwatch();
        try {
            listener.starting(plan);
            Site site = scenario.site(plan.site());
            long started = System.nanoTime();
            try (Phase phase = Phase.open(plan, scenario, site, servers, verification, observerCpus)) {
                stopwatch.starting(started);
                for (Plan.Step step : plan.steps()) {
                    listener.measuring(step);
                    LoadShape load = scenario.load(step.load());
                    StepResult result = take(step, load, site, phase, stopwatch);
                    servers.keep(() -> directory.finish(result));
                    parting.look(step, phase.running());
                    listener.finished(step, load, result);
                }
                started = System.nanoTime();
            }
            stopwatch.starting(started);
        } finally {
            directory.spend(stopwatch.soFar());
        }
    }

    /** Makes a step, and up to twice more when the machine disturbed it. What was disturbed stays on record. */
    private StepResult take(Plan.Step step, LoadShape shape, Site site, Phase phase, Stopwatch stopwatch)
            throws InterruptedException {
        StepResult result = measurement.take(step, shape, site, phase, stopwatch);
        for (int repeats = 0; repeats < REPEATS && result.worthRepeating(); repeats++) {
            result = measurement.take(step, shape, site, phase, stopwatch).after(result);
        }
        return result;
    }
}
