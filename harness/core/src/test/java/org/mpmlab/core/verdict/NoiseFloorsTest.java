package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.ClaimReader;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.ShippedLibrary;

/** A floor is found again by what was measured, not by the names it had. */
class NoiseFloorsTest {
    private static final Measure P50 = Measure.of(Measure.Kind.TTFB, 50);
    private static final Measure P99 = Measure.of(Measure.Kind.TTFB, 99);
    private static final NoiseFloor FLOOR = new NoiseFloor(0.006, 12, 0.0042);
    private static final NoiseFloors KNOWN =
            new NoiseFloors("CPU x 2", List.of()).with("hello", rounds("ttfb-h1", 300), P50, FLOOR);

    private static LoadShape rounds(String name, long limit) {
        return load(name, Protocol.H1, new Arrival.Rounds(false, Duration.ZERO, limit), Connections.kept(1));
    }

    private static LoadShape load(String name, Protocol protocol, Arrival arrival, Connections connections) {
        return new LoadShape(
                name,
                protocol,
                arrival,
                connections,
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Set.of());
    }

    private static Question within(double margin, String site, Measure measure) {
        return Question.compare("a", "b", site, "any", measure, new Expectation.EquivalentWithin(margin));
    }

    @Test
    void itHoldsForLoadsOfAnotherNameButOfTheSameShape() {
        assertThat(KNOWN.of(rounds("mine", 300), within(0.02, "hello", P50))).contains(FLOOR);
        assertThat(KNOWN.of(rounds("mine", 300), within(0.02, "hello", P99))).isEmpty();
        assertThat(KNOWN.of(rounds("mine", 300), within(0.02, "php29", P50))).isEmpty();
        LoadShape fresh =
                load("close", Protocol.H1, new Arrival.Rounds(false, Duration.ZERO, 300), Connections.fresh(1));
        assertThat(KNOWN.of(fresh, within(0.02, "hello", P50))).isEmpty();
        LoadShape h2 = load("h2", Protocol.H2, new Arrival.Rounds(false, Duration.ZERO, 300), Connections.kept(1));
        assertThat(KNOWN.of(h2, within(0.02, "hello", P50))).isEmpty();
        LoadShape busy = load("busy", Protocol.H1, new Arrival.Closed(), Connections.kept(1));
        assertThat(KNOWN.of(busy, within(0.02, "hello", P50))).isEmpty();
    }

    @Test
    void fewerRoundsThanItWasFoundWithAreNoisier() {
        assertThat(KNOWN.of(rounds("more", 1000), within(0.02, "hello", P50))).contains(FLOOR);
        assertThat(KNOWN.of(rounds("no limit", 0), within(0.02, "hello", P50))).contains(FLOOR);
        assertThat(KNOWN.of(rounds("fewer", 120), within(0.02, "hello", P50))).isEmpty();
        NoiseFloor coarse = new NoiseFloor(0.01, 8, 0.0071);
        NoiseFloors both = KNOWN.with("hello", rounds("short", 100), P50, coarse);
        assertThat(both.of(rounds("mine", 1000), within(0.02, "hello", P50))).contains(FLOOR);
        assertThat(both.of(rounds("mine", 200), within(0.02, "hello", P50))).contains(coarse);
    }

    @Test
    void aLimitOfOneArmHasNone() {
        Question limit = Question.limit("a", "hello", "any", P50, new Expectation.AtMost(80));
        assertThat(KNOWN.of(rounds("mine", 300), limit)).isEmpty();
    }

    @Test
    void theClaimsOfParityFindWhatCalibrateLeaves() throws Exception {
        Path file = Path.of("../../scenarios/catalog/claims/ttfb-parity.yaml");
        Claim claim = ClaimReader.read(Files.readString(file), "ttfb-parity.yaml", ShippedLibrary.PLAIN);
        LoadShape kept = claim.trials().get(0).measuring().orElseThrow().load("ttfb-h1");
        NoiseFloors floors = KNOWN.with("php29", rounds("ttfb-h1", 300), P50, FLOOR);
        assertThat(floors.of(kept, "php29", P50)).contains(FLOOR);
    }

    @Test
    void aNewOneTakesTheOldOnesPlace() {
        NoiseFloor newer = new NoiseFloor(0.003, 30, 0.0021);
        NoiseFloors again = KNOWN.with("hello", rounds("ttfb-h1", 300), P50, newer);
        assertThat(again.floors()).hasSize(1);
        assertThat(again.of(rounds("mine", 300), "hello", P50)).contains(newer);
        assertThat(KNOWN.with(again).floors()).isEqualTo(again.floors());
    }

    @Test
    void itIsReadAgainAsItWasWritten() throws Exception {
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(KNOWN), NoiseFloors.class))
                .isEqualTo(KNOWN);
    }

    @Test
    void whatIsMissingIsSaidOnceAndOnlyWhereCalibrateWouldHelp() {
        List<Question> questions =
                List.of(within(0.05, "php29", P50), within(0.05, "php29", P50), within(0.02, "hello", P50));
        assertThat(NoiseFloors.NONE.missing(questions, name -> rounds(name, 300)))
                .hasValue("calibrate has not been run on this machine: ./mpmlab calibrate --site hello");
        assertThat(KNOWN.missing(questions, name -> rounds(name, 300)))
                .hasValue("calibrate has not been run on this machine for php29: ./mpmlab calibrate --site php29");
        assertThat(KNOWN.missing(questions.subList(2, 3), name -> rounds(name, 300)))
                .isEmpty();
        LoadShape busy = load("busy", Protocol.H1, new Arrival.Closed(), Connections.kept(1));
        assertThat(NoiseFloors.NONE.missing(questions, name -> busy)).isEmpty();
        Question limit = Question.limit("a", "hello", "any", P50, new Expectation.AtMost(80));
        assertThat(NoiseFloors.NONE.missing(List.of(limit), name -> rounds(name, 300)))
                .isEmpty();
    }

    @Test
    void aMarginThatIsTooNarrowIsSaidBeforeMeasuring() {
        assertThat(KNOWN.outlook(
                        List.of(within(0.02, "hello", P50), within(0.02, "hello", P50)), name -> rounds(name, 300)))
                .containsExactly("ttfb.p50 within 2 % on hello: this machine can prove 0.42 % at 30 blocks");
        assertThat(KNOWN.outlook(List.of(within(0.003, "hello", P50)), name -> rounds(name, 300)))
                .singleElement()
                .asString()
                .startsWith("ttfb.p50 within 0.3 % on hello: this machine can prove 0.42 % at 30 blocks")
                .contains("too narrow");
        assertThat(KNOWN.outlook(List.of(within(0.003, "php29", P50)), name -> rounds(name, 300)))
                .isEmpty();
        assertThat(FLOOR.marginAt(8)).isGreaterThan(FLOOR.marginAt(30));
    }
}
