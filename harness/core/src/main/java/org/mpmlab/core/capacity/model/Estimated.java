package org.mpmlab.core.capacity.model;

/**
 * A figure with the interval in which it is taken to lie. The unit is that of the component that holds it.
 *
 * @param value the most likely
 * @param low not above the value
 * @param high not below the value
 * @param source where it comes from
 */
public record Estimated(double value, double low, double high, Source source) {

    /** Where a figure comes from, from the firmest to the weakest. */
    public enum Source {
        /** Measured within the range in which it is used. */
        MEASURED,
        /** Measured, and carried beyond the measured range by the model. */
        EXTRAPOLATED,
        /** Taken for granted, not measured. */
        ASSUMED;

        /** What rests on both is no firmer than the weaker of them. */
        public Source weaker(Source other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    public static final Estimated ZERO = exactly(0);

    public Estimated {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low <= value && value <= high)) {
            throw new IllegalArgumentException(
                    "an estimate needs low <= value <= high, all finite, not " + low + ", " + value + ", " + high);
        }
    }

    /** A figure without spread, such as a setting. */
    public static Estimated exactly(double value) {
        return new Estimated(value, value, value, Source.MEASURED);
    }

    public static Estimated measured(double value, double low, double high) {
        return new Estimated(value, low, high, Source.MEASURED);
    }

    public static Estimated assumed(double value, double low, double high) {
        return new Estimated(value, low, high, Source.ASSUMED);
    }

    /** So many times the figure. */
    Estimated times(double factor) {
        return new Estimated(factor * value, factor * low, factor * high, source);
    }

    /** The same figure from at most so many times itself to at least so many times. */
    Estimated reaching(double least, double most) {
        return new Estimated(value, Math.min(low, least * value), Math.max(high, most * value), source);
    }

    /** One figure of two readings of the same: between the two, and anywhere that either may be. */
    Estimated with(Estimated other) {
        return new Estimated(
                (value + other.value) / 2,
                Math.min(low, other.low),
                Math.max(high, other.high),
                source.weaker(other.source));
    }

    /** The same figure from a source no firmer than this one. */
    public Estimated weakened(Source other) {
        return new Estimated(value, low, high, source.weaker(other));
    }

    /** Whether by their intervals either of the two may be the larger. */
    public boolean overlaps(Estimated other) {
        return low <= other.high && other.low <= high;
    }

    /** Whether none of it is below zero: what a cost must be. */
    boolean isCost() {
        return low >= 0;
    }
}
