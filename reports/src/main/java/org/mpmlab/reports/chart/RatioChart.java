package org.mpmlab.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.mpmlab.reports.figure.Spread;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/** Stacks set against a reference, a row each: how many times its p50 and its p99. The shape of a forest plot. */
public final class RatioChart {
    private static final double APART = 0.17;

    /**
     * One stack.
     *
     * @param name of the stack
     * @param p50 block by block over the reference's; empty where no block has both
     * @param p99 likewise
     */
    public record Line(String name, Optional<Spread> p50, Optional<Spread> p99) {}

    private RatioChart() {}

    public static Picture draw(String id, String title, String reference, List<Line> lines) {
        double from = Math.log10(0.92);
        double to = Math.log10(1.08);
        for (Line line : lines) {
            for (Optional<Spread> spread : List.of(line.p50(), line.p99())) {
                if (spread.isPresent()) {
                    from = Math.min(from, Math.log10(spread.get().min()));
                    to = Math.max(to, Math.log10(spread.get().max()));
                }
            }
        }
        double margin = (to - from) * 0.05;
        from -= margin;
        to += margin;
        List<Tick> names = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            names.add(new Tick(row, Row.of(row, lines.get(row).name()).name()));
        }
        TickedAxis rows = new TickedAxis(null, -0.6, lines.size() - 0.4, names);
        rows.setInverted(true);
        TickedAxis ratios = new TickedAxis(
                "times the TTFB of " + Words.shorten(Clean.line(reference), 16) + " (log scale)",
                from,
                to,
                Tick.decades(from, to));
        XYPlot plot = Theme.xy(ratios, rows);
        XYSeries p50 = new XYSeries("p50");
        XYSeries p99 = new XYSeries("p99");
        List<String> said = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            Line line = lines.get(row);
            put(plot, p50, line.p50(), row - APART, Ink.SERIES_1);
            put(plot, p99, line.p99(), row + APART, Ink.SERIES_2);
            said.add(line.name() + " " + said(line.p50()) + " in p50, " + said(line.p99()) + " in p99");
        }
        plot.addAnnotation(
                new XYLineAnnotation(0, -0.6, 0, lines.size() - 0.4, new BasicStroke(1.5f), Ink.MUTED.marker()), false);
        XYSeriesCollection points = new XYSeriesCollection(p50);
        points.addSeries(p99);
        XYLineAndShapeRenderer shapes = new XYLineAndShapeRenderer(false, true);
        shapes.setSeriesShape(0, Theme.marker(0));
        shapes.setSeriesPaint(0, Ink.SERIES_1.marker());
        shapes.setSeriesShape(1, Theme.marker(3));
        shapes.setSeriesPaint(1, Ink.SERIES_2.marker());
        shapes.setSeriesShapesFilled(1, false);
        shapes.setSeriesOutlineStroke(1, new BasicStroke(1.6f));
        plot.setDataset(points);
        plot.setRenderer(shapes);
        return Svg.draw(
                Theme.chartWithKeys(plot),
                id,
                title,
                "Rows of stacks; further right is slower than " + reference + ". " + String.join("; ", said) + ".",
                Theme.PANEL_WIDTH,
                76 + lines.size() * Theme.ROW_HEIGHT);
    }

    private static String said(Optional<Spread> ratio) {
        return ratio.map(spread -> Words.ratio(spread.median())).orElse("unknown");
    }

    private static void put(XYPlot plot, XYSeries series, Optional<Spread> ratio, double row, Ink ink) {
        if (ratio.isEmpty()) {
            return;
        }
        Spread spread = ratio.get();
        series.add(Math.log10(spread.median()), row);
        if (spread.blocks() > 1) {
            plot.addAnnotation(
                    new XYLineAnnotation(
                            Math.log10(spread.min()),
                            row,
                            Math.log10(spread.max()),
                            row,
                            new BasicStroke(1.2f),
                            ink.marker()),
                    false);
        }
    }
}
