package org.mpmlab.core.capacity.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stats.GeometricMean;

/**
 * What one stack was measured to cost with one site: all that the model knows of it.
 *
 * @param stack an Apache stack, with nginx in front or without
 * @param site the site's name
 * @param range how far the measurements went
 * @param memory in bytes
 * @param cpuSecondsPerRequest CPU time of all processes of the stack, user and system
 * @param residenceSeconds mean time from the request's arrival to the last byte of the response, at light load: as long
 *     as it holds a worker
 * @param phpSeconds mean time that the request holds a process of PHP, at light load; with mod_php the worker's own
 * @param lightTtfb quantiles of the time to first byte at light load, at least one
 * @param observed levels of load up to and past the knee
 * @param objectiveRates rates that were found to just meet a limit; they calibrate the model's queue for the CPU
 * @param growth of processes over a soak
 * @param bytesPerResponse on the wire; empty where it was not measured
 * @param streams of one HTTP/2 connection; empty where they were not measured
 */
public record Profile(
        Composition stack,
        String site,
        Range range,
        MemoryCosts memory,
        Estimated cpuSecondsPerRequest,
        Estimated residenceSeconds,
        Estimated phpSeconds,
        List<TtfbQuantile> lightTtfb,
        List<OperatingPoint> observed,
        List<ObjectiveRate> objectiveRates,
        Growth growth,
        Optional<Estimated> bytesPerResponse,
        Optional<Streams> streams) {

    /** CPU time in seconds by which a request costs more with e times the processes: 11 us more when they double. */
    private static final double CROWDED_PROCESSES = 16e-6;

    /** Likewise with the threads: 7 us. */
    private static final double CROWDED_THREADS = 10e-6;

    /** The most, as a share of what a request costs: 7 % when they double. */
    private static final double MOST_CROWDED = 0.1;

    /**
     * How far measurements went.
     *
     * @param cpus CPUs of the server
     * @param workers the largest MaxRequestWorkers
     * @param phpProcesses the largest pool of PHP-FPM or php-cgi; 0 with mod_php
     * @param connections the most idle connections
     * @param crowd workers of the pools that CPU-seconds were measured with, on average
     */
    public record Range(double cpus, int workers, int phpProcesses, int connections, int crowd) {}

    /**
     * A quantile of TTFB.
     *
     * @param quantile above 0, below 1
     * @param seconds from the request's intended moment
     */
    public record TtfbQuantile(double quantile, Estimated seconds) {}

    /**
     * A rate that was found to just meet a limit.
     *
     * @param limit what was asked
     * @param ratePerSecond the highest rate that met it
     * @param cpus CPUs of the server
     * @param servers requests that the tighter of its pools could run at once
     * @param cpuSeconds that a request took over the search's long trials: a machine that others share is not as fast at
     *     all times, which is not the queue's doing; empty where it is not known
     */
    public record ObjectiveRate(
            TtfbLimit limit, Estimated ratePerSecond, double cpus, int servers, OptionalDouble cpuSeconds) {}

    /**
     * Requests of one HTTP/2 connection that are worked on at once. By Little's law, of a closed load: as many as were
     * asked, times how long one takes by itself over how long it takes among them. A page that computes has no more of
     * them than there are CPUs.
     *
     * @param asked at a time
     * @param atOnce of these, at most as many
     */
    public record Streams(int asked, Estimated atOnce) {}

    public Profile {
        lightTtfb = lightTtfb.stream()
                .sorted(Comparator.comparingDouble(TtfbQuantile::quantile))
                .toList();
        observed = List.copyOf(observed);
        objectiveRates = List.copyOf(objectiveRates);
        Costs.checkPositive("cpuSecondsPerRequest", cpuSecondsPerRequest);
        Costs.checkPositive("residenceSeconds", residenceSeconds);
        Costs.checkPositive("phpSeconds", phpSeconds);
        if (stack.mpm().isEmpty()) {
            throw new IllegalArgumentException(
                    stack + " has no MPM to plan for: only stacks with Apache have a profile");
        }
        if (lightTtfb.isEmpty()) {
            throw new IllegalArgumentException("a profile needs at least one quantile of TTFB at light load");
        }
    }

    /** The share of the residence time, 0 to 1, that a request waits for something else than a CPU. */
    public double sleepingShare() {
        return Math.max(0, 1 - cpuSecondsPerRequest.value() / residenceSeconds.value());
    }

    /**
     * The same with a pool of so many workers. Work goes around in a pool, so that a larger one finds less of what it needs
     * in the CPU's caches: measured on hello, 80 processes of prefork took 20 % more CPU time for a request than 12, and
     * 12,288 threads of worker and of event about a quarter more than 64 to 768, besides what times() took of theirs. To
     * fill a cache again takes its time, whatever the page costs: on wait, of twice the CPU time, 64 to 256 processes
     * showed no difference.
     */
    Profile crowded(int workers) {
        if (workers == range.crowd()) {
            return this;
        }
        double seconds = stack.mpm().orElseThrow().threaded() ? CROWDED_THREADS : CROWDED_PROCESSES;
        double power = Math.min(MOST_CROWDED, seconds / cpuSecondsPerRequest.value());
        double factor = Math.pow((double) workers / range.crowd(), power);
        return with(cpuSecondsPerRequest.times(factor).weakened(Estimated.Source.EXTRAPOLATED), objectiveRates);
    }

    /** The same where requests take so many times the CPU time, and so hold their places longer. */
    Profile costing(double times) {
        double longer = 1 + (times - 1) * (1 - sleepingShare());
        return with(
                cpuSecondsPerRequest.times(times),
                residenceSeconds.times(longer),
                phpSeconds.times(longer),
                lightTtfb.stream()
                        .map(light -> new TtfbQuantile(
                                light.quantile(), light.seconds().times(longer)))
                        .toList(),
                objectiveRates);
    }

    /**
     * CPU time of a request over the searches' long trials, over that which the profile has; a geometric mean. Empty where
     * no rate of this stack was searched for.
     */
    public OptionalDouble searchedOverOwn() {
        return GeometricMean.of(objectiveRates.stream()
                .flatMapToDouble(found -> found.cpuSeconds().stream())
                .map(seconds -> seconds / cpuSecondsPerRequest.value()));
    }

    /**
     * The same with CPU time halfway between what it is, that of busy loads, and so many times as much, that of a search,
     * and anywhere that either may be. Near the objective's rate a CPU is idle for part of the time, and a page takes more
     * than where it is busy; but a machine that others share is also faster in one minute than in another, and neither the
     * busy loads' minutes nor the search's are those to come.
     */
    public Profile halfwayTo(double searchedOverBusy) {
        double half = Math.sqrt(searchedOverBusy);
        Profile between = costing(half);
        return between.with(
                between.cpuSecondsPerRequest.reaching(Math.min(half, 1 / half), Math.max(half, 1 / half)),
                objectiveRates);
    }

    /**
     * The same, calibrated by the rates that were found for other stacks on the same box: how long requests wait for a CPU
     * is the machine's doing more than the stack's. Without it a stack that was searched could not be compared with one
     * that was not. The rates that it would have met are no surer than those found: as costs that are high explain low rates,
     * high costs of both would leave next to no interval.
     */
    public Profile queueingAs(List<Profile> others) {
        List<ObjectiveRate> rates = new ArrayList<>();
        for (Profile other : others) {
            for (ObjectiveRate found : other.objectiveRates) {
                Estimated its = found.ratePerSecond();
                Estimated rate = Corner.interval(
                                Estimated.Source.ASSUMED, corner -> new Calibration(other, corner).rateOf(this, found))
                        .reaching(its.low() / its.value(), its.high() / its.value());
                if (rate.low() > 0) {
                    rates.add(new ObjectiveRate(
                            found.limit(), rate, found.cpus(), found.servers(), OptionalDouble.empty()));
                }
            }
        }
        return with(cpuSecondsPerRequest, rates);
    }

    /**
     * The same with CPU time as uncertain as the most uncertain of these: each stack is measured in minutes of its own, and
     * what a machine that others share does to the minutes of one it might have done to another's.
     */
    public Profile asUncertainAs(List<Profile> others) {
        Estimated wider = cpuSecondsPerRequest;
        for (Profile other : others) {
            Estimated its = other.cpuSecondsPerRequest;
            wider = wider.reaching(its.low() / its.value(), its.high() / its.value());
        }
        return with(wider, objectiveRates);
    }

    /** Whether by their CPU time requests can't be told from another stack's. */
    public boolean mayCostAsMuchAs(Profile other) {
        return cpuSecondsPerRequest.overlaps(other.crowded(range.crowd()).cpuSecondsPerRequest);
    }

    /** The same with times and searched rates that are as much another's, as if one stack had been measured twice. */
    public Profile timedWith(Profile other) {
        return with(
                cpuSecondsPerRequest.with(other.crowded(range.crowd()).cpuSecondsPerRequest),
                residenceSeconds.with(other.residenceSeconds),
                phpSeconds.with(other.phpSeconds),
                lightTtfb.stream()
                        .map(own ->
                                new TtfbQuantile(own.quantile(), own.seconds().with(other.lightTtfb(own.quantile()))))
                        .toList(),
                Stream.concat(objectiveRates.stream(), other.objectiveRates.stream())
                        .toList());
    }

    private Profile with(Estimated otherCpuSeconds, List<ObjectiveRate> otherRates) {
        return with(otherCpuSeconds, residenceSeconds, phpSeconds, lightTtfb, otherRates);
    }

    private Profile with(
            Estimated otherCpuSeconds,
            Estimated otherResidenceSeconds,
            Estimated otherPhpSeconds,
            List<TtfbQuantile> otherLightTtfb,
            List<ObjectiveRate> otherRates) {
        return new Profile(
                stack,
                site,
                range,
                memory,
                otherCpuSeconds,
                otherResidenceSeconds,
                otherPhpSeconds,
                otherLightTtfb,
                observed,
                otherRates,
                growth,
                bytesPerResponse,
                streams);
    }

    /** TTFB at light load: the measured quantile at or next above; else the highest, which is then an assumption. */
    public Estimated lightTtfb(double quantile) {
        return lightTtfb.stream()
                .filter(measured -> measured.quantile() >= quantile)
                .findFirst()
                .map(TtfbQuantile::seconds)
                .orElseGet(() -> lightTtfb.get(lightTtfb.size() - 1).seconds().weakened(Estimated.Source.ASSUMED));
    }

    /** See {@link PhpMode#processPerRequest}. */
    public boolean processPerRequest() {
        return stack.php().processPerRequest();
    }

    /** Observed levels that can't be right, see {@link OperatingPoint#breaksLittlesLaw}. */
    public List<OperatingPoint> doubtful() {
        return observed.stream().filter(OperatingPoint::breaksLittlesLaw).toList();
    }
}
