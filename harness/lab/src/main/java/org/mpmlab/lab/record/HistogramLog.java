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

    /** What one stack or one address gave. */
    private record Arm(String name, Instant started, Duration elapsed, Map<Series, Distribution> times) {}

    static String of(StepResult step) {
        return of(
                step.step(),
                step.cells().stream()
                        .map(cell -> new Arm(
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
                        .map(target -> new Arm(target.target(), load.started(), load.elapsed(), target.times()))
                        .toList());
    }

    private static String of(String name, List<Arm> arms) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log = new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        log.outputLogFormatVersion();
        log.outputComment("[mpmlab " + name + "; values in nanoseconds]");
        log.outputLegend();
        for (Arm arm : arms) {
            arm.times().entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getKey().tag()))
                    .forEach(entry -> line(log, arm, entry));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void line(HistogramLogWriter log, Arm arm, Map.Entry<Series, Distribution> entry) {
        Histogram histogram = entry.getValue().toHistogram();
        long start = arm.started().toEpochMilli();
        histogram.setStartTimeStamp(start);
        histogram.setEndTimeStamp(start + arm.elapsed().toMillis());
        // A tag may hold neither commas nor spaces.
        histogram.setTag((arm.name() + "|" + entry.getKey().tag())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[,\\s]", "_"));
        log.outputIntervalHistogram(start / 1e3, (start + arm.elapsed().toMillis()) / 1e3, histogram, NANOS_PER_MILLI);
    }
}
