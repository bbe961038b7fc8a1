package org.mpmlab.core.stats;

/**
 * From lower to upper, both included, on whatever scale the values had; a point when every block gave the same.
 *
 * @param lower never above {@code upper}
 * @param upper may be infinite
 */
public record Interval(double lower, double upper) {
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("an interval goes upwards, not from " + lower + " to " + upper);
        }
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    public boolean within(Interval other) {
        return other.lower <= lower && upper <= other.upper;
    }

    public boolean disjointFrom(Interval other) {
        return upper < other.lower || other.upper < lower;
    }

    /** Whether it lies wholly within the other or wholly outside of it, so that a question about it is settled. */
    public boolean decides(Interval other) {
        return within(other) || disjointFrom(other);
    }
}
