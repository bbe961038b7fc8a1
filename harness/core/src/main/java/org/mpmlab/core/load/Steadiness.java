package org.mpmlab.core.load;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells when a load has become steady: its rate and the generator's CPU time per request no longer move. Both are taken
 * over stretches of equal length; steady is when the latest four differ from the four before them, on average, by no
 * more than {@link #TOLERANCE} or by no more than they scatter anyway. Not thread-safe.
 */
public final class Steadiness {
    /** The relative movement that counts as none. */
    public static final double TOLERANCE = 0.05;

    private static final int HALF = 4;

    /** A difference of two means of four beyond this many standard errors is no scatter (Student's t, 6 df, 98 %). */
    private static final double STANDARD_ERRORS = 3.1;

    private final Deque<Stretch> latest = new ArrayDeque<>();

    private record Stretch(double perSecond, double cpuMicrosPerRequest) {}

    /** The next stretch; a stretch without any request carries no cost, but a rate. */
    public void add(double perSecond, double cpuMicrosPerRequest) {
        latest.addLast(new Stretch(perSecond, cpuMicrosPerRequest));
        if (latest.size() > 2 * HALF) {
            latest.removeFirst();
        }
    }

    /** Whether it is steady; not before eight stretches. */
    public boolean reached() {
        return latest.size() == 2 * HALF
                && isFlat(latest.stream().mapToDouble(Stretch::perSecond).toArray())
                && isFlat(latest.stream()
                        .mapToDouble(Stretch::cpuMicrosPerRequest)
                        .toArray());
    }

    private static boolean isFlat(double[] values) {
        double before = mean(values, 0);
        double after = mean(values, HALF);
        double moved = Math.abs(after - before);
        double scatter = Math.sqrt((variance(values, 0, before) + variance(values, HALF, after)) / HALF);
        return moved <= TOLERANCE * before || (moved <= STANDARD_ERRORS * scatter && isLevel(values));
    }

    /** Values that scatter go up and down; values that still climb or fall do so most of the way. */
    private static boolean isLevel(double[] values) {
        int climbs = 0;
        for (int i = 1; i < values.length; i++) {
            climbs += (int) Math.signum(values[i] - values[i - 1]);
        }
        return Math.abs(climbs) < values.length / 2;
    }

    private static double mean(double[] values, int from) {
        double sum = 0;
        for (int i = from; i < from + HALF; i++) {
            sum += values[i];
        }
        return sum / HALF;
    }

    private static double variance(double[] values, int from, double mean) {
        double sum = 0;
        for (int i = from; i < from + HALF; i++) {
            sum += (values[i] - mean) * (values[i] - mean);
        }
        return sum / (HALF - 1);
    }
}
