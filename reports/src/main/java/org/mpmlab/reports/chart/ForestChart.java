package org.mpmlab.reports.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.figure.Ratio;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/**
 * Judged ratios, two lines each: what was asked with its verdict, and below it the estimate with its interval before the
 * band of the margin. A verdict is a word and a shape; its colour only repeats it.
 */
public final class ForestChart {
    /** More rows than this no one compares. */
    public static final int MOST = 14;

    private static final int ROW = 40;
    private static final int LABEL_LENGTH = 38;
    private static final double LEAST = Math.log10(0.97);
    private static final double GREATEST = Math.log10(1.03);

    /**
     * One row.
     *
     * @param label what was asked
     * @param outcome what it came to, in a word
     * @param verdict what the shape stands for
     * @param ratio what was found
     */
    public record Line(String label, String outcome, Verdict verdict, Ratio ratio) {
        private String said() {
            return label + ": " + Words.ratio(ratio.value())
                    + ratio.interval()
                            .map(ends -> " (" + Words.ratio(ends.lower()) + " to " + Words.ratio(ends.upper()) + ")")
                            .orElse(" without an interval")
                    + ", " + outcome;
        }
    }

    private ForestChart() {}

    /**
     * Draws rows.
     *
     * @param axis what the ratios are of
     * @param lines at most {@link #MOST}
     */
    public static Picture draw(String id, String title, String axis, List<Line> lines) {
        double from = ends(lines).map(Math::log10).min().orElse(LEAST);
        double to = ends(lines).map(Math::log10).max().orElse(GREATEST);
        double margin = Math.max(to - from, GREATEST - LEAST) * 0.06;
        from = Math.min(from, LEAST) - margin;
        to = Math.max(to, GREATEST) + margin;
        TickedAxis rows = new TickedAxis(null, -0.55, lines.size() - 0.45, List.of());
        rows.setInverted(true);
        XYPlot plot = Theme.xy(new TickedAxis(axis + " (log scale)", from, to, Tick.decades(from, to)), rows);
        plot.setRangeGridlinesVisible(false);
        XYSeriesCollection marks = new XYSeriesCollection();
        XYLineAndShapeRenderer shapes = new XYLineAndShapeRenderer(false, true);
        for (int row = 0; row < lines.size(); row++) {
            row(plot, marks, shapes, lines.get(row), row, from, to);
        }
        plot.setDataset(marks);
        plot.setRenderer(shapes);
        return Svg.draw(
                Theme.chart(plot),
                id,
                title,
                "Rows of ratios with intervals, one a question: "
                        + Words.list(lines.stream().map(Line::said).toList()) + ".",
                Theme.PANEL_WIDTH,
                56 + lines.size() * ROW);
    }

    /** What must be within the picture. */
    private static DoubleStream ends(List<Line> lines) {
        return lines.stream()
                .flatMapToDouble(line -> DoubleStream.concat(
                        DoubleStream.of(
                                line.ratio().value(),
                                line.ratio().band().lower(),
                                line.ratio().band().upper()),
                        line.ratio().interval().stream()
                                .flatMapToDouble(interval -> DoubleStream.of(interval.lower(), interval.upper()))))
                .filter(end -> end > 0 && Double.isFinite(end));
    }

    private static void row(
            XYPlot plot,
            XYSeriesCollection marks,
            XYLineAndShapeRenderer shapes,
            Line line,
            int row,
            double from,
            double to) {
        double at = row + 0.22;
        Ink ink = ink(line.verdict());
        band(plot, line.ratio().band(), row, from, to);
        stroke(plot, 0, row - 0.02, 0, row + 0.46, new BasicStroke(1.2f), Ink.MUTED);
        Optional<Interval> interval = line.ratio().interval();
        interval.ifPresent(ends -> {
            double low = within(ends.lower(), from, to);
            double high = within(ends.upper(), from, to);
            stroke(plot, low, at, high, at, new BasicStroke(1.8f), ink);
            for (double end : new double[] {low, high}) {
                stroke(plot, end, at - 0.09, end, at + 0.09, new BasicStroke(1.8f), ink);
            }
        });
        plot.addAnnotation(
                Labels.text(
                        Words.shorten(Clean.line(line.label()), LABEL_LENGTH),
                        from,
                        row - 0.26,
                        Ink.TEXT,
                        Theme.SMALL,
                        TextAnchor.CENTER_LEFT),
                false);
        plot.addAnnotation(
                Labels.text(line.outcome(), to, row - 0.26, ink, Theme.BOLD.deriveFont(11f), TextAnchor.CENTER_RIGHT),
                false);
        XYSeries mark = new XYSeries(row);
        mark.add(within(line.ratio().value(), from, to), at);
        marks.addSeries(mark);
        shapes.setSeriesShape(row, shape(line.verdict()));
        shapes.setSeriesPaint(row, ink.marker());
        shapes.setSeriesShapesFilled(row, line.verdict() != Verdict.INCONCLUSIVE && line.verdict() != Verdict.INVALID);
        shapes.setSeriesOutlineStroke(row, new BasicStroke(1.6f));
    }

    /** With its edges drawn, as a tint is lost on paper. */
    private static void band(XYPlot plot, Interval band, int row, double from, double to) {
        double low = within(band.lower(), from, to);
        double high = within(band.upper(), from, to);
        if (high > low) {
            plot.addAnnotation(
                    new XYBoxAnnotation(low, row + 0.02, high, row + 0.42, null, null, Ink.SERIES_3.marker(0.16)),
                    false);
        }
        for (double edge : new double[] {low, high}) {
            if (edge > from && edge < to) {
                stroke(plot, edge, row + 0.02, edge, row + 0.42, Theme.hair(), Ink.SERIES_3);
            }
        }
    }

    private static void stroke(XYPlot plot, double x1, double y1, double x2, double y2, Stroke stroke, Ink ink) {
        plot.addAnnotation(new XYLineAnnotation(x1, y1, x2, y2, stroke, ink.marker()), false);
    }

    private static double within(double ratio, double from, double to) {
        return Math.max(from, Math.min(to, ratio > 0 ? Math.log10(ratio) : from));
    }

    private static Ink ink(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> Ink.SERIES_3;
            case REFUTED -> Ink.SERIES_2;
            case INCONCLUSIVE -> Ink.SERIES_1;
            case INVALID -> Ink.MUTED;
        };
    }

    private static Shape shape(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> Theme.marker(0);
            case REFUTED -> Theme.marker(5);
            case INCONCLUSIVE -> Theme.marker(3);
            case INVALID -> Theme.marker(1);
        };
    }

    /** Rows in groups that share a scale: those close to 1 apart from those far away, none larger than {@link #MOST}. */
    public static List<List<Line>> groups(List<Line> lines) {
        List<Line> near = lines.stream().filter(ForestChart::isNear).toList();
        List<Line> far = lines.stream().filter(line -> !isNear(line)).toList();
        List<List<Line>> groups = new ArrayList<>();
        for (List<Line> group : List.of(near, far)) {
            for (int i = 0; i < group.size(); i += MOST) {
                groups.add(group.subList(i, Math.min(group.size(), i + MOST)));
            }
        }
        return groups;
    }

    private static boolean isNear(Line line) {
        return ends(List.of(line)).allMatch(end -> Math.abs(Math.log(end)) < Math.log(1.5));
    }
}
