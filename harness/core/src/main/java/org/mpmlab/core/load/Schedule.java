package org.mpmlab.core.load;

import java.util.List;
import java.util.SplittableRandom;
import org.mpmlab.core.load.Arrival.Segment;
import org.mpmlab.core.load.Arrival.Spacing;

/**
 * The due times of an open load, or of one thread's share of it, from the load's seed: the times at which the integral of the rate
 * reaches 0, 1, 2 and so on (constant spacing), or the sums of unit exponential gaps (Poisson). Not thread-safe.
 */
public final class Schedule {
    private static final double NANOS = 1e9;

    private final List<Segment> profile;
    private final Spacing spacing;
    private final int share;
    private final int shares;
    private final SplittableRandom random;

    private long drawn;
    private double mass;

    /** Where the segment under way begins, in seconds and in arrivals. */
    private int segment;

    private double segmentSeconds;
    private double segmentMass;

    /**
     * A schedule, at its start.
     *
     * @param share which share this is, from 0; the shares' arrivals add up to the whole
     * @param shares how many there are
     */
    public Schedule(List<Segment> profile, Spacing spacing, int share, int shares, long seed) {
        this.profile = profile;
        this.spacing = spacing;
        this.share = share;
        this.shares = shares;
        this.random = new SplittableRandom(seed);
    }

    /** The next due time in nanoseconds from the start; {@link Long#MAX_VALUE} when none will ever come. */
    public long nextNanos() {
        if (spacing == Spacing.CONSTANT) {
            mass = (double) drawn * shares + share;
            drawn++;
        } else {
            mass -= shares * Math.log(1 - random.nextDouble());
        }
        return timeOf(mass);
    }

    private long timeOf(double arrivals) {
        while (segment < profile.size()) {
            Segment at = profile.get(segment);
            double seconds = at.length().toNanos() / NANOS;
            double inSegment = (at.fromPerSecond() + at.toPerSecond()) / 2 * seconds;
            if (arrivals - segmentMass < inSegment) {
                double slope = (at.toPerSecond() - at.fromPerSecond()) / seconds;
                return nanos(segmentSeconds + solve(at.fromPerSecond(), slope, arrivals - segmentMass));
            }
            segmentSeconds += seconds;
            segmentMass += inSegment;
            segment++;
        }
        double rate = profile.get(profile.size() - 1).toPerSecond();
        return rate == 0 ? Long.MAX_VALUE : nanos(segmentSeconds + (arrivals - segmentMass) / rate);
    }

    /** The t for which rate x t + slope x t^2 / 2 = arrivals, in the form that also holds for a slope of zero. */
    private static double solve(double rate, double slope, double arrivals) {
        double divisor = rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * arrivals));
        return divisor == 0 ? 0 : 2 * arrivals / divisor;
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }
}
