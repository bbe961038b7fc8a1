package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.Search;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.lab.LabForTests;
import org.mpmlab.lab.record.RunDirectory;

/** A search on real servers finds the knee that arithmetic says is there. */
class SearchIT {
    private static final int CHILDREN = 4;
    private static final double LIMIT_SECONDS = 0.1;
    private static final long SLEEP_MILLIS = 20;

    /** Of a knee that is computed for a machine on which nothing else runs. */
    private static final double TOLERANCE = 1.1;

    @TempDir
    private Path folder;

    private final LabForTests lab = LabForTests.shared();

    /** A page that waits 20 ms holds one of four children, so that 4 / residence is all they can do. */
    @Test
    void theRateAtWhichRequestsWaitTooLongForAChild() throws InterruptedException {
        Run run = carriedOut(scenario(lab.site("wait").withParameters(Map.of("milliseconds", SLEEP_MILLIS))));
        StepResult light = step(run, "light");
        StepResult searched = step(run, "slo");
        SearchResult search = searched.search().orElseThrow();
        String trials = search.found() + "\n"
                + String.join(
                        "\n", search.trials().stream().map(Object::toString).toList());
        // Where other programs keep both CPUs busy no trial counts, and that is what the search must say.
        assumeThat(search.found().why()).doesNotContain("the machine was disturbed");
        assertThat(search.found().kind()).as(trials).isEqualTo(RateFound.Kind.BETWEEN);
        double residence = light.cells().get(0).result().successes(Metric.TOTAL).meanNanos() / 1e9;
        // What a child takes lies between its sleep alone and a request on an idle machine, whose CPUs must wake up
        // first.
        double least = knee(residence);
        double most = knee(SLEEP_MILLIS / 1e3);
        System.out.printf("knee by arithmetic %.0f to %.0f/s, found %s%n", least, most, search.found());
        assertThat(search.found().metPerSecond().orElseThrow()).as(trials).isLessThan(most * TOLERANCE);
        assertThat(search.found().missedPerSecond().orElseThrow()).as(trials).isGreaterThan(least / TOLERANCE);
        assertThat(search.serverCpuMicrosPerRequest().orElseThrow())
                .as("CPU time of a page that sleeps nearly all the time")
                .isBetween(50.0, 1e3 * SLEEP_MILLIS / 2);
        assertThat(searched.cells().get(0).validity().causes()).isEmpty();
        assertThat(searched.cells().get(0).observations().peakPssBytes()).isPresent();
    }

    /**
     * The tail of the wait in M/D/c falls by exp(-2 (1 - rho) c t / s): of service times that do not vary, twice as fast as
     * in M/M/c (Kingman's heavy-traffic limit). p99 is at the limit where that is 1 in 100.
     */
    private static double knee(double residence) {
        double wait = LIMIT_SECONDS - residence;
        double idle = Math.log(100) * residence / (2 * CHILDREN * wait);
        return (1 - idle) * CHILDREN / residence;
    }

    private static Scenario scenario(Site site) {
        Stack stack = Stack.of(Composition.parse("event+fpm"))
                .withSettings(Settings.of(Map.of("pm", "static", "pm.max_children", CHILDREN)));
        Search search = new Search(
                new Objective(
                        List.of(new TtfbLimit(0.99, Duration.ofMillis(Math.round(1000 * LIMIT_SECONDS)))),
                        OptionalDouble.of(0.001)),
                1,
                10_000,
                0.05,
                Search.TRIALS);
        LoadShape light = load("light", new Arrival.Closed(), Connections.kept(1));
        LoadShape slo = load("slo", Arrival.Open.at(1), Connections.kept(64)).inSearch(search);
        return new Scenario("search", "", 1, List.of(stack), List.of(site), List.of(light, slo), Placement.AUTOMATIC);
    }

    private static LoadShape load(String name, Arrival arrival, Connections connections) {
        return new LoadShape(
                name,
                Protocol.H1,
                arrival,
                connections,
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Set.of());
    }

    private Run carriedOut(Scenario scenario) throws InterruptedException {
        Plan plan = Planner.plan(scenario, 1);
        RunDirectory directory = RunDirectory.create(folder, Instant.now(), "search");
        directory.begin(
                new Run.About(Run.SCHEMA, directory.id(), Instant.now(), List.of(), List.of()),
                scenario,
                plan,
                new Environment("0", "17", "CPU", 2, 1, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()));
        try (LoadGenerator engine = new Engine(EngineOptions.DEFAULT.trustingAll())) {
            new Runner(
                            lab.servers(),
                            new Verification(),
                            Map.of(GeneratorKind.NATIVE, engine),
                            List.of(),
                            new Silent(),
                            Parting.NONE)
                    .carryOut(scenario, plan, directory);
        }
        return directory.load();
    }

    private static StepResult step(Run run, String load) {
        return run.steps().stream()
                .filter(step -> step.cells().get(0).load().equals(load))
                .findFirst()
                .orElseThrow();
    }

    private static final class Silent implements RunListener {
        @Override
        public void note(String line) {}

        @Override
        public void starting(Plan.Phase phase) {}

        @Override
        public void measuring(Plan.Step step) {}

        @Override
        public void loading(Plan.Step step, LoadProgress.Moment now) {}

        @Override
        public void finished(Plan.Step step, LoadShape load, StepResult result) {}
    }
}
