package org.mpmlab.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/** Student's t and the signed rank, against the tests of Commons Statistics that they invert. */
class IntervalsTest {
    private static final double[] EFFECTS = {0.021, -0.013, 0.034, 0.008, -0.002, 0.017, 0.029, 0.005, -0.009, 0.041};

    @Example
    void theMeanAndItsIntervalAreThoseOfTheTextbook() {
        Moments moments = Moments.of(EFFECTS);

        assertThat(moments.count()).isEqualTo(10);
        assertThat(moments.mean()).isCloseTo(0.0131, within(1e-12));
        assertThat(moments.sd()).isCloseTo(0.018363, within(1e-6));
        // 2.262 is Student's t for 9 degrees of freedom at 97.5 %.
        Interval interval = PairedT.interval(moments, 0.025).orElseThrow();
        assertThat(interval.upper()).isCloseTo(0.0131 + 2.2622 * 0.018363 / Math.sqrt(10), within(1e-5));
        assertThat(interval.lower()).isCloseTo(0.0131 - 2.2622 * 0.018363 / Math.sqrt(10), within(1e-5));
    }

    @Property(tries = 200)
    void anEndOfTheIntervalIsWhereTheOneSidedTestReachesTheLevel(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 30) int blocks,
            @ForAll @Scale(4) @DoubleRange(min = 0.005, max = 0.2) double level) {
        double[] all = new Random(seed).doubles(blocks, -0.2, 0.3).toArray();
        Interval interval = PairedT.interval(Moments.of(all), level).orElseThrow();

        assertThat(p(all, interval.lower(), AlternativeHypothesis.GREATER_THAN)).isCloseTo(level, within(1e-6));
        assertThat(p(all, interval.upper(), AlternativeHypothesis.LESS_THAN)).isCloseTo(level, within(1e-6));
    }

    private static double p(double[] effects, double mean, AlternativeHypothesis alternative) {
        return TTest.withDefaults().withMu(mean).with(alternative).test(effects).getPValue();
    }

    @Property(tries = 200)
    void theSignedRankIntervalIsAsNarrowAsTheExactTestAllows(
            @ForAll long seed,
            @ForAll @IntRange(min = 6, max = 30) int blocks,
            @ForAll @Scale(4) @DoubleRange(min = 0.016, max = 0.1) double level) {
        double[] all = new Random(seed).doubles(blocks, -0.2, 0.3).toArray();
        Interval interval = new SignedRank(all).interval(level).orElseThrow();

        assertThat(interval.contains(new SignedRank(all).centre())).isTrue();
        assertThat(signedRank(all, interval.lower() - 1e-9)).isLessThanOrEqualTo(level);
        assertThat(signedRank(all, interval.lower() + 1e-9)).isGreaterThan(level);
    }

    private static double signedRank(double[] effects, double centre) {
        return WilcoxonSignedRankTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .with(PValueMethod.EXACT)
                .withMu(centre)
                .test(effects)
                .getPValue();
    }

    @Example
    void hodgesLehmannShrugsOffOneWildBlock() {
        double[] wild = EFFECTS.clone();
        wild[3] = 0.9;

        assertThat(new SignedRank(1, 2, 9).centre()).isEqualTo(3.5);
        assertThat(new SignedRank(wild).centre()).isCloseTo(new SignedRank(EFFECTS).centre(), within(0.01));
        assertThat(Moments.of(wild).mean()).isGreaterThan(Moments.of(EFFECTS).mean() + 0.08);
    }

    @Example
    void tooFewBlocksHaveNoInterval() {
        assertThat(PairedT.interval(Moments.of(0.1, 0.2), 0.018)).isEmpty();
        assertThat(first(5).interval(0.018)).isEmpty();
        assertThat(first(6).interval(0.018)).isPresent();
        assertThat(first(6).interval(0.009)).isEmpty();
        assertThat(first(7).interval(0.009)).isPresent();
        assertThat(SignedRank.leastBlocks(0.018)).isEqualTo(6);
        assertThat(SignedRank.leastBlocks(0.009)).isEqualTo(7);
        assertThat(SignedRank.leastBlocks(0.25)).isEqualTo(2);
        assertThatThrownBy(() -> new SignedRank()).hasMessageContaining("at least one block");
    }

    private static SignedRank first(int blocks) {
        return new SignedRank(Arrays.copyOf(EFFECTS, blocks));
    }

    @Property(tries = 200)
    void aPValueIsAtMostALevelWhenTheIntervalOfThatLevelIsOutside(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 30) int blocks,
            @ForAll @Scale(4) @DoubleRange(min = -0.2, max = 0.2) double centre,
            @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.2) double level) {
        SignedRank ranked = new SignedRank(
                new Random(seed).doubles(blocks, centre - 0.2, centre + 0.2).toArray());
        Interval region = new Interval(-0.02, 0.03);

        assertThat(ranked.pWithin(region) <= 2 * level)
                .isEqualTo(ranked.interval(level)
                        .filter(interval -> interval.disjointFrom(region))
                        .isPresent());
        assertThat(ranked.pWithin(region)).isBetween(0.0, 1.0);
    }

    @Property(tries = 200)
    void thePValueOfNoEffectIsThatOfTheExactTest(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int blocks) {
        double[] effects = new Random(seed).doubles(blocks, -0.2, 0.3).toArray();

        assertThat(new SignedRank(effects).pWithin(new Interval(0, 0)))
                .isCloseTo(
                        WilcoxonSignedRankTest.withDefaults()
                                .with(PValueMethod.EXACT)
                                .test(effects)
                                .getPValue(),
                        within(1e-9));
    }

    @Example
    void theSpreadIsTheStandardDeviationWithoutTheWildBlocks() {
        double[] twelve = Arrays.copyOf(EFFECTS, 12);
        twelve[11] = 0.012;
        double[] wild = twelve.clone();
        wild[3] = 0.9;

        assertThat(new SignedRank(twelve).spread(0.018)).isBetween(0.015, 0.025);
        assertThat(Moments.of(wild).sd()).isGreaterThan(0.2);
        assertThat(new SignedRank(wild).spread(0.018)).isBetween(0.015, 0.05);
        assertThat(new SignedRank(0.1, 0.3).spread(0.018))
                .isEqualTo(Moments.of(0.1, 0.3).sd());
    }

    @Example
    void blocksThatAllGaveTheSameHaveAPoint() {
        Moments same = Moments.of(0.25, 0.25, 0.25, 0.25);

        assertThat(PairedT.interval(same, 0.018)).contains(new Interval(0.25, 0.25));
        SignedRank ranked = new SignedRank(0.25, 0.25, 0.25, 0.25, 0.25, 0.25);
        assertThat(ranked.interval(0.018)).contains(new Interval(0.25, 0.25));
        assertThat(ranked.pWithin(new Interval(0, 0))).isEqualTo(2 * Math.pow(2, -6));
        assertThat(ranked.pWithin(new Interval(0, 0.3))).isEqualTo(1);
        assertThat(ranked.spread(0.018)).isZero();
    }

    @Example
    void whatIsNotFiniteIsRefusedInWords() {
        assertThatThrownBy(() -> Moments.of(0.1, Double.NaN, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN")
                .hasMessageContaining("leave its block out");
        assertThatThrownBy(() -> Moments.of(Double.NEGATIVE_INFINITY)).hasMessageContaining("-Infinity");
        assertThat(Moments.of()).isEqualTo(new Moments(0, 0, 0));
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).hasMessageContaining("upwards");
        assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("upwards");
    }

    @Example
    void anIntervalIsWithinOutsideOrAcross() {
        Interval region = new Interval(-1, 1);

        assertThat(new Interval(-1, 1).within(region)).isTrue();
        assertThat(new Interval(-1, 1.01).within(region)).isFalse();
        assertThat(new Interval(-1.01, 1).within(region)).isFalse();
        assertThat(new Interval(1.01, 2).disjointFrom(region)).isTrue();
        assertThat(new Interval(-2, -1.01).disjointFrom(region)).isTrue();
        assertThat(new Interval(1, 2).disjointFrom(region)).isFalse();
        assertThat(new Interval(1, 2).decides(region)).isFalse();
        assertThat(new Interval(1.01, 2).decides(region)).isTrue();
        assertThat(new Interval(0, 0.5).decides(region)).isTrue();
    }
}
