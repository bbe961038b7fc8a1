package org.mpmlab.lab.record;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.run.StepResult;

/**
 * Histograms in HdrHistogram's log format 1.3, for its own tools. Each line is tagged {@code stack|series}, or by an
 * address in the stack's place; values are nanoseconds, and maxima are given in milliseconds.
 */
public final class HistogramLog {
    private static final double NANOS_PER_MILLI = 1e6;

    private HistogramLog() {}

    /** One histogram of a log. */
    record Line(String tag, Instant started, Duration elapsed, Distribution times) {}

    static String of(StepResult step) {
        return of(
                step.step(),
                step.cells().stream()
                        .flatMap(cell -> lines(
                                cell.stack(),
                                cell.started(),
                                cell.elapsed(),
                                cell.result().times()))
                        .toList());
    }

    /** The histograms of a load by itself. */
    public static String of(LoadResult load) {
        return of(
                "load",
                load.targets().stream()
                        .flatMap(target -> lines(target.target(), load.started(), load.elapsed(), target.times()))
                        .toList());
    }

    /** A line for each series of what one stack or one address gave. */
    private static Stream<Line> lines(String name, Instant started, Duration elapsed, Map<Series, Distribution> times) {
        return times.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().tag()))
                .map(entry -> new Line(name + "|" + entry.getKey().tag(), started, elapsed, entry.getValue()));
    }

    static String of(String name, List<Line> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log = new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        log.outputLogFormatVersion();
        log.outputComment("[mpmlab " + name + "; values in nanoseconds]");
        log.outputLegend();
        lines.forEach(line -> write(log, line));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void write(HistogramLogWriter log, Line line) {
        Histogram histogram = line.times().toHistogram();
        long start = line.started().toEpochMilli();
        long end = start + line.elapsed().toMillis();
        histogram.setStartTimeStamp(start);
        histogram.setEndTimeStamp(end);
        // A tag may hold neither commas nor spaces.
        histogram.setTag(line.tag().toLowerCase(Locale.ROOT).replaceAll("[,\\s]", "_"));
        log.outputIntervalHistogram(start / 1e3, end / 1e3, histogram, NANOS_PER_MILLI);
    }
}
