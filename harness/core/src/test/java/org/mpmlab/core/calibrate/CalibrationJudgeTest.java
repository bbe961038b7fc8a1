package org.mpmlab.core.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloor;
import org.mpmlab.core.verdict.Verdict;

/** Twins must be found equal and shifts found in their size, from the evidence alone. */
class CalibrationJudgeTest {
    private static final double PAGE_MICROS = 1000;
    private static final double MARGIN = 0.02;
    private static final Shift TWO_MARGINS = new Shift(Shift.Kind.WORK, 2);
    private static final Shift HALF_A_MARGIN = new Shift(Shift.Kind.SLEEP, 0.5);
    private static final Design TWINS = design(1);
    private static final Design SHIFTED = design(1, HALF_A_MARGIN, TWO_MARGINS);
    /** Between blocks, of either sign. */
    private static final double[] NOISE = {0.001, -0.002, 0.0005, -0.001, 0.002, -0.0005, 0.0015, -0.0015};

    private static Design design(int pairs, Shift... shifts) {
        return new Design(Stack.of(Composition.parse("event+fpm")), "hello", MARGIN, pairs, List.of(shifts), 300);
    }

    /** Blocks in which arms take so many times the page's time, give or take the noise. */
    private static Blocks blocks(Design design, int count, Map<String, Double> ratios) {
        Blocks blocks = new Blocks(design);
        for (int i = 0; i < count; i++) {
            double noise = 1 + NOISE[i % NOISE.length];
            Map<String, Double> times = new HashMap<>();
            ratios.forEach((arm, ratio) -> times.put(arm, PAGE_MICROS * ratio * noise));
            blocks.block(PAGE_MICROS, times);
        }
        return blocks;
    }

    private static Map<String, Double> asMade() {
        return Map.of(SHIFTED.second(1), 1.0, SHIFTED.arm(HALF_A_MARGIN), 1.01, SHIFTED.arm(TWO_MARGINS), 1.04);
    }

    private static List<Clocked> clocks(double halfMicros, double twoMicros) {
        return List.of(
                clock(HALF_A_MARGIN, 8, block -> halfMicros * 1e3), clock(TWO_MARGINS, 8, block -> twoMicros * 1e3));
    }

    private static Clocked clock(Shift shift, int blocks, IntToDoubleFunction nanos) {
        Clocked clock = new Clocked(SHIFTED.arm(shift), Map.of());
        for (int block = 1; block <= blocks; block++) {
            clock = clock.with(block, nanos.applyAsDouble(block));
        }
        return clock;
    }

