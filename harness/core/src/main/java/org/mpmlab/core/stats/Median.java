package org.mpmlab.core.stats;

import java.util.Arrays;

/** The value in the middle. */
public final class Median {
    private Median() {}

    /**
     * Of an even number, the mean of the two in the middle.
     *
     * @param values in any order; left as they are
     * @return not a number where there are none
     */
    public static double of(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
