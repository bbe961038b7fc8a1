package org.mpmlab.reports.figure;

import static org.mpmlab.core.load.Series.Metric.INTENDED_TO_FIRST_BYTE;
import static org.mpmlab.core.load.Series.Metric.TOTAL;
import static org.mpmlab.core.load.Series.Metric.WRITTEN_TO_FIRST_BYTE;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.FpmStatus;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.scenario.LoadShape;

/**
 * One cell in one block with its figures, which are worked out once. Immutable.
 *
 * @param result what was measured
 * @param foundStarvation whether it found what its load was for: at how many idle connections new requests starve.
 *     There are no times then, as no load was sent
 * @param figures what there is of each measure, in the measure's unit; a measure that the cell does not have is missing
 */
public record Cell(CellResult result, boolean foundStarvation, Map<Measure, Double> figures) {
    /** Below this many answers a p99 is no more than the slowest answer. */
    public static final long ENOUGH_FOR_P99 = 100;

    public Cell {
        figures = Map.copyOf(figures);
    }

    /** Works a cell's figures out. */
    public static Cell of(CellResult result, LoadShape load) {
        EnumMap<Measure, Double> figures = new EnumMap<>(Measure.class);
        Distribution ttfb = result.result().successes(WRITTEN_TO_FIRST_BYTE);
        figures.put(Measure.ANSWERS, (double) result.result().counts().completed());
        if (ttfb.count() > 0) {
            figures.put(Measure.TTFB_P50, ttfb.quantileMillis(0.5));
            figures.put(Measure.TTFB_P90, ttfb.quantileMillis(0.9));
            figures.put(Measure.TTFB_P99, ttfb.quantileMillis(0.99));
            figures.put(Measure.TTFB_P999, ttfb.quantileMillis(0.999));
            figures.put(Measure.TTFB_MAX, ttfb.maxNanos() / 1e6);
        }
        put(figures, Measure.INTENDED_P50, intendedMillis(result, load, 0.5));
        put(figures, Measure.INTENDED_P99, intendedMillis(result, load, 0.99));
        Distribution total = result.result().successes(TOTAL);
        if (total.count() > 0) {
            figures.put(Measure.TOTAL_P50, total.quantileMillis(0.5));
            figures.put(Measure.TOTAL_P99, total.quantileMillis(0.99));
        }
        if (!load.inRounds() && !result.elapsed().isZero()) {
            figures.put(Measure.RATE, result.completedPerSecond());
        }
        figures.put(Measure.ERRORS, (double) result.result().counts().failed());
        figures.put(Measure.NOT_SENT, (double) result.result().counts().notSent());
        figures.put(Measure.CONNECTIONS, (double) result.result().counts().connections());
        put(figures, Measure.SERVER_CPU, result.serverCpuMicrosPerRequest());
        observed(figures, result.observations());
        put(figures, Measure.STEAL, result.generator().steal());
        figures.put(Measure.PAUSE, result.generator().longestPause().toNanos() / 1e6);
        boolean found = load.idle().isAnsweredBy(result.result().idle());
        return new Cell(result, found, figures);
    }

    /** Of an open load of all requests that were due, as for verdicts. */
    private static OptionalDouble intendedMillis(CellResult result, LoadShape load, double quantile) {
        if (load.arrival() instanceof Arrival.Open) {
            OptionalLong nanos = result.result().intendedQuantileNanos(quantile);
            return nanos.isPresent() ? OptionalDouble.of(nanos.getAsLong() / 1e6) : OptionalDouble.empty();
        }
        Distribution answered = result.result().successes(INTENDED_TO_FIRST_BYTE);
        return answered.count() > 0 ? OptionalDouble.of(answered.quantileMillis(quantile)) : OptionalDouble.empty();
    }

    private static void observed(EnumMap<Measure, Double> figures, Observations seen) {
        put(figures, Measure.PEAK_PSS, seen.peakPssBytes());
        put(figures, Measure.PEAK_RSS, seen.peakRssBytes());
        put(figures, Measure.PEAK_CGROUP, seen.peakCgroupBytes());
        put(figures, Measure.PEAK_BUSY, seen.peakBusyWorkers());
        put(figures, Measure.PEAK_FPM_ACTIVE, peakFpm(seen, FpmStatus::activeProcesses));
        put(figures, Measure.PEAK_FPM_QUEUE, peakFpm(seen, FpmStatus::listenQueue));
    }

    private static OptionalDouble peakFpm(Observations seen, ToIntFunction<FpmStatus> figure) {
        OptionalInt peak = seen.samples().stream()
                .filter(sample -> !sample.fpm().isEmpty())
                .mapToInt(sample -> sample.fpm().stream().mapToInt(figure).sum())
                .max();
        return peak.isPresent() ? OptionalDouble.of(peak.getAsInt()) : OptionalDouble.empty();
    }

    private static void put(EnumMap<Measure, Double> figures, Measure measure, OptionalDouble value) {
        value.ifPresent(figure -> figures.put(measure, figure));
    }

    private static void put(EnumMap<Measure, Double> figures, Measure measure, OptionalLong value) {
        value.ifPresent(figure -> figures.put(measure, (double) figure));
    }

    /** In the measure's unit; empty when the cell does not have it. */
    public OptionalDouble get(Measure measure) {
        Double figure = figures.get(measure);
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }

    public boolean valid() {
        return result.validity().valid();
    }

    /** Whether it is of no use: no evidence, and no answer to what was asked of it. */
    public boolean isVoid() {
        return !valid() && !foundStarvation;
    }

    public int block() {
        return result.block();
    }
}
