package org.mpmlab.core.objective;

import java.time.Duration;

/**
 * At this quantile the time to the first byte must not be longer.
 *
 * @param quantile above 0, below 1: 0.99 for p99
 * @param limit above zero
 */
public record TtfbLimit(double quantile, Duration limit) {
    public TtfbLimit {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, not at " + quantile);
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a limit is a time above zero, not " + limit);
        }
    }

    public double limitSeconds() {
        return limit.toNanos() / 1e9;
    }

    /** As it is written, such as {@code ttfb.p99<=200ms}. */
    public String words() {
        return "ttfb.p" + Objective.plain(100 * quantile) + "<=" + Objective.plain(limit.toNanos() / 1e6) + "ms";
    }
}
