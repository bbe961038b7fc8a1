package org.mpmlab.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mpmlab.core.stats.Forecast.Prospect;

class LooksTest {
    private static final Looks LOOKS = Looks.STANDARD;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final Interval FIVE_PERCENT = Margins.region(0.05);

    @Example
    void betweenLooksTheLastOneThatWasReachedCounts() {
        assertThat(LOOKS.reached(7)).isEmpty();
        assertThat(LOOKS.reached(8)).hasValue(8);
        assertThat(LOOKS.reached(17)).hasValue(12);
        assertThat(LOOKS.reached(99)).hasValue(30);
        assertThat(LOOKS.next(8)).hasValue(12);
        assertThat(LOOKS.next(30)).isEmpty();
        assertThat(IntStream.of(0, 7, 8, 12, 29, 30).map(LOOKS::number)).containsExactly(0, 0, 1, 2, 3, 4);
        assertThat(LOOKS.over(29)).isFalse();
        assertThat(LOOKS.over(30)).isTrue();
        assertThat(LOOKS.most()).isEqualTo(30);
    }

    @Example
    void fourLooksTogetherAreWrongInOneDirectionInLessThanOneInTwenty() {
        int experiments = 20_000;
        Random random = new Random(2026);
        int byRank = 0;
        int byT = 0;
        for (int i = 0; i < experiments; i++) {
            double[] effects = random.doubles(30)
                    .map(uniform -> NORMAL.inverseCumulativeProbability(uniform))
                    .toArray();
            byRank += anyLookIsAboveZero(effects, some -> new SignedRank(some).interval(0.018)) ? 1 : 0;
            byT += anyLookIsAboveZero(effects, some -> PairedT.interval(Moments.of(some), 0.018)) ? 1 : 0;
        }
        double rank = (double) byRank / experiments;
        double t = (double) byT / experiments;
        System.out.printf(
                Locale.ROOT, "looks at 8, 12, 18, 30: wrong by rank %.2f %%, by t %.2f %%%n", rank * 100, t * 100);

        assertThat(rank).isBetween(0.035, 0.05);
        assertThat(t).isBetween(0.04, 0.053);
    }

    private static boolean anyLookIsAboveZero(double[] effects, Function<double[], Optional<Interval>> interval) {
        return LOOKS.blocks().stream()
                .map(look -> interval.apply(Arrays.copyOf(effects, look)).orElseThrow())
                .anyMatch(found -> found.lower() > 0);
    }

