package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpmlab.reports.words.Words;

/**
 * A mark on an axis.
 *
 * @param at in the axis' own numbers
 * @param label what is written there
 */
record Tick(double at, String label) {

    private static final double[] ONES = {1};
    private static final double[] THREES = {1, 3};
    private static final double[] FIVES = {1, 2, 5};
    private static final double[] MANY = {1, 1.2, 1.5, 2, 3, 4, 5, 7};

    /** Marks for logarithms to base 10: fewer in each decade, the more decades there are. */
    static List<Tick> decades(double from, double to) {
        double span = to - from;
        if (span < 0.3) {
            return within(from, to);
        }
        double[] steps = span > 3.2 ? ONES : span > 1.6 ? THREES : span > 0.95 ? FIVES : MANY;
        List<Tick> ticks = new ArrayList<>();
        for (int decade = (int) Math.floor(from) - 1; decade <= Math.ceil(to); decade++) {
            for (double step : steps) {
                double at = decade + Math.log10(step);
                if (at >= from - 1e-9 && at <= to + 1e-9) {
                    ticks.add(new Tick(at, plain(step * Math.pow(10, decade))));
                }
            }
        }
        return ticks;
    }

    /** Marks for logarithms over a range too short for decades: round numbers. */
    private static List<Tick> within(double from, double to) {
        List<Tick> ticks = new ArrayList<>();
        for (Tick tick : linear(Math.pow(10, from), Math.pow(10, to), 5)) {
            if (tick.at() > 0) {
                ticks.add(new Tick(Math.log10(tick.at()), tick.label()));
            }
        }
        return ticks;
    }

    /** Marks at round numbers, about {@code most} of them. */
    static List<Tick> linear(double from, double to, int most) {
        double rough = Math.max(1e-9, (to - from) / most);
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade * (rough / decade <= 1 ? 1 : rough / decade <= 2 ? 2 : rough / decade <= 5 ? 5 : 10);
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(new Tick(i * step, plain(i * step)));
        }
        return ticks;
    }

    /** Marks for -log10(1 - q): from the median outwards. */
    static List<Tick> quantiles(double to) {
        List<Tick> ticks = new ArrayList<>(List.of(new Tick(-Math.log10(0.5), "p50")));
        String label = "p90";
        for (int nines = 1; nines <= to + 1e-9; nines++) {
            ticks.add(new Tick(nines, label));
            label = nines == 1 ? "p99" : nines == 2 ? "p99.9" : label + "9";
        }
        return ticks;
    }

    /** A number as axes bear it. */
    static String plain(double value) {
        double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.6g", value));
        if (Math.abs(rounded) >= 1000) {
            return Words.count(rounded);
        }
        String text = String.format(Locale.ROOT, "%.4f", rounded).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
