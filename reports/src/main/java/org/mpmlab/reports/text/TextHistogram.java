package org.mpmlab.reports.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Distribution;

/**
 * A distribution of times as lines of text: one per stretch of time, each stretch as many times longer than the one
 * before, so that a tail has room. A pure function.
 */
public final class TextHistogram {
    /** Stretches between the 0.1 and the 99.9 percentile; what lies outside them gets a line on either side. */
    private static final int STRETCHES = 12;

    private static final int NARROWEST_BAR = 10;

    /** All of a line but its bar. */
    private static final int FIGURES = 52;

    private TextHistogram() {}

    /** Lines no wider than {@code columns}, the shortest times first; none for an empty distribution. */
    public static List<String> of(Distribution times, int columns) {
        List<String> lines = new ArrayList<>();
        if (times.count() == 0) {
            return lines;
        }
        double[] bounds = bounds(times);
        Histogram histogram = times.toHistogram();
        long[] counts = new long[bounds.length - 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = countUpTo(histogram, bounds[i + 1]) - (i == 0 ? 0 : countUpTo(histogram, bounds[i]));
        }
        long most = java.util.Arrays.stream(counts).max().orElse(1);
        int room = Math.max(NARROWEST_BAR, Math.min(40, columns - FIGURES));
        for (int i = 0; i < counts.length; i++) {
            int length = (int) Math.round((double) room * counts[i] / most);
            // A line that holds something shows something.
            String bar = "#".repeat(counts[i] > 0 ? Math.max(1, length) : 0);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %9s to %9s us %s %,12d %6.2f %%",
                    micros(bounds[i]),
                    micros(bounds[i + 1]),
                    bar + " ".repeat(room - bar.length()),
                    counts[i],
                    100.0 * counts[i] / times.count()));
        }
        return lines;
    }

    private static double[] bounds(Distribution times) {
        double low = Math.max(1, (double) times.quantileNanos(0.001));
        double high = Math.max(low * 1.01, (double) times.quantileNanos(0.999));
        List<Double> bounds = new ArrayList<>();
        if (times.minNanos() < low * 0.999) {
            bounds.add((double) times.minNanos());
        }
        for (int i = 0; i < STRETCHES; i++) {
            bounds.add(low * Math.pow(high / low, (double) i / STRETCHES));
        }
        // As it is: low * (high / low) may round to less, and the times that are high itself would be in no line.
        bounds.add(high);
        if (times.maxNanos() > high) {
            bounds.add((double) times.maxNanos());
        }
        return bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static long countUpTo(Histogram histogram, double nanos) {
        return histogram.getCountBetweenValues(0, Math.min((long) nanos, Distribution.HIGHEST_NANOS));
    }

    private static String micros(double nanos) {
        double micros = nanos / 1e3;
        return micros < 1000 ? String.format(Locale.ROOT, "%.1f", micros) : String.format(Locale.ROOT, "%,.0f", micros);
    }
}
