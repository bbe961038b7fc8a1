package org.mpmlab.core.search;

import org.mpmlab.core.objective.Objective;

/**
 * A rate to look for: the highest at which an objective is met.
 *
 * @param objective with at least one limit on TTFB, which counts from the moment at which a request was due
 * @param fromPerSecond the lowest rate that is tried
 * @param toPerSecond the highest
 * @param resolution how far neighbouring rates are apart, as a share: 0.05 tries 100, 105, 110 and so on
 * @param trials how many long trials place the rate; half as many more where they scatter, and as many more as it
 *     takes until one rate is met and one is missed
 */
public record Search(Objective objective, double fromPerSecond, double toPerSecond, double resolution, int trials) {
    public static final double FROM = 1;
    public static final double TO = 100_000;
    public static final double RESOLUTION = 0.05;
    public static final int TRIALS = 16;
    private static final int LEAST_TRIALS = 6;
    private static final int MOST_TRIALS = 40;

    public Search {
        if (objective.ttfb().isEmpty()) {
            throw new IllegalArgumentException("a rate is looked for with a limit on TTFB, such as ttfb.p99<=200ms");
        }
        if (!(fromPerSecond > 0 && toPerSecond > fromPerSecond && Double.isFinite(toPerSecond))) {
            throw new IllegalArgumentException("a search goes from a rate above 0 to a higher one, not from "
                    + fromPerSecond + " to " + toPerSecond);
        }
        if (!(resolution >= 0.01 && resolution <= 1) || trials < LEAST_TRIALS || trials > MOST_TRIALS) {
            throw new IllegalArgumentException("a resolution is 0.01 to 1, and long trials are " + LEAST_TRIALS + " to "
                    + MOST_TRIALS + ", not " + resolution + " and " + trials);
        }
    }

    /** With the usual bounds, resolution and trials. */
    public static Search of(Objective objective) {
        return new Search(objective, FROM, TO, RESOLUTION, TRIALS);
    }
}
