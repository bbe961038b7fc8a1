package org.mpmlab.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.configuration.ServerContainer;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.gatling.GatlingGenerator;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;
import org.mpmlab.lab.machine.Affinity;
import org.mpmlab.lab.machine.CpuSet;
import org.mpmlab.lab.machine.CpuShares;
import org.mpmlab.lab.machine.Fingerprint;
import org.mpmlab.lab.machine.Machine;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.lab.run.Calibration;
import org.mpmlab.lab.run.Parting;
import org.mpmlab.lab.run.Runner;
import org.mpmlab.lab.run.Verification;

/** A run from its first container to its last file: the lab's parts, put together. */
final class Experiment {
    private final Lab lab;
    private final Progress progress;
    private final CpuSet online = Machine.usableCpus();
    private final CpuShares shares;
    private final Servers servers;
    private final Verification verification = new Verification();

    private Experiment(Home home, Lab lab, Progress progress, Placement placement, String run) {
        this.lab = lab;
        this.progress = progress;
        this.shares = shares(online, placement);
        Placement pinned = new Placement(
                Optional.of(shares.servers().toString()),
                Optional.of(shares.generator().toString()),
                placement.serverCpuLimit(),
                placement.serverMemoryBytes());
        this.servers = new Servers(lab.docker(), lab.images(), lab.leftovers(), home.images(), pinned, run);
        shares.warning().ifPresent(progress::note);
    }

    /** Carries out a new run. */
    static void begin(
            Home home, Run.About about, Scenario scenario, Plan plan, RunDirectory directory, Progress progress)
            throws InterruptedException {
        try (Lab lab = Lab.open(home, progress::note)) {
            new Experiment(home, lab, progress, scenario.placement(), about.id())
                    .begin(about, scenario, plan, directory);
        }
    }

    /** What a course may use of the lab. */
    record Bench(Servers servers, Verification verification, LoadGenerator generator) {}

    /** Which block is done next, going by what was found so far. */
    interface Course extends Parting {
        /** The scenario as it has to be on this machine, sites calibrated; before anything is written. */
        default Scenario fit(Scenario scenario, Bench bench) throws InterruptedException {
            return scenario;
        }

        /** After which no block is begun. */
        default Optional<Duration> budget() {
            return Optional.empty();
        }

        @Override
        default void look(Plan.Step step, Map<String, RunningStack> running) throws InterruptedException {
            // Most need no more than what was measured.
        }

        /** What is seen of servers otherwise than under load, before the first block. */
        default void observe(Bench bench, RunDirectory directory) throws InterruptedException {
            // Most need nothing else.
        }

        /** Empty when it is over. */
        Optional<Plan.Block> next(RunDirectory directory) throws InterruptedException;
    }

    /** Carries out a new run whose blocks depend on what the ones before gave. */
    static void begin(
            Home home,
            Run.About about,
            Scenario scenario,
            Plan plan,
            RunDirectory directory,
            Progress progress,
            Course course)
            throws InterruptedException {
        try (Lab lab = Lab.open(home, progress::note)) {
            new Experiment(home, lab, progress, scenario.placement(), about.id())
                    .follow(about, scenario, plan, directory, course);
        }
    }

    private void follow(Run.About about, Scenario scenario, Plan plan, RunDirectory directory, Course course)
            throws InterruptedException {
        try (LoadGenerator generator = generator()) {
            long started = System.nanoTime();
            Bench bench = new Bench(servers, verification, generator);
            Scenario calibrated = course.fit(calibrate(scenario, generator), bench);
            begin(directory, about, calibrated, plan);
            course.observe(bench, directory);
            spendChecking(directory, started);
            if (!plan.blocks().isEmpty()) {
                progress.beginAtMost(plan, course.budget());
            }
            Optional<Plan.Block> next = course.next(directory);
            while (next.isPresent()) {
                measure(calibrated, new Plan(plan.seed(), List.of(next.get())), directory, generator, course);
                next = course.next(directory);
            }
        } finally {
            progress.close();
        }
    }