    @Example
    void looksThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Looks(List.of(), 0.018)).hasMessageContaining("number of blocks");
        assertThatThrownBy(() -> new Looks(List.of(8), 0)).hasMessageContaining("level");
        assertThatThrownBy(() -> new Looks(List.of(8), 0.5)).hasMessageContaining("level");
        assertThatThrownBy(() -> new Looks(List.of(6, 8), 0.018)).hasMessageContaining("7 blocks");
        assertThat(new Looks(List.of(7), 0.018).most()).isEqualTo(7);
        assertThatThrownBy(() -> new Looks(List.of(8, 8), 0.018)).hasMessageContaining("ascending");
    }

    @Example
    void aForecastNamesTheLookThatWouldSettleIt() {
        // t(29 df, 0.018) = 2.197: 30 blocks of 10 % reach to 4.0 % either side, 18 (2.272) only to 5.4 %.
        assertThat(forecast(8, 0, 0.10)).isEqualTo(new Forecast(22, Prospect.VERDICT));
        assertThat(forecast(8, 0, 0.08)).isEqualTo(new Forecast(10, Prospect.VERDICT));
        assertThat(forecast(10, 0.2, 0.08)).isEqualTo(new Forecast(2, Prospect.VERDICT));
        assertThat(forecast(8, 0.045, 0.10)).isEqualTo(new Forecast(22, Prospect.NO_VERDICT));
        assertThat(forecast(30, 0.045, 0.10)).isEqualTo(new Forecast(0, Prospect.NO_VERDICT));
        assertThat(forecast(2, 0, 0)).isEqualTo(new Forecast(6, Prospect.UNKNOWN));
        assertThat(forecast(0, 0, 0)).isEqualTo(new Forecast(8, Prospect.UNKNOWN));
    }

    /** Of effects whose interval is that of Student's t. */
    private static Forecast forecast(int blocks, double centre, double sd) {
        double[] shape = IntStream.range(0, blocks)
                .mapToDouble(i -> i - (blocks - 1) / 2.0)
                .toArray();
        double[] effects = new double[blocks];
        double scale = blocks < 3 ? 0 : sd / new SignedRank(shape).spread(0.018);
        for (int i = 0; i < blocks; i++) {
            effects[i] = centre + scale * shape[i];
        }
        return Forecast.of(FIVE_PERCENT, LOOKS, 0.018, effects);
    }

    @Property(tries = 300)
    void noForecastGoesBeyondTheLastLook(
            @ForAll @IntRange(max = 40) int blocks,
            @ForAll @Scale(4) @DoubleRange(min = -0.1, max = 0.1) double centre,
            @ForAll @Scale(4) @DoubleRange(max = 0.5) double sd) {
        Forecast forecast = forecast(blocks, centre, sd);

        assertThat(forecast.moreBlocks()).isBetween(0, Math.max(0, 30 - blocks));
        assertThat(blocks >= 30 || LOOKS.blocks().contains(blocks + forecast.moreBlocks()))
                .isTrue();
    }

    @Example
    void theSmallestMarginIsTheOneThatTwoEqualArmsProveWithThatPower() {
        // (2.197 + 1.699) x 2.1 % / sqrt(30): Student's t for 29 degrees of freedom at 1.8 % and at 5 %.
        assertThat(Margins.smallestProvable(0.021, 30, 0.018, 0.9)).isCloseTo(0.01505, within(1e-4));
        assertThat(Margins.smallestProvable(0, 30, 0.018, 0.9)).isZero();
        assertThatThrownBy(() -> Margins.smallestProvable(0.02, 2, 0.018, 0.9)).hasMessageContaining("3 blocks");
        assertThatThrownBy(() -> Margins.smallestProvable(Double.NaN, 8, 0.018, 0.9))
                .hasMessageContaining("NaN");
    }

    @Example
    void aMarginIsTheSameFromBothArms() {
        assertThat(FIVE_PERCENT.upper()).isCloseTo(Math.log(1.05), within(1e-12));
        assertThat(FIVE_PERCENT.lower()).isCloseTo(Math.log(1 / 1.05), within(1e-12));
        assertThatThrownBy(() -> Margins.region(-0.01)).hasMessageContaining("-0.01");
        assertThatThrownBy(() -> Margins.region(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
    }

    @Example
    void holmStepsDownUntilOneFails() {
        // Holm's own order: 0.01 / 4, 0.05 / 3 ...; 0.02 fails at 0.05 / 2 only if something before it failed.
        assertThat(Holm.standing(0.05, 0.02, 0.001, 0.04, 0.012)).containsExactly(true, true, true, true);
        assertThat(Holm.standing(0.05, 0.02, 0.001, 0.04, 0.017)).containsExactly(false, true, false, false);
        assertThat(Holm.standing(0.05, 0.06)).containsExactly(false);
        assertThat(Holm.standing(0.05, Double.NaN, 0.01)).containsExactly(false, true);
        assertThat(Holm.standing(0.05)).isEmpty();
    }

    @Property(tries = 200)
    void holmLetsStandAtLeastWhatBonferroniDoesAndNeverMoreThanNoCorrection(
            @ForAll @Size(min = 1, max = 8) List<@Scale(4) @DoubleRange(max = 0.1) Double> p) {
        double[] values = p.stream().mapToDouble(Double::doubleValue).toArray();
        boolean[] stands = Holm.standing(0.05, values);

        for (int i = 0; i < values.length; i++) {
            assertThat(stands[i] || values[i] > 0.05 / values.length).isTrue();
            assertThat(stands[i] && values[i] > 0.05).isFalse();
        }
    }
}
