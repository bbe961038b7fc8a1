package org.mpmlab.core.stats;

import java.util.OptionalDouble;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.RoundTimes;

/**
 * The effect of one block: the natural logarithm of how many times arm A's figure is arm B's. 0 is equal, ln(1.05) is
 * A higher by 5 %; exchanging the arms changes the sign alone. Empty where there is no such number.
 *
 * <p>Which is used when: {@link #pairedMedian} for the p50 of the time to first byte of loads in rounds, because a
 * round's requests share their moment and what the moment did to both cancels; {@link #quantileRatio} for other
 * quantiles, which a pair of requests does not have, for other times, and for loads that were not in rounds;
 * {@link #logRatio} for figures that a cell has one of, such as memory, CPU per request and throughput. On two
 * identical arms the paired median varied from block to block by 0.25 % (a tiny page) and 1.4 to 1.8 % (a 20 ms page),
 * the ratio of the medians by 0.3 % and 2.1 %.
 */
public final class Effects {
    private Effects() {}

    /**
     * ln(quantile of a / quantile of b); empty when either has no times or the quantile is zero.
     *
     * @param q 0 to 1
     */
    public static OptionalDouble quantileRatio(Distribution a, Distribution b, double q) {
        return logRatio((double) a.quantileNanos(q), (double) b.quantileNanos(q));
    }

    /**
     * The median over rounds of ln(a / b); empty when there is no round that both answered.
     *
     * <p>It estimates the median of the ratios. That is the ratio of the medians wherever the arms' logarithms differ
     * by something symmetric; it need not be for a page with two speeds.
     *
     * @throws IllegalArgumentException for a name that is no target of these rounds
     */
    public static OptionalDouble pairedMedian(RoundTimes rounds, String a, String b) {
        double[] ratios = rounds.logRatios(a, b);
        return ratios.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Median.of(ratios));
    }

    /** ln(a / b) of two figures of the same unit; empty unless both are positive and finite. */
    public static OptionalDouble logRatio(double a, double b) {
        return positive(a) && positive(b) ? OptionalDouble.of(Math.log(a / b)) : OptionalDouble.empty();
    }

    private static boolean positive(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
