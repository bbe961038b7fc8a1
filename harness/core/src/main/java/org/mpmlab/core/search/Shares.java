package org.mpmlab.core.search;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Shares of late or failed requests in trials of one rate, and how many may be. Their mean is judged by Student's t over
 * the trials: requests within a trial share its luck.
 *
 * @param shares one for each trial, 0 to 1
 * @param allowed the greatest share that keeps the objective
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never kept
record Shares(double[] shares, double allowed) {
    /** One-sided, at each look. */
    private static final double CONFIDENCE = 0.9;

    /** Of a quantile's rounding: with 0.99 exactly one in a hundred may be late. */
    private static final double ROUNDING = 1e-9;

    boolean surelyWithin() {
        return shares.length > 0 && mean() + margin() <= allowed + ROUNDING;
    }

    boolean surelyAbove() {
        return shares.length > 1 && mean() - margin() > allowed + ROUNDING;
    }

    private double mean() {
        return Arrays.stream(shares).average().orElse(0);
    }

    private double margin() {
        int count = shares.length;
        if (count < 2) {
            return 0;
        }
        double mean = mean();
        double squares = Arrays.stream(shares)
                .map(share -> (share - mean) * (share - mean))
                .sum();
        double t = TDistribution.of(count - 1).inverseCumulativeProbability(CONFIDENCE);
        return t * Math.sqrt(squares / (count - 1) / count);
    }
}