    /** Finishes a run that was killed. */
    static void resume(Home home, RunDirectory directory, Progress progress) throws InterruptedException {
        Run run = directory.load();
        try (Lab lab = Lab.open(home, progress::note)) {
            Experiment experiment = new Experiment(
                    home, lab, progress, run.scenario().placement(), run.about().id());
            Environment here = experiment.environment(run.scenario());
            if (!here.machine().equals(run.environment().machine())) {
                throw new OtherMachineException("This run was begun on another machine ("
                        + run.environment().machine()
                        + "); this one is " + here.machine() + ".\n  Figures of two machines are not mixed in one "
                        + "run: start a new one.");
            }
            try (LoadGenerator generator = experiment.generator()) {
                experiment.carryOut(run.scenario(), run.plan(), directory, generator);
            }
        }
    }

    private void begin(Run.About about, Scenario scenario, Plan plan, RunDirectory directory)
            throws InterruptedException {
        try (LoadGenerator generator = generator()) {
            long started = System.nanoTime();
            Scenario calibrated = calibrate(scenario, generator);
            begin(directory, about, calibrated, plan);
            spendChecking(directory, started);
            carryOut(calibrated, plan, directory, generator);
        }
    }

    /** What went by before the first step. */
    private static void spendChecking(RunDirectory directory, long startedNanos) {
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        directory.spend(new TimeUse(Duration.ZERO, Duration.ZERO, Duration.ZERO, took, took));
    }

    /** From here on the run is on disk; what is known of the machine goes with it. */
    private void begin(RunDirectory directory, Run.About about, Scenario calibrated, Plan plan) {
        Environment environment = environment(calibrated);
        directory.begin(about, calibrated, plan, environment);
        NoiseFloorStore.ofUser().copyTo(directory, environment.machine());
    }

    private void carryOut(Scenario scenario, Plan plan, RunDirectory directory, LoadGenerator generator)
            throws InterruptedException {
        progress.begin(plan, directory.done());
        try {
            measure(scenario, plan, directory, generator, Parting.NONE);
        } finally {
            progress.close();
        }
    }

    private void measure(Scenario scenario, Plan plan, RunDirectory directory, LoadGenerator generator, Parting parting)
            throws InterruptedException {
        try (LoadGenerator gatling = new GatlingGenerator(sendingThreads())) {
            Map<GeneratorKind, LoadGenerator> generators =
                    Map.of(GeneratorKind.NATIVE, generator, GeneratorKind.GATLING, gatling);
            new Runner(servers, verification, generators, shares.observer().cpus(), progress, parting)
                    .carryOut(scenario, plan, directory);
        }
    }

    private LoadGenerator generator() {
        Affinity.moveProcess(shares.generator().cpus()).ifPresent(progress::note);
        return new Engine(EngineOptions.DEFAULT
                .withThreads(sendingThreads())
                .pinnedTo(shares.generator().cpus())
                .trustingAll());
    }

    private int sendingThreads() {
        return Math.max(1, shares.generator().cpus().size());
    }

    private Scenario calibrate(Scenario scenario, LoadGenerator generator) throws InterruptedException {
        Calibration calibration = new Calibration(servers, verification, generator, progress);
        List<Site> sites = new ArrayList<>();
        for (Site site : scenario.sites()) {
            if (site.calibrate().isPresent()) {
                progress.note("calibrating " + site.name() + " to "
                        + site.calibrate().get().time().toMillis() + " ms on this machine");
            }
            sites.add(calibration.calibrate(site));
        }
        return scenario.withSites(sites);
    }

    private Environment environment(Scenario scenario) {
        Map<String, Environment.Image> images = new LinkedHashMap<>();
        for (ServerContainer.Image kind : ServerContainer.Image.values()) {
            for (Site site : scenario.sites()) {
                String image = lab.images().ensure(kind, List.of(site));
                images.computeIfAbsent(image, lab.images()::describe);
            }
        }
        scenario.stacks().stream()
                .map(Stack::image)
                .flatMap(Optional::stream)
                .forEach(image -> images.computeIfAbsent(image, lab.images()::describe));
        Map<String, Map<String, Long>> parameters = new LinkedHashMap<>();
        scenario.sites().forEach(site -> parameters.put(site.name(), site.parameters()));
        return Fingerprint.take(
                Version.describe(), online, lab.docker().description(), shares, images, parameters, FloorFile.read());
    }

    private static CpuShares shares(CpuSet online, Placement placement) {
        try {
            return CpuShares.of(online, placement);
        } catch (IllegalArgumentException notThere) {
            throw new UsageException(notThere.getMessage());
        }
    }
}
