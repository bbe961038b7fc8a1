package org.mpmlab.gatling.visit;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.mpmlab.core.load.Arrival.Open;
import org.mpmlab.core.load.Arrival.Segment;
import org.mpmlab.core.load.Arrival.Spacing;

/**
 * When visitors come. Gatling's own injection knows whole milliseconds and draws what no seed repeats; so all visitors
 * are injected at once, and wait at the {@link Gate} until they are due.
 */
public final class Schedule {
    private static final double NANOS = 1e9;

    private Schedule() {}

    /**
     * The due times within a stretch of time, in nanoseconds from its start, ascending.
     *
     * @param most give up beyond so many
     * @throws IllegalArgumentException if there are more than {@code most}
     */
    public static long[] within(Open arrival, Duration length, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] due = new long[1024];
        int count = 0;
        double arrivals = 0;
        while (true) {
            if (arrival.spacing() == Spacing.POISSON) {
                arrivals -= Math.log(1 - random.nextDouble());
            } else {
                arrivals = count;
            }
            double seconds = timeOf(arrivals, arrival);
            if (seconds * NANOS >= length.toNanos()) {
                return Arrays.copyOf(due, count);
            }
            if (count == most) {
                throw new IllegalArgumentException("more than " + most + " visitors within " + length);
            }
            due = count == due.length ? Arrays.copyOf(due, 2 * count) : due;
            due[count++] = Math.round(seconds * NANOS);
        }
    }

    /** The second at which the integral of the rate reaches a number of arrivals; infinite when it never does. */
    private static double timeOf(double arrivals, Open arrival) {
        double beforeSeconds = 0;
        double beforeArrivals = 0;
        double rate = 0;
        for (Segment segment : arrival.profile()) {
            double seconds = segment.length().toNanos() / NANOS;
            double within = (segment.fromPerSecond() + segment.toPerSecond()) / 2 * seconds;
            if (arrivals - beforeArrivals < within) {
                double slope = (segment.toPerSecond() - segment.fromPerSecond()) / seconds;
                return beforeSeconds + solve(segment.fromPerSecond(), slope, arrivals - beforeArrivals);
            }
            beforeSeconds += seconds;
            beforeArrivals += within;
            rate = segment.toPerSecond();
        }
        return rate == 0 ? Double.POSITIVE_INFINITY : beforeSeconds + (arrivals - beforeArrivals) / rate;
    }

    /** The t for which rate x t + slope x t^2 / 2 = arrivals, in the form that also holds for a slope of zero. */
    private static double solve(double rate, double slope, double arrivals) {
        double divisor = rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * arrivals));
        return divisor == 0 ? 0 : 2 * arrivals / divisor;
    }
}
