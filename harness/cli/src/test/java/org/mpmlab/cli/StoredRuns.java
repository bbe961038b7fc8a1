package org.mpmlab.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.record.RunDirectory;

/** Run directories as {@code run} leaves them, without any server. */
final class StoredRuns {
    static final String EVENT = "event+fpm";
    static final String PREFORK = "prefork+mod_php";

    private StoredRuns() {}

    /** A stored run in which event takes so many times prefork's 20 ms. */
    static Path write(Path folder, String name, int blocks, double ratio, String cpu, Validity event) {
        Scenario scenario = new Scenario(
                name,
                "Test.",
                blocks,
                List.of(Stack.of(Composition.parse(EVENT)), Stack.of(Composition.parse(PREFORK))),
                List.of(site()),
                List.of(load()),
                Placement.AUTOMATIC);
        Plan plan = Planner.plan(scenario, 7);
        RunDirectory directory = RunDirectory.create(folder, Instant.EPOCH, name);
        directory.begin(
                new Run.About(Run.SCHEMA, directory.id(), Instant.EPOCH, List.of(), List.of()),
                scenario,
                plan,
                new Environment("0", "17", cpu, 2, 1 << 30, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()));
        for (Plan.Step step : plan.steps()) {
            double wobble = 1 + 0.002 * (step.block() % 5 - 2);
            List<CellResult> cells = new ArrayList<>();
            float[] micros = new float[step.stacks().size()];
            for (int i = 0; i < micros.length; i++) {
                boolean first = step.stacks().get(i).equals(EVENT);
                double millis = first ? 20 * ratio * wobble : 20;
                micros[i] = (float) (millis * 1e3);
                cells.add(cell(step, step.stacks().get(i), millis, first ? event : Validity.VALID));
            }
            directory.finish(new StepResult(step.id(), cells, new RoundTimes(step.stacks(), micros)));
        }
        return directory.path();
    }

    private static CellResult cell(Plan.Step step, String stack, double millis, Validity validity) {
        long[] nanos = new long[100];
        java.util.Arrays.fill(nanos, Math.round(millis * 1e6));
        return new CellResult(
                step.block(),
                stack,
                step.site(),
                step.load(),
                Instant.EPOCH,
                Duration.ofSeconds(2),
                Optional.empty(),
                new TargetResult(
                        stack,
                        new TargetResult.Counts(100, 100, 100, 0, 0, 1),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(Series.parse("written-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                        List.of()),
                Generator.NONE,
                Observations.NONE,
                validity);
    }

    private static Site site() {
        return new Site(
                "hello",
                "A page.",
                "/sites/hello",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Site.Page("/hello.php", 200, "hello", List.of())),
                Map.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }

    private static LoadShape load() {
        return new LoadShape(
                "ttfb",
                Protocol.H1,
                Arrival.Rounds.oneAtATime(),
                Connections.kept(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Set.of());
    }
}
