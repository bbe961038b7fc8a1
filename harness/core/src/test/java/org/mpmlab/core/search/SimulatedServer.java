package org.mpmlab.core.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.search.Trial.Outcome;
import org.mpmlab.core.search.Trial.Quantile;
import org.mpmlab.core.search.Trial.Requests;

/**
 * A server with places, first come, first served, asked by a Poisson process: what a trial at a rate gives, without a
 * server.
 *
 * @param places requests that it works on at once
 * @param meanSeconds that a request takes when none waits
 * @param spread makes a service time of a number drawn evenly from 0 to 1, as a multiple of the mean
 * @param random of arrivals, service times and disturbances
 * @param disturbed the share of trials that the machine voids
 * @param stumbles the share of trials in which everything stops for 0.2 s, which nobody notices
 */
record SimulatedServer(
        int places,
        double meanSeconds,
        DoubleUnaryOperator spread,
        SplittableRandom random,
        double disturbed,
        double stumbles) {
    static final DoubleUnaryOperator CONSTANT = drawn -> 1;
    static final DoubleUnaryOperator EXPONENTIAL = drawn -> -Math.log(1 - drawn);
    private static final double WARM_UP_SECONDS = 0.5;
    private static final double STOP_SECONDS = 0.2;

    double capacity() {
        return places / meanSeconds;
    }

    Trial trial(Search asked, Next.Attempt attempt) {
        if (attempt.purpose() == Purpose.PROBE) {
            return trial(attempt, capacity() * (0.9 + 0.1 * random.nextDouble()), Outcome.MET, List.of(), 0);
        }
        double[] times = sorted(attempt.ratePerSecond(), attempt.duration().toMillis() / 1e3);
        List<Quantile> quantiles = asked.objective().ttfb().stream()
                .map(limit -> new Quantile(
                        limit.quantile(),
                        OptionalDouble.of(quantile(times, limit.quantile())),
                        late(times, limit.limitSeconds())))
                .toList();
        boolean met = asked.objective().ttfb().stream()
                .allMatch(limit -> quantile(times, limit.quantile()) <= limit.limitSeconds());
        Outcome outcome = random.nextDouble() < disturbed ? Outcome.VOID : met ? Outcome.MET : Outcome.MISSED;
        return trial(attempt, attempt.ratePerSecond(), outcome, quantiles, times.length);
    }

    private static Trial trial(Next.Attempt attempt, double rate, Outcome outcome, List<Quantile> ttfb, long requests) {
        return new Trial(
                attempt.purpose(),
                rate,
                Instant.EPOCH,
                attempt.duration(),
                new Requests(requests, requests, requests, 0),
                ttfb,
                OptionalLong.empty(),
                0.1,
                outcome,
                outcome == Outcome.VOID ? List.of("the generator was held up") : List.of());
    }

    /** The rate at which a limit is just met in the long run, by very long trials. */
    double truth(TtfbLimit limit) {
        double low = 0;
        double high = capacity();
        for (int step = 0; step < 14; step++) {
            double middle = (low + high) / 2;
            double needed = 400_000 / middle;
            if (quantile(sorted(middle, needed), limit.quantile()) <= limit.limitSeconds()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double late(double[] times, double limitSeconds) {
        return Arrays.stream(times).filter(time -> time > limitSeconds).count() / (double) times.length;
    }

    static double quantile(double[] sorted, double quantile) {
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(1, rank) - 1];
    }

    private double[] sorted(double rate, double seconds) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int place = 0; place < places; place++) {
            free.add(0.0);
        }
        double stop = random.nextDouble() < stumbles
                ? WARM_UP_SECONDS + random.nextDouble() * (seconds - STOP_SECONDS)
                : Double.MAX_VALUE;
        double[] times = new double[16];
        int count = 0;
        double now = gap(rate);
        while (now < WARM_UP_SECONDS + seconds) {
            double start = Math.max(now, free.remove());
            if (start >= stop && start < stop + STOP_SECONDS) {
                start = stop + STOP_SECONDS;
            }
            double end = start + meanSeconds * spread.applyAsDouble(random.nextDouble());
            free.add(end);
            if (now >= WARM_UP_SECONDS) {
                times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
                times[count++] = end - now;
            }
            now += gap(rate);
        }
        double[] measured = Arrays.copyOf(times, count);
        Arrays.sort(measured);
        return measured;
    }

    private double gap(double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    /** The search carried out on it. */
    SearchResult search(Search asked, Duration trial) {
        List<Trial> trials = new java.util.ArrayList<>();
        while (true) {
            Next next = RateSearch.next(asked, trial, trials);
            if (next instanceof Next.Done done) {
                return new SearchResult(asked, trials, done.found());
            }
            trials.add(trial(asked, (Next.Attempt) next));
        }
    }
}
