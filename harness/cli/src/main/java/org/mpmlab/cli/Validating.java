package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.validation.Promise;
import org.mpmlab.core.capacity.validation.Reach;
import org.mpmlab.core.capacity.validation.Trial;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validations;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.machine.CpuShares;
import org.mpmlab.lab.machine.Machine;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.words.Words;

/**
 * Puts a promise to the test on real servers, in a run of its own.
 *
 * @param budget no block is begun that would not end within it
 * @param blocks at most; empty for as many as a first verdict takes
 * @param runs where the run directory is made
 */
record Validating(Duration budget, Optional<Integer> blocks, Path runs) {
    static final String PROMISE = "promise.json";
    static final String VALIDATION = "validation.json";

    private static final String NAME = "validate";
    private static final int SEEDS = 1_000_000;
    /** The blocks of the first look: more would make the plan long and the box hardly better known. */
    private static final int USUAL_BLOCKS = 8;
    /** Shorter than this share of their time loads are cut to their least anyway. */
    private static final double LEAST_SHARE = 0.02;
    /** Of what is free: the rest is for the generator, and for what else runs. */
    private static final double MEMORY_SHARE = 0.8;

    /** As much of a target as servers can be given here. */
    static Reach reach(Target asked) {
        int cpus = CpuShares.of(Machine.usableCpus(), Placement.AUTOMATIC)
                .servers()
                .cpus()
                .size();
        return Reach.of(asked, cpus, (long) (Machine.availableMemoryBytes() * MEMORY_SHARE));
    }

    /**
     * Carries out the run.
     *
     * @param site as the promise's run served it
     * @param command the command line that repeats it
     * @return the run's directory, not judged yet
     */
    RunDirectory carryOut(Promise promise, Site site, List<String> command) throws InterruptedException {
        if (!Files.isDirectory(Path.of(site.folder()))) {
            throw new UsageException("the files of site " + site.name() + " are not where the run had them, "
                    + site.folder() + ".\n  Validate where it was measured, or measure here first.");
        }
        List<String> givenUp = new ArrayList<>();
        Scenario one = inTime(Trial.of(promise, site, 1), givenUp);
        Duration block = Planner.estimate(one);
        int most = Math.min(blocks.orElse(USUAL_BLOCKS), (int) (budget.toMillis() / Math.max(1, block.toMillis())));
        if (most < 1) {
            throw new UsageException("--budget " + DurationOption.write(budget) + " is too short: one block of "
                    + promise.contenders().size() + " settings takes about " + Progress.time(block) + ".");
        }
        Scenario scenario = one.withBlocks(most);
        Plan plan = Planner.plan(scenario, new SecureRandom().nextInt(SEEDS));
        Lab.requireEngineHere();
        Progress progress = Progress.on(System.err);
        givenUp.forEach(progress::note);
        progress.note(
                "validating: " + promise.contenders().size() + " settings, " + Words.count(most, "block", "blocks")
                        + " of about " + Progress.time(block) + ", in all about "
                        + Progress.time(Planner.estimate(scenario)));
        Instant now = Instant.now();
        RunDirectory directory = RunDirectory.create(runs, now, NAME);
        Run.About about = new Run.About(Run.SCHEMA, directory.id(), now, command, givenUp);
        Experiment.begin(Home.find(), about, scenario, plan, directory, progress, new InTime(promise, plan));
        return directory;
    }

    /** One block within the budget, if need be of shorter loads. */
    private Scenario inTime(Scenario one, List<String> givenUp) {
        Duration whole = Planner.estimate(one);
        if (whole.compareTo(budget) <= 0) {
            return one;
        }
        double share = (double) budget.toMillis() / whole.toMillis();
        Scenario shorter = Trial.shortened(one, share);
        while (share > LEAST_SHARE && Planner.estimate(shorter).compareTo(budget) > 0) {
            share *= 0.8;
            shorter = Trial.shortened(one, share);
        }
        givenUp.add("every load is sent for less time: a block takes about " + Progress.time(whole) + " otherwise");
        return shorter;
    }

    /** Judges a stored validation again, by its files alone. */
    static Validation judge(RunDirectory directory, Promise promise, Run run) {
        Validation validation = Validations.of(promise, run);
        directory.write(VALIDATION, Json.pretty(validation));
        return validation;
    }

    /** What a run was made to put to the test; empty for other runs. */
    static Optional<Promise> promise(RunDirectory directory) {
        Path file = directory.path().resolve(PROMISE);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Json.MAPPER.readValue(file.toFile(), Promise.class))
                    : Optional.empty();
        } catch (IOException broken) {
            throw new UsageException(file + " can't be read: " + broken.getMessage());
        }
    }

    static int exitCode(Validation validation) {
        return switch (validation.verdict()) {
            case SUPPORTED -> ExitCode.OK;
            case REFUTED -> ExitCode.FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
            case INVALID -> ExitCode.INVALID;
        };
    }

    /** Block after block, as long as there is time: at least one. */
    private final class InTime implements Experiment.Course {
        private final Promise promise;
        private final List<Plan.Block> open;
        private final long startedNanos = System.nanoTime();
        private int done;
        private Duration longest = Duration.ZERO;
        private long blockNanos;

        InTime(Promise promise, Plan plan) {
            this.promise = promise;
            this.open = new ArrayList<>(plan.blocks());
        }

        @Override
        public Optional<Duration> budget() {
            return Optional.of(budget);
        }

        @Override
        public void observe(Experiment.Bench bench, RunDirectory directory) {
            directory.write(PROMISE, Json.pretty(promise));
        }

        @Override
        public Optional<Plan.Block> next(RunDirectory directory) {
            long now = System.nanoTime();
            if (done > 0) {
                Duration last = Duration.ofNanos(now - blockNanos);
                longest = last.compareTo(longest) > 0 ? last : longest;
            }
            blockNanos = now;
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Duration spent = Duration.ofNanos(now - startedNanos);
            if (done > 0 && spent.plus(longest).compareTo(budget) > 0) {
                return Optional.empty();
            }
            done++;
            return Optional.of(open.remove(0));
        }
    }
}
