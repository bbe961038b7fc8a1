package org.mpmlab.core.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.mpmlab.core.objective.TtfbLimit;

/**
 * The rates that a search may try, from the lowest to the highest in equal ratios, and how long a trial at each takes.
 * Rates come from it alone, so that trials meet at the same ones and the search ends.
 *
 * @param asked what is looked for
 * @param trial how long a short trial is at least
 */
record Ladder(Search asked, Duration trial) {
    /** A p99 of fewer than 100 requests is the slowest one. A trial has as many as its quantile needs. */
    private static final double SLOWER_THAN_QUANTILE = 1;

    /** Slow pages would need trials of minutes; beyond this many times the length asked for a trial is what it is. */
    private static final int LONGEST = 10;

    /** A long trial is at least so many times the length asked for. */
    private static final int LONG = 3;

    /**
     * A long trial is at least so many times the limit. At x times its capacity a server falls behind by x - 1 seconds
     * a second, so that a trial of length d sees the limit only from x = 1 + limit / d on.
     */
    private static final int LIMITS = 40;

    private static final MathContext DIGITS = new MathContext(3);

    /** The number of the highest rate. */
    int top() {
        return (int) Math.ceil(levels(asked.toPerSecond()) - 1e-9);
    }

    /** A rate, to three digits. */
    double rate(int level) {
        double exact = asked.fromPerSecond() * Math.pow(1 + asked.resolution(), level);
        double rounded = new BigDecimal(Math.min(exact, asked.toPerSecond()), DIGITS).doubleValue();
        return Math.min(asked.toPerSecond(), Math.max(asked.fromPerSecond(), rounded));
    }

    /** The number of the rate next to this one. */
    int nearest(double perSecond) {
        if (!(perSecond > asked.fromPerSecond())) {
            return 0;
        }
        return Math.min(top(), (int) Math.round(levels(perSecond)));
    }

    /** The number of the highest rate that is not above this one. */
    int below(double perSecond) {
        return perSecond > asked.fromPerSecond() ? Math.min(top(), (int) Math.floor(levels(perSecond))) : 0;
    }

    /** The number of a trial's rate. */
    int levelOf(Trial made) {
        int near = nearest(made.ratePerSecond());
        // The highest is cut off at what was asked, and may lie next to the one below.
        return made.ratePerSecond() >= rate(top()) ? top() : near;
    }

    private double levels(double perSecond) {
        return Math.log(perSecond / asked.fromPerSecond()) / Math.log1p(asked.resolution());
    }

    Duration approach(int level) {
        double quantile = asked.objective().ttfb().stream()
                .mapToDouble(TtfbLimit::quantile)
                .max()
                .orElseThrow();
        double needed = SLOWER_THAN_QUANTILE / (1 - quantile) / rate(level);
        Duration most = trial.multipliedBy(LONGEST);
        return longer(trial, needed > most.toSeconds() ? most : seconds(needed));
    }

    Duration confirm(int level) {
        return longer(longer(approach(level), trial.multipliedBy(LONG)), seconds(longestLimit() * LIMITS));
    }

    /** By which share a long trial may overrate a server whose queue had no time to grow, see {@link #LIMITS}. */
    double blindSpot(int level) {
        return longestLimit() / (confirm(level).toMillis() / 1e3);
    }

    private double longestLimit() {
        return asked.objective().ttfb().stream()
                .mapToDouble(TtfbLimit::limitSeconds)
                .max()
                .orElseThrow();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
