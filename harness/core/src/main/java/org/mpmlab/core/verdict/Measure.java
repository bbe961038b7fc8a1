package org.mpmlab.core.verdict;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;

/**
 * What a question is about, written {@code ttfb.p99}, {@code memory.pss} and so on.
 *
 * @param kind which figure
 * @param percentile between 0 and 100, of times alone
 */
public record Measure(Kind kind, OptionalDouble percentile) {
    private static final Pattern QUANTILE = Pattern.compile("(.+)\\.p([0-9]{1,2}(?:\\.[0-9]{1,3})?)");
    private static final double NANOS_PER_MILLI = 1e6;

    /** Which figure of a cell. */
    public enum Kind {
        /** Time to first byte from the request's write: the server's own, by which servers are compared. */
        TTFB("ttfb", "ms", Metric.WRITTEN_TO_FIRST_BYTE),
        /** Time to first byte from the moment at which the request was due: what users see under a rate. */
        INTENDED("intended", "ms", Metric.INTENDED_TO_FIRST_BYTE),
        /** From the write to the last byte. */
        TOTAL("total", "ms", Metric.TOTAL),
        /** Answers as expected per second, of loads that were not in rounds. */
        THROUGHPUT("throughput", "requests/s"),
        /** The greatest sum of PSS while the load ran. */
        MEMORY_PSS("memory.pss", "bytes"),
        /** The greatest anonymous and shared memory that the kernel charged. */
        MEMORY_CGROUP("memory.cgroup", "bytes"),
        /** The server's CPU time for each completed request. */
        CPU_REQUEST("cpu.request", "us"),
        /** The share of requests that failed, 0 to 1. Errors void a cell for every other measure. */
        ERRORS("errors", "share");

        private final String word;
        private final String unit;
        private final Optional<Metric> metric;

        Kind(String word, String unit) {
            this(word, unit, null);
        }

        Kind(String word, String unit, Metric metric) {
            this.word = word;
            this.unit = unit;
            this.metric = Optional.ofNullable(metric);
        }

        /** Whether it has quantiles. */
        public boolean isTime() {
            return metric.isPresent();
        }
    }

    public Measure {
        if (kind.isTime() != percentile.isPresent() || !(percentile.orElse(50) > 0 && percentile.orElse(50) < 100)) {
            throw new IllegalArgumentException(
                    "times need a percentile between 0 and 100, and nothing else has one; not " + kind.word + " with "
                            + percentile);
        }
    }

    /** A quantile of times. */
    public static Measure of(Kind kind, double percentile) {
        return new Measure(kind, OptionalDouble.of(percentile));
    }

    /** A figure that a cell has one of. */
    public static Measure of(Kind kind) {
        return new Measure(kind, OptionalDouble.empty());
    }

    /**
     * Of its word.
     *
     * @throws IllegalArgumentException for another word, with those that are allowed
     */
    @JsonCreator
    public static Measure parse(String word) {
        Matcher quantile = QUANTILE.matcher(word);
        boolean time = quantile.matches();
        String name = time ? quantile.group(1) : word;
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word.equals(name) && kind.isTime() == time)
                .findFirst()
                .map(kind -> time ? of(kind, Double.parseDouble(quantile.group(2))) : of(kind))
                .orElseThrow(() -> new IllegalArgumentException(word + " is no measure; there are "
                        + Arrays.stream(Kind.values())
                                .map(kind -> kind.word + (kind.isTime() ? ".p50 (or another percentile)" : ""))
                                .collect(Collectors.joining(", "))));
    }

    @JsonValue
    public String word() {
        return kind.word + (percentile.isPresent() ? ".p" + Quantities.number(percentile.getAsDouble()) : "");
    }

    /** Of its values: ms, requests/s, bytes, us (of CPU) or share (0 to 1). */
    public String unit() {
        return kind.unit;
    }

    /** Whether its values are compared by their logarithms; what may well be zero is not. */
    boolean logarithmic() {
        return kind != Kind.ERRORS;
    }

    /** The share of the times that lie at or below the quantile, 0 to 1. */
    double quantile() {
        return percentile.orElseThrow() / 100;
    }

    /** Which times it is a quantile of. */
    Metric metric() {
        return kind.metric.orElseThrow();
    }

    /**
     * A cell's figure in the measure's unit; empty where there is none, such as PSS that this machine does not let us
     * read, throughput of a cell in rounds, or a quantile that lies among requests that were due and not answered.
     *
     * @param load the cell's
     */
    OptionalDouble value(CellResult cell, LoadShape load) {
        return switch (kind) {
            case TTFB, INTENDED, TOTAL -> {
                double nanos = nanos(cell.result(), load);
                yield nanos > 0 ? OptionalDouble.of(nanos / NANOS_PER_MILLI) : OptionalDouble.empty();
            }
            case THROUGHPUT -> load.inRounds() ? OptionalDouble.empty() : OptionalDouble.of(cell.completedPerSecond());
            case MEMORY_PSS -> bytes(cell.observations().peakPssBytes());
            case MEMORY_CGROUP -> bytes(cell.observations().peakCgroupBytes());
            case CPU_REQUEST -> cell.serverCpuMicrosPerRequest();
            case ERRORS -> failedShare(cell.result().counts());
        };
    }

    /** Whether it is of all requests that were due: there is a schedule, and users wait for what was never sent too. */
    boolean ofAllDue(LoadShape load) {
        return kind == Kind.INTENDED && load.arrival() instanceof Arrival.Open;
    }

    /** A time's quantile; 0 where there is none. */
    private double nanos(TargetResult result, LoadShape load) {
        return (double)
                (ofAllDue(load)
                        ? result.intendedQuantileNanos(quantile()).orElse(0)
                        : result.successes(metric()).quantileNanos(quantile()));
    }

    private static OptionalDouble bytes(OptionalLong bytes) {
        return bytes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) bytes.getAsLong());
    }

    private static OptionalDouble failedShare(TargetResult.Counts counts) {
        long all = counts.completed() + counts.failed();
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts.failed() / all);
    }
}
