package org.mpmlab.benchmarks;

/** Quantiles of a few numbers, by HdrHistogram's rule: the least value at or below which that share of them lies. */
final class Quantile {
    private Quantile() {}

    /**
     * The quantile {@code q} (0 to 1) of numbers in ascending order.
     *
     * @throws IllegalArgumentException if there are none
     */
    static double of(double[] ascending, double q) {
        if (ascending.length == 0) {
            throw new IllegalArgumentException("no numbers, no quantile");
        }
        int rank = (int) Math.ceil(Math.nextDown(q * ascending.length));
        return ascending[Math.max(1, rank) - 1];
    }
}
