package org.mpmlab.core.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one target answered.
 *
 * @param target the target's name
 * @param counts requests by how far they came
 * @param errors failed requests by kind
 * @param statuses answers by status code
 * @param negotiated connections by the protocol that the server chose ({@code h2}, {@code http/1.1}, or the
 *     clear-text protocol that was spoken)
 * @param times the distributions that have at least one value
 * @param idle what became of the idle connections beside the load
 * @param samples the first few failures in words, with the bytes that caused them
 */
public record TargetResult(
        String target,
        Counts counts,
        Map<ErrorKind, Long> errors,
        Map<Integer, Long> statuses,
        Map<String, Long> negotiated,
        Map<Series, Distribution> times,
        IdleResult idle,
        List<String> samples) {
    /** How many failures are kept in words. */
    public static final int SAMPLES = 5;

    /** More than arithmetic adds to a share, and less than any request is of all. */
    private static final double ROUNDING = 1e-12;

    /**
     * Requests by how far they came, none of them forgotten.
     *
     * @param offered due by the schedule
     * @param sent written to a connection
     * @param completed answered as expected
     * @param failed not answered as expected: after they were sent, or for want of a connection, which could not be
     *     made ({@link ErrorKind#CONNECT}, {@link ErrorKind#TLS}, {@link ErrorKind#NEGOTIATION}); the sum of the errors
     * @param bodyBytes of the answers' decoded bodies, in all
     * @param connections that carried at least one of these requests
     */
    public record Counts(long offered, long sent, long completed, long failed, long bodyBytes, long connections) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        /** Due, but never sent: no connection or stream was free before the load ended. */
        public long notSent() {
            return offered - sent;
        }

        public Counts plus(Counts other) {
            return new Counts(
                    offered + other.offered,
                    sent + other.sent,
                    completed + other.completed,
                    failed + other.failed,
                    bodyBytes + other.bodyBytes,
                    connections + other.connections);
        }
    }

    /** What a target answered with no idle connections beside the load. */
    public TargetResult(
            String target,
            Counts counts,
            Map<ErrorKind, Long> errors,
            Map<Integer, Long> statuses,
            Map<String, Long> negotiated,
            Map<Series, Distribution> times,
            List<String> samples) {
        this(target, counts, errors, statuses, negotiated, times, IdleResult.NONE, samples);
    }

    public TargetResult {
        errors = Map.copyOf(errors);
        statuses = Map.copyOf(statuses);
        negotiated = Map.copyOf(negotiated);
        times = Map.copyOf(times);
        idle = idle == null ? IdleResult.NONE : idle; // runs stored before there were any
        samples = List.copyOf(samples.subList(0, Math.min(SAMPLES, samples.size())));
    }

    /** The times of one series; empty when none was recorded. */
    public Distribution times(Series series) {
        return times.getOrDefault(series, Distribution.EMPTY);
    }

    /** The times of the successful requests, over new and reused connections. */
    public Distribution successes(Series.Metric metric) {
        return times(new Series(metric, Series.Connection.NEW, Series.Outcome.SUCCESS))
                .merge(times(new Series(metric, Series.Connection.REUSED, Series.Outcome.SUCCESS)));
    }

    /**
     * A quantile of the time from the moment at which a request was due to its first byte, over all requests that were
     * due: those that failed or were never sent come after all that were answered. For open loads, whose requests have
     * a schedule; what a closed load had not sent when it ended was not late.
     *
     * @param q the share of the requests that were due, 0 to 1
     * @return nanoseconds; empty where a smaller share than that was answered, or none
     * @throws IllegalArgumentException for another {@code q}
     */
    public OptionalLong intendedQuantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, not at " + q);
        }
        Distribution answered = successes(Series.Metric.INTENDED_TO_FIRST_BYTE);
        if (answered.count() == 0) {
            return OptionalLong.empty();
        }
        double ofAnswered = q * Math.max(1, (double) counts.offered() / answered.count());
        return ofAnswered > 1 + ROUNDING
                ? OptionalLong.empty()
                : OptionalLong.of(answered.quantileNanos(Math.min(1, ofAnswered * (1 - ROUNDING))));
    }

    /** The same with what became of idle connections to this target. */
    public TargetResult with(IdleResult connectionsHeld) {
        return new TargetResult(target, counts, errors, statuses, negotiated, times, connectionsHeld, samples);
    }

    /** Both results as one; they must be of the same target. */
    public TargetResult merge(TargetResult other) {
        if (!target.equals(other.target)) {
            throw new IllegalArgumentException("cannot merge results of " + target + " and " + other.target);
        }
        Map<Series, Distribution> merged = new HashMap<>(times);
        other.times.forEach((series, values) -> merged.merge(series, values, Distribution::merge));
        List<String> both = new ArrayList<>(samples);
        both.addAll(other.samples);
        return new TargetResult(
                target,
                counts.plus(other.counts),
                sum(new EnumMap<>(ErrorKind.class), errors, other.errors),
                sum(new TreeMap<>(), statuses, other.statuses),
                sum(new TreeMap<>(), negotiated, other.negotiated),
                merged,
                idle.merge(other.idle),
                both);
    }

    private static <K> Map<K, Long> sum(Map<K, Long> into, Map<K, Long> one, Map<K, Long> other) {
        into.putAll(one);
        other.forEach((key, count) -> into.merge(key, count, Long::sum));
        return into;
    }
}
