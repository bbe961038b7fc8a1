package org.mpmlab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.NoiseFloors;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A stored run's verdict does to a test what it does to a gate. Its stack answers in 20 ms. */
class StoredRunTest {
    private static final String STACK = "event+fpm";
    private static final String SITE = "hello";
    private static final String LOAD = "ttfb-h1";

    private final Map<String, String> reported = new HashMap<>();

    private StoredRun stored(int blocks) {
        Scenario scenario = new Scenario(
                "test",
                "",
                8,
                List.of(Stack.of(Composition.parse(STACK))),
                List.of(site()),
                List.of(load()),
                Placement.AUTOMATIC);
        List<StepResult> steps = new ArrayList<>();
        for (int block = 1; block <= blocks; block++) {
            steps.add(new StepResult("b" + block, List.of(cell(block)), RoundTimes.NONE));
        }
        Run run = new Run(
                new Run.About(Run.SCHEMA, "test", Instant.EPOCH, List.of(), List.of()),
                scenario,
                Planner.plan(scenario, 7),
                new Environment("", "", "", 1, 0, "", "", 0, "", "", "", Map.of(), Map.of()),
                steps,
                TimeUse.NONE);
        return new StoredRun(run, NoiseFloors.NONE, reported::putAll);
    }

    private static Site site() {
        return new Site(
                SITE,
                "",
                "",
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
                LOAD,
                Protocol.H1,
                Arrival.Rounds.oneAtATime(),
                Connections.kept(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Set.of());
    }

    private static CellResult cell(int block) {
        long[] nanos = new long[100];
        Arrays.fill(nanos, 20_000_000L);
        TargetResult result = new TargetResult(
                STACK,
                new TargetResult.Counts(100, 100, 100, 0, 0, 1),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(Series.parse("written-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                List.of());
        return new CellResult(
                block,
                STACK,
                SITE,
                LOAD,
                Instant.EPOCH,
                Duration.ofSeconds(2),
                Optional.empty(),
                result,
                Generator.NONE,
                Observations.NONE,
                Validity.VALID);
    }

    @Test
    void whatTheRunShowsPassesOrFails() {
        stored(8).holds("ttfb.p99 <= 80ms on event+fpm/hello");
        assertThat(reported.get("mpmlab")).startsWith("ttfb.p99 <= 80ms on event+fpm/hello: supported");
        assertThatThrownBy(() -> stored(8).holds("ttfb.p99 <= 10ms on event+fpm/hello"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("refuted");
    }

    @Test
    void tooFewBlocksAbort() {
        assertThatThrownBy(() -> stored(7).holds("ttfb.p99 <= 80ms on event+fpm/hello"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("inconclusive");
    }

    /** Such as a run that was killed before it came to this stack. */
    @Test
    void aRunOfWhichNothingCountsFails() {
        assertThatThrownBy(() -> stored(0).holds("ttfb.p99 <= 80ms on event+fpm/hello"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("invalid")
                .hasMessageContaining("0 blocks count");
    }
}