    private static Compared of(CalibrationResult result, Optional<Shift> shift, double percentile) {
        return result.compared().stream()
                .filter(compared -> compared.shift().equals(shift))
                .filter(compared ->
                        compared.judgement().question().measure().equals(Measure.of(Measure.Kind.TTFB, percentile)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasPutInIsFoundInItsSize() {
        CalibrationResult result =
                CalibrationJudge.judge(blocks(SHIFTED, 8, asMade()).run(), SHIFTED, clocks(10, 40));

        Compared twins = of(result, Optional.empty(), 50);
        assertThat(twins.judgement().verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(twins.falselyDifferent()).isFalse();
        assertThat(twins.took()).isEqualTo(Duration.ofSeconds(90));

        Compared two = of(result, Optional.of(TWO_MARGINS), 50);
        assertThat(two.judgement().verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(two.injected().orElseThrow().lower()).isCloseTo(1.04, within(1e-3));
        assertThat(two.recovered()).contains(true);
        assertThat(two.required()).isTrue();

        Compared half = of(result, Optional.of(HALF_A_MARGIN), 50);
        assertThat(half.judgement().verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(half.recovered()).contains(true);
        assertThat(half.required()).isFalse();

        assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(CalibrationJudge.settled(result)).isTrue();
    }

    @Test
    void aDifferenceThatIsNoticedInAnotherSizeIsNotRecovered() {
        CalibrationResult result =
                CalibrationJudge.judge(blocks(SHIFTED, 8, asMade()).run(), SHIFTED, clocks(10, 60));
        assertThat(of(result, Optional.of(TWO_MARGINS), 50).judgement().verdict())
                .isEqualTo(Verdict.SUPPORTED);
        assertThat(of(result, Optional.of(TWO_MARGINS), 50).recovered()).contains(false);
        assertThat(result.verdict()).isEqualTo(Verdict.REFUTED);
    }

    /** Every other block runs at two thirds of the speed: page and work take longer, in proportion. */
    @Test
    void workIsRecoveredOnAMachineWhoseSpeedChanges() {
        Blocks blocks = new Blocks(SHIFTED);
        for (int block = 1; block <= 8; block++) {
            double page = PAGE_MICROS * (block % 2 == 0 ? 1.5 : 1) * (1 + NOISE[block - 1]);
            blocks.block(page, Map.of(SHIFTED.arm(TWO_MARGINS), 1.04 * page));
        }
        List<Clocked> clocks =
                List.of(clock(TWO_MARGINS, 8, block -> 0.04 * PAGE_MICROS * 1e3 * (block % 2 == 0 ? 1.5 : 1)));
        CalibrationResult result = CalibrationJudge.judge(blocks.run(), SHIFTED, clocks);
        assertThat(of(result, Optional.of(TWO_MARGINS), 50).recovered()).contains(true);
    }

    @Test
    void blocksWhoseClockIsUnknownSayNothingOfIt() {
        Clocked some = clock(TWO_MARGINS, 8, block -> block == 3 ? Double.NaN : 40e3);
        CalibrationResult result =
                CalibrationJudge.judge(blocks(SHIFTED, 8, asMade()).run(), SHIFTED, List.of(some));
        assertThat(of(result, Optional.of(TWO_MARGINS), 50).recovered()).contains(true);
        assertThat(of(result, Optional.of(HALF_A_MARGIN), 50).recovered()).isEmpty();
    }

    @Test
    void beforeTheFirstLookNothingIsDecidedAndNothingKept() {
        CalibrationResult result =
                CalibrationJudge.judge(blocks(SHIFTED, 7, asMade()).run(), SHIFTED, clocks(10, 40));
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(CalibrationJudge.settled(result)).isFalse();
        assertThat(result.floors().isEmpty()).isTrue();
        assertThat(of(result, Optional.empty(), 50)
                        .judgement()
                        .stillNeeded()
                        .orElseThrow()
                        .blocks())
                .isEqualTo(1);
    }

    @Test
    void twinsThatDifferAreAFalseFind() {
        CalibrationResult result = CalibrationJudge.judge(
                blocks(TWINS, 8, Map.of(TWINS.second(1), 1.1)).run(), TWINS, List.of());
        assertThat(of(result, Optional.empty(), 50).falselyDifferent()).isTrue();
        assertThat(of(result, Optional.empty(), 50).apart()).contains(Verdict.SUPPORTED);
        assertThat(result.verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void eachPairIsACompareOfItsOwn() {
        Design design = design(20);
        CalibrationResult result = CalibrationJudge.judge(
                blocks(design, 8, Map.of(design.second(3), 1.1, design.second(4), 1.0))
                        .run(),
                design,
                List.of());
        assertThat(result.compared()).hasSize(20 * 2);
        assertThat(result.compared().stream().filter(Compared::falselyDifferent))
                .extracting(compared -> compared.judgement().question().arm())
                .containsOnly(design.first(3));
    }

    @Test
    void theFloorIsTheSpreadOfTheTwins() {
        CalibrationResult result = CalibrationJudge.judge(
                blocks(TWINS, 8, Map.of(TWINS.second(1), 1.0)).run(), TWINS, List.of());
        assertThat(result.floors().machine()).isEqualTo("CPU x 2, 1024 MiB, 6, cgroup v2");
        NoiseFloor floor = result.floors()
                .of(TWINS.load(), "hello", Measure.of(Measure.Kind.TTFB, 50))
                .orElseThrow();
        assertThat(floor.blocks()).isEqualTo(8);
        assertThat(floor.spread()).isBetween(0.001, 0.003);
        assertThat(floor.smallestMargin()).isBetween(0.5 * floor.spread(), floor.spread());
    }

    @Test
    void whatItIsJudgedByIsReadAgainAsItWasWritten() throws Exception {
        String design = Json.MAPPER.writeValueAsString(SHIFTED);
        assertThat(Json.MAPPER.readValue(design, Design.class)).isEqualTo(SHIFTED);
        String clocked = Json.MAPPER.writeValueAsString(clocks(10, 40).get(0));
        assertThat(Json.MAPPER.readValue(clocked, Clocked.class))
                .isEqualTo(clocks(10, 40).get(0));
        CalibrationResult result =
                CalibrationJudge.judge(blocks(SHIFTED, 8, asMade()).run(), SHIFTED, clocks(10, 40));
        assertThat(Json.MAPPER
                        .readTree(Json.MAPPER.writeValueAsString(result))
                        .path("verdict")
                        .asText())
                .isEqualTo("supported");
    }

    /** Whatever the shift and however the blocks scatter: it is recovered when the clock is right, and not when it is far off. */
    @Property(tries = 200)
    void aShiftIsRecoveredExactlyWhenTheClockIsRight(
            @ForAll @DoubleRange(min = 0.005, max = 0.5) @Scale(4) double shift,
            @ForAll @Size(8) List<@DoubleRange(min = -0.01, max = 0.01) @Scale(4) Double> noise) {
        Blocks blocks = new Blocks(SHIFTED);
        for (double each : noise) {
            // Each block's mirror image beside it: scattered symmetrically about the truth.
            for (double sign : new double[] {1, -1}) {
                blocks.block(
                        PAGE_MICROS,
                        Map.of(SHIFTED.arm(TWO_MARGINS), PAGE_MICROS * (1 + shift) * Math.exp(sign * each)));
            }
        }
        assertThat(recovered(blocks, shift)).contains(true);
        assertThat(recovered(blocks, shift + 0.03)).contains(false);
    }

    private static Optional<Boolean> recovered(Blocks blocks, double clocked) {
        List<Clocked> clocks = List.of(clock(TWO_MARGINS, 16, block -> clocked * PAGE_MICROS * 1e3));
        CalibrationResult result = CalibrationJudge.judge(blocks.run(), SHIFTED, clocks);
        return of(result, Optional.of(TWO_MARGINS), 50).recovered();
    }
}
