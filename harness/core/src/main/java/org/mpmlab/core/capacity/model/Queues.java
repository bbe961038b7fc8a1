package org.mpmlab.core.capacity.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.objective.TtfbLimit;

/**
 * Waiting: first for a place in a pool (M/M/c over its workers or children), then, holding it, for a CPU (M/M/c over
 * the cores, scaled to what was measured). Keeps what it has worked out, so it is not for sharing between threads.
 */
final class Queues {
    /** Without a limit on TTFB, the share of requests that may find no free place in the pool. */
    static final double WAITING_SHARE = 0.01;

    /** httpd's default Timeout: after that a client has no answer, however long the queue is. */
    static final double LONGEST_WAIT_SECONDS = 60;

    private record Key(Corner corner, double places, boolean php) {}

    private final Profile profile;
    private final Target target;
    private final List<TtfbLimit> limits;
    private final boolean attainable;
    private final Map<Corner, Double> cpuScale = new HashMap<>();
    private final Map<Key, Double> busyRates = new HashMap<>();
    private final Map<Key, Double> objectiveRates = new HashMap<>();

    Queues(Profile profile, Target target) {
        this.profile = profile;
        this.target = target;
        this.attainable = target.objective().ttfb().stream()
                .allMatch(limit -> profile.lightTtfb(limit.quantile()).value() < limit.limitSeconds());
        this.limits = attainable ? target.objective().ttfb() : List.of();
        for (Corner corner : Corner.values()) {
            cpuScale.put(corner, new Calibration(profile, corner).cpuScale());
        }
    }

    /** Whether TTFB at light load keeps the limits; if not, no rate does, and waiting is judged as without limits. */
    boolean attainable() {
        return attainable;
    }

    /** Limits that the objective rate keeps. */
    List<TtfbLimit> limits() {
        return limits;
    }

    /** The rate per second at which so many workers are busy on average, or the CPUs are. */
    double rateAtBusyWorkers(Corner corner, double workers) {
        return busyRates.computeIfAbsent(
                new Key(corner, workers, false),
                key -> rateAtBusy(corner, workers, corner.cost(profile.residenceSeconds())));
    }

    /** The rate per second at which so many processes of PHP are busy on average, or the CPUs are. */
    double rateAtBusyPhp(Corner corner, double processes) {
        return busyRates.computeIfAbsent(
                new Key(corner, processes, true),
                key -> rateAtBusy(corner, processes, corner.cost(profile.phpSeconds())));
    }

    private double rateAtBusy(Corner corner, double places, double seconds) {
        return highest(
                cpu(corner).capacity(), rate -> rate * (seconds + cpu(corner).meanWaitSeconds(rate)) <= places);
    }

    /** The highest rate per second at which the objective holds with a pool of so many places. */
    double objectiveRate(Corner corner, int places) {
        return places < 1
                ? 0
                : objectiveRates.computeIfAbsent(new Key(corner, places, false), key -> rateWithin(corner, places));
    }

    private double rateWithin(Corner corner, int places) {
        return highest(cpu(corner).capacity(), rate -> {
            ErlangC pool = pool(corner, places, rate);
            return limits.isEmpty()
                    ? pool.waitProbability() <= WAITING_SHARE
                    : limits.stream()
                            .allMatch(limit ->
                                    ttfbSeconds(corner, limit.quantile(), places, rate) <= limit.limitSeconds());
        });
    }

    /** A quantile of TTFB in seconds at this rate; at most {@link #LONGEST_WAIT_SECONDS} more than at light load. */
    double ttfbSeconds(Corner corner, double quantile, int places, double rate) {
        double light = corner.cost(profile.lightTtfb(quantile));
        double wait = places < 1 || rate >= cpu(corner).capacity()
                ? LONGEST_WAIT_SECONDS
                : cpu(corner).waitSeconds(quantile, rate)
                        + pool(corner, places, rate).waitSeconds(quantile);
        return light + Math.min(LONGEST_WAIT_SECONDS, wait);
    }

    /** Workers that are busy at this rate, by Little's law. */
    double busyWorkers(Corner corner, double rate) {
        return rate == 0
                ? 0
                : rate
                        * (corner.cost(profile.residenceSeconds())
                                + Math.min(LONGEST_WAIT_SECONDS, cpu(corner).meanWaitSeconds(rate)));
    }

    private ErlangC pool(Corner corner, int places, double rate) {
        double held = Math.min(
                LONGEST_WAIT_SECONDS, cpu(corner).meanWaitSeconds(rate) + corner.cost(profile.residenceSeconds()));
        return new ErlangC(places, rate, held);
    }

    private CpuQueue cpu(Corner corner) {
        return new CpuQueue(target.cpus(), corner.cost(profile.cpuSecondsPerRequest()), cpuScale.get(corner));
    }

    /** The highest rate below the capacity that passes, to twelve digits; passing must only get harder. */
    static double highest(double capacity, DoublePredicate passes) {
        double good = 0;
        double bad = capacity;
        while (bad - good > 1e-12 * bad && bad > 1e-9) {
            double middle = (good + bad) / 2;
            if (passes.test(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }
}
