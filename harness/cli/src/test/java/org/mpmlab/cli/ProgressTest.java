package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;

/** In a log, without a terminal. */
class ProgressTest {
    private static final Plan.Step STEP =
            new Plan.Step("b01", 1, "hello", "held-h1-c1", List.of("event+fpm"), 1, Duration.ofSeconds(5));

    private static String told(Idle idle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress progress = Progress.on(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            Plan.Phase phase = new Plan.Phase("hello", List.of("event+fpm"), List.of(STEP));
            progress.begin(new Plan(1, List.of(new Plan.Block(1, List.of(phase)))), Set.of());
            progress.finished(STEP, load(idle), new StepResult("b01", List.of(starved(idle)), RoundTimes.NONE));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LoadShape load(Idle idle) {
        return new LoadShape(
                "held-h1-c1",
                GeneratorKind.NATIVE,
                Protocol.H1,
                new Arrival.Closed(),
                Connections.kept(1),
                idle,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Set.of(),
                Set.of());
    }

    private static CellResult starved(Idle idle) {
        IdleResult held = new IdleResult(idle.connections(), 191, true, 4, 0, 191, 0, List.of(), List.of());
        return new CellResult(
                1,
                "event+fpm",
                "hello",
                "held-h1-c1",
                Instant.EPOCH,
                Duration.ofSeconds(1),
                Optional.empty(),
                new TargetResult(
                                "event+fpm",
                                new TargetResult.Counts(0, 0, 0, 0, 0, 0),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                List.of())
                        .with(held),
                Generator.NONE,
                Observations.NONE,
                Validity.invalid(Validity.Reason.STARVED, "new requests starved at 191 idle connections"));
    }

    @Test
    void theNumberThatWasLookedForIsFoundAndNotVoid() {
        assertThat(told(Idle.untilStarved(300, Duration.ofSeconds(1))))
                .contains("found: event+fpm: new requests starved at 191", "1 of 1 cells valid")
                .doesNotContain("void");
    }

    @Test
    void aLoadThatStarvedBesideConnectionsIsVoid() {
        assertThat(told(Idle.of(300, Duration.ofSeconds(1))))
                .contains(", 1 void; ", "void: event+fpm: new requests starved at 191", "0 of 1 cells valid");
    }
}
