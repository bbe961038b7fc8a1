package org.mpmlab.reports.chart;

import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.mpmlab.reports.words.Clean;

/** Names at the ends of lines, pushed apart until none covers another. */
final class Labels {
    private static final double LINE_HEIGHT = 14;

    /** Of a letter in {@link Theme#BOLD}, generously: readers' fonts differ. */
    private static final double LATIN_WIDTH = 8.2;

    private static final double WIDE_WIDTH = 16;

    /**
     * A line's end and its name.
     *
     * @param x in the axis' numbers
     * @param y in the axis' numbers
     */
    record End(String name, double x, double y, Ink ink) {}

    private Labels() {}

    /** The share of a plot's width that the widest of these names and the lines that lead to them take. */
    static double room(List<String> names, double plotWidth) {
        double widest = names.stream()
                .mapToDouble(name -> name.codePoints()
                        .mapToDouble(c -> c < 0x2e80 ? LATIN_WIDTH : WIDE_WIDTH)
                        .sum())
                .max()
                .orElse(0);
        return Math.min(0.6, (widest + 2 * LATIN_WIDTH) / plotWidth);
    }

    /**
     * @param x where all the names begin
     * @param from the lower end of the y axis
     * @param to its upper end
     * @param pixels the height of the plot
     */
    static void put(XYPlot plot, List<End> ends, double x, double from, double to, double pixels) {
        double apart = LINE_HEIGHT * (to - from) / pixels;
        List<End> sorted = new ArrayList<>(ends);
        sorted.sort(Comparator.comparingDouble(End::y));
        double[] at = spread(sorted.stream().mapToDouble(End::y).toArray(), apart, from + apart / 2, to - apart / 2);
        for (int i = 0; i < at.length; i++) {
            End end = sorted.get(i);
            plot.addAnnotation(
                    new XYLineAnnotation(
                            end.x(), end.y(), x, at[i], Theme.hair(), end.ink().marker(0.6)),
                    false);
            plot.addAnnotation(text(" " + end.name(), x, at[i], end.ink(), Theme.BOLD, TextAnchor.CENTER_LEFT), false);
        }
    }

    static XYTextAnnotation text(String text, double x, double y, Ink ink, Font font, TextAnchor anchor) {
        XYTextAnnotation label = new XYTextAnnotation(Clean.line(text), x, y);
        label.setFont(font);
        label.setPaint(ink.marker());
        label.setTextAnchor(anchor);
        return label;
    }

    /** The same places in the same ascending order, at least {@code apart} from each other where the range has room. */
    static double[] spread(double[] ascending, double apart, double from, double to) {
        double[] at = ascending.clone();
        double step = at.length > 1 ? Math.min(apart, (to - from) / (at.length - 1)) : apart;
        double least = from;
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.max(at[i], least);
            least = at[i] + step;
        }
        double most = to;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.min(at[i], most);
            most = at[i] - step;
        }
        return at;
    }
}
