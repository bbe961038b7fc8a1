package org.mpmlab.core.capacity.model;

import java.util.EnumMap;
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
    private final Map<Corner, Calibration.Scale> cpuScale;
    private final Map<Key, Double> busyRates = new HashMap<>();
    private final Map<Key, Double> objectiveRates = new HashMap<>();

    Queues(Profile profile, Target target) {
        this(profile, target, cpuScale(profile));
    }

    private Queues(Profile profile, Target target, Map<Corner, Calibration.Scale> cpuScale) {
        this.profile = profile;
        this.target = target;
        this.cpuScale = cpuScale;
        this.attainable = target.objective().ttfb().stream()
                .allMatch(limit -> lightSeconds(Corner.LIKELY, limit.quantile()) < limit.limitSeconds());
        this.limits = attainable ? target.objective().ttfb() : List.of();
    }

    private static Map<Corner, Calibration.Scale> cpuScale(Profile profile) {
        Map<Corner, Calibration.Scale> scale = new EnumMap<>(Corner.class);
        for (Corner corner : Corner.values()) {
            scale.put(corner, new Calibration(profile, corner).scale());
        }
        return scale;
    }

    /** The same for a pool of so many workers, see {@link Profile#crowded}; calibrated by what was measured. */
    Queues crowded(int workers) {
        return new Queues(profile.crowded(workers), target, cpuScale);
    }

    /** The same where requests take so many times the CPU time, see {@link Profile#costing}; calibrated as before. */
    Queues costing(double times) {
        return new Queues(profile.costing(times), target, cpuScale);
    }

    /**
     * The same where requests beyond so many places wait in the order of their arrival, as they do before a pool; in it
     * they share the CPUs. With one place for each CPU all of the wait is in order. With so many that a request which
     * shares a CPU with all others there misses a limit, none of it is. Where there are limits.
     */
    Queues inOrder(int places) {
        Map<Corner, Calibration.Scale> scale = new EnumMap<>(Corner.class);
        cpuScale.forEach((corner, measured) -> scale.put(corner, measured.inOrder(shareInOrder(corner, places))));
        return new Queues(profile, target, scale);
    }

    /** Of the wait of requests beyond so many places, 0 to 1, see {@link #inOrder}. */
    double shareInOrder(Corner corner, int places) {
        double longest = limits.stream()
                .mapToDouble(limit -> limit.limitSeconds() - lightSeconds(corner, limit.quantile()))
                .min()
                .orElseThrow();
        int cores = CpuQueue.cores(target.cpus());
        double besideInPool = Math.max(0, places - cores) * corner.cost(profile.cpuSecondsPerRequest()) / target.cpus();
        return longest <= 0 ? 0 : Math.max(0, 1 - besideInPool / longest);
    }

    /** TTFB when no other request is there. */
    double lightSeconds(Corner corner, double quantile) {
        return corner.cost(profile.lightTtfb(quantile)) + heldBackSeconds(corner);
    }

    private double residenceSeconds(Corner corner) {
        return corner.cost(profile.residenceSeconds()) + heldBackSeconds(corner);
    }

    private double phpSeconds(Corner corner) {
        return corner.cost(profile.phpSeconds()) + heldBackSeconds(corner);
    }

    /** With less of a CPU than was measured with, a request gets its CPU time at that pace, even if it is alone. */
    private double heldBackSeconds(Corner corner) {
        double slower =
                1 / Math.min(1, target.cpus()) - 1 / Math.min(1, profile.range().cpus());
        return Math.max(0, slower) * corner.cost(profile.cpuSecondsPerRequest());
    }

    /** What it costs. */
    Profile profile() {
        return profile;
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
                new Key(corner, workers, false), key -> rateAtBusy(corner, workers, residenceSeconds(corner)));
    }

    /** The rate per second at which so many processes of PHP are busy on average, or the CPUs are. */
    double rateAtBusyPhp(Corner corner, double processes) {
        return busyRates.computeIfAbsent(
                new Key(corner, processes, true), key -> rateAtBusy(corner, processes, phpSeconds(corner)));
    }

    private double rateAtBusy(Corner corner, double places, double seconds) {
        CpuQueue cpu = undisturbed(corner);
        return highest(cpu.capacity(), rate -> rate * (seconds + cpu.meanWaitSeconds(rate)) <= places);
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
        double wait = places < 1 || rate >= cpu(corner).capacity()
                ? LONGEST_WAIT_SECONDS
                : cpu(corner).waitSeconds(quantile, rate)
                        + pool(corner, places, rate).waitSeconds(quantile);
        return lightSeconds(corner, quantile) + Math.min(LONGEST_WAIT_SECONDS, wait);
    }

    /** Workers that are busy at this rate, by Little's law. */
    double busyWorkers(Corner corner, double rate) {
        return rate == 0
                ? 0
                : rate
                        * (residenceSeconds(corner)
                                + Math.min(
                                        LONGEST_WAIT_SECONDS,
                                        undisturbed(corner).meanWaitSeconds(rate)));
    }

    /** Workers that would be busy at this rate if none waited for a CPU. */
    double workersAtWork(Corner corner, double rate) {
        return rate * residenceSeconds(corner);
    }

    /**
     * Places held for the residence at light load: who finds all of them taken by requests that wait for a CPU waits for
     * that CPU, in the pool or before it, and that wait is counted once.
     */
    private ErlangC pool(Corner corner, int places, double rate) {
        return new ErlangC(places, rate, residenceSeconds(corner));
    }

    private CpuQueue cpu(Corner corner) {
        return new CpuQueue(target.cpus(), corner.cost(profile.cpuSecondsPerRequest()), cpuScale.get(corner));
    }

    /** Requests per second that keep all CPUs busy, with what they were found to give. */
    double cpuCapacity(Corner corner) {
        return cpu(corner).capacity();
    }

    /** The share of a CPU that requests got by a searched rate; 1 where they waited no longer than costs explain. */
    double given() {
        return 1 / cpuScale.get(Corner.LIKELY).work();
    }

    /** While the CPU gives nothing to anyone, no worker more would help: on average it gives what it costs. */
    private CpuQueue undisturbed(Corner corner) {
        return new CpuQueue(
                target.cpus(),
                corner.cost(profile.cpuSecondsPerRequest()),
                new Calibration.Scale(cpuScale.get(corner).waiting(), 1));
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
