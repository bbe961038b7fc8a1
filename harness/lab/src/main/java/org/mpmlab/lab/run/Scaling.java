package org.mpmlab.lab.run;

/**
 * A parameter's value with the time that was measured at it.
 *
 * @param value of the parameter
 * @param nanos of the page
 */
record Scaling(long value, double nanos) {
    /** How often the value may be changed. */
    static final int CHANGES = 6;
    /** A page within this share of the time asked for is near enough. */
    private static final double TOLERANCE = 0.03;

    /** How long the page takes with a parameter, in nanoseconds; more than 0. */
    @FunctionalInterface
    interface Clock {
        double nanos(long value) throws InterruptedException;
    }

    /**
     * Scales a value until the page takes a time. The last value is always one that was measured, so that what it gives is
     * known where it is not what was asked for.
     */
    static Scaling of(long value, double wantedNanos, Clock clock) throws InterruptedException {
        Scaling now = new Scaling(value, clock.nanos(value));
        for (int change = 0; change < CHANGES && !now.isNear(wantedNanos); change++) {
            long next = Math.max(1, Math.round(now.value * wantedNanos / now.nanos));
            now = new Scaling(next, clock.nanos(next));
        }
        return now;
    }

    /** Whether the time is the one that was asked for, as far as calibration goes. */
    boolean isNear(double wantedNanos) {
        return Math.abs(nanos / wantedNanos - 1) <= TOLERANCE;
    }
}
