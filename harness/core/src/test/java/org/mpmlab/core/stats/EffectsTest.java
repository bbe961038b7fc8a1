package org.mpmlab.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.RoundTimes;

class EffectsTest {
    @Example
    void aQuantileThatIsTwiceAsLongIsAnEffectOfLnTwo() {
        Distribution a = Distribution.ofNanos(10_000, 20_000, 40_000);
        Distribution b = Distribution.ofNanos(5_000, 10_000, 80_000);

        assertThat(Effects.quantileRatio(a, b, 0.5).orElseThrow()).isCloseTo(Math.log(2), within(2e-3));
        assertThat(Effects.quantileRatio(a, b, 1).orElseThrow()).isCloseTo(Math.log(0.5), within(2e-3));
    }

    @Property(tries = 100)
    void exchangingTheArmsChangesTheSignAlone(
            @ForAll @Size(min = 1, max = 9) List<@LongRange(min = 1, max = 1_000_000_000) Long> times,
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long other) {
        Distribution a =
                Distribution.ofNanos(times.stream().mapToLong(Long::longValue).toArray());
        Distribution b = Distribution.ofNanos(other);

        assertThat(Effects.quantileRatio(a, b, 0.9).orElseThrow())
                .isCloseTo(-Effects.quantileRatio(b, a, 0.9).orElseThrow(), within(1e-12));
    }

    @Example
    void thePairedMedianIsOfTheRoundsThatBothAnswered() {
        RoundTimes rounds = new RoundTimes(
                List.of("a", "x", "b"), new float[] {110, 1, 100, Float.NaN, 1, 100, 120, 1, 100, 990, 1, 100});

        assertThat(Effects.pairedMedian(rounds, "a", "b").orElseThrow()).isCloseTo(Math.log(1.2), within(1e-6));
        assertThat(Effects.pairedMedian(rounds, "b", "a").orElseThrow()).isCloseTo(-Math.log(1.2), within(1e-6));
        assertThat(Effects.pairedMedian(new RoundTimes(List.of("a", "b"), new float[] {110, 100, 130, 100}), "a", "b")
                        .orElseThrow())
                .isCloseTo((Math.log(1.1) + Math.log(1.3)) / 2, within(1e-6));
    }

    @Example
    void whatHasNoRatioHasNoEffect() {
        OptionalDouble none = OptionalDouble.empty();

        assertThat(Effects.logRatio(0, 1)).isEqualTo(none);
        assertThat(Effects.logRatio(1, 0)).isEqualTo(none);
        assertThat(Effects.logRatio(-1, -1)).isEqualTo(none);
        assertThat(Effects.logRatio(Double.NaN, 1)).isEqualTo(none);
        assertThat(Effects.logRatio(1, Double.POSITIVE_INFINITY)).isEqualTo(none);
        assertThat(Effects.quantileRatio(Distribution.EMPTY, Distribution.ofNanos(1), 0.5))
                .isEqualTo(none);
        assertThat(Effects.pairedMedian(new RoundTimes(List.of("a", "b"), new float[] {Float.NaN, 1}), "a", "b"))
                .isEqualTo(none);
        assertThatThrownBy(() -> Effects.pairedMedian(RoundTimes.NONE, "a", "b"))
                .hasMessageContaining("no target a");
    }
}
