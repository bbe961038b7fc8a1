package org.mpmlab.reports.chart;

import java.awt.BasicStroke;
import java.util.List;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Figures in the order in which they were measured, each against its own kind: a machine that changes shows here. */
public final class DriftChart {
    private static final int HEIGHT = 300;

    /**
     * One figure.
     *
     * @param minutes since the run began
     * @param ratio to the median of its own kind
     * @param counts whether its cell counts as evidence
     */
    public record Point(double minutes, double ratio, boolean counts) {}

    private DriftChart() {}

    public static Picture draw(String id, String title, String description, List<Point> points) {
        double last = points.stream().mapToDouble(Point::minutes).max().orElse(1);
        double from = Math.log10(0.9);
        double to = Math.log10(1.1);
        XYSeries counting = new XYSeries("counts");
        XYSeries voided = new XYSeries("void");
        for (Point point : points) {
            double at = Math.log10(point.ratio());
            from = Math.min(from, at - 0.01);
            to = Math.max(to, at + 0.01);
            (point.counts() ? counting : voided).add(point.minutes(), at);
        }
        double end = Math.max(last * 1.02, 0.1);
        XYPlot plot = Theme.xy(
                new TickedAxis("minutes since the run began", 0, end, Tick.linear(0, end, 8)),
                new TickedAxis("times its own median (log scale)", from, to, Tick.decades(from, to)));
        plot.addAnnotation(new XYLineAnnotation(0, 0, end, 0, new BasicStroke(1.2f), Ink.MUTED.marker()), false);
        XYSeriesCollection data = new XYSeriesCollection(counting);
        if (!voided.isEmpty()) {
            data.addSeries(voided);
        }
        XYLineAndShapeRenderer shapes = new XYLineAndShapeRenderer(false, true);
        shapes.setDrawOutlines(false);
        shapes.setSeriesShape(0, Theme.marker(0));
        shapes.setSeriesPaint(0, Ink.SERIES_1.marker(0.75));
        shapes.setSeriesShape(1, Theme.marker(5));
        shapes.setSeriesPaint(1, Ink.SERIES_2.marker());
        plot.setDataset(data);
        plot.setRenderer(shapes);
        return Svg.draw(Theme.chartWithKeys(plot), id, title, description, Theme.WIDE_WIDTH, HEIGHT);
    }
}
