package org.mpmlab.lab.observe;

/**
 * Spaces costly readings so that observing takes no more than a share of one CPU: the server may have to live on that
 * CPU too. Counts from {@link #ReadingBudget the start of the load}, after the first reading, which costs the load
 * nothing. Not thread-safe.
 */
final class ReadingBudget {
    private final double share;
    private final long startNanos;
    private long spentNanos;
    private long nextFullNanos;

    /**
     * Starts to count.
     *
     * @param share of one CPU that may be spent, such as 0.03
     * @param startNanos the clock's reading at the start
     * @param firstFullNanos what the first full reading took: the guess at what the next one takes
     */
    ReadingBudget(double share, long startNanos, long firstFullNanos) {
        this.share = share;
        this.startNanos = startNanos;
        this.nextFullNanos = firstFullNanos;
    }

    /** Whether a full reading now, on top of all that was spent, stays within the share. */
    boolean affordsFull(long nowNanos) {
        return spentNanos + nextFullNanos <= share * (nowNanos - startNanos);
    }

    /**
     * Accounts a reading.
     *
     * @param cpuNanos what it took
     */
    void spent(Detail detail, long cpuNanos) {
        spentNanos += cpuNanos;
        if (detail == Detail.PROCESSES) {
            nextFullNanos = cpuNanos;
        }
    }
}
