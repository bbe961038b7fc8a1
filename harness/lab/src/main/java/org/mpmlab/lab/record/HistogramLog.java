package org.mpmlab.lab.record;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.StepResult;

/**
 * A step's histograms in HdrHistogram's log format 1.3, for its own tools. Each line is tagged {@code stack|series};
 * values are nanoseconds, and maxima are given in milliseconds.
 */
final class HistogramLog {
    private static final double NANOS_PER_MILLI = 1e6;

    private HistogramLog() {}

    static String of(StepResult step) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log = new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        log.outputLogFormatVersion();
        log.outputComment("[mpmlab " + step.step() + "; values in nanoseconds]");
        log.outputLegend();
        for (CellResult cell : step.cells()) {
            cell.result().times().entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getKey().tag()))
                    .forEach(entry -> line(log, cell, entry));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void line(HistogramLogWriter log, CellResult cell, Map.Entry<Series, Distribution> entry) {
        Histogram histogram = entry.getValue().toHistogram();
        long start = cell.started().toEpochMilli();
        histogram.setStartTimeStamp(start);
        histogram.setEndTimeStamp(start + cell.elapsed().toMillis());
        // A tag may hold neither commas nor spaces.
        histogram.setTag((cell.stack() + "|" + entry.getKey().tag())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[,\\s]", "_"));
        log.outputIntervalHistogram(start / 1e3, (start + cell.elapsed().toMillis()) / 1e3, histogram, NANOS_PER_MILLI);
    }
}
