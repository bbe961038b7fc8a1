package org.mpmlab.reports.chart;

import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Markers upon lines upon bands, in the axes' own numbers. Each is a layer of the plot, so that what has no band takes no
 * room in the file for an empty one. Not for sharing between threads.
 */
final class Layers {
    /** How many of a plot's data sets this takes, the first ones. */
    static final int COUNT = 3;

    private final XYSeriesCollection points = new XYSeriesCollection();
    private final XYSeriesCollection lines = new XYSeriesCollection();
    private final YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
    private final XYLineAndShapeRenderer pointRenderer = new XYLineAndShapeRenderer(false, true);
    private final XYLineAndShapeRenderer lineRenderer = new XYLineAndShapeRenderer(true, false);
    private final DeviationRenderer bandRenderer = new DeviationRenderer(false, false);

    Layers(XYPlot plot) {
        pointRenderer.setDrawOutlines(false);
        lineRenderer.setDrawSeriesLineAsPath(true);
        bandRenderer.setAlpha(0.16f);
        plot.setDataset(0, points);
        plot.setRenderer(0, pointRenderer);
        plot.setDataset(1, lines);
        plot.setRenderer(1, lineRenderer);
        plot.setDataset(2, bands);
        plot.setRenderer(2, bandRenderer);
    }

    void points(int series, List<LineChart.Point> at) {
        if (at.isEmpty()) {
            return;
        }
        int index = points.getSeriesCount();
        points.addSeries(series(index, at));
        pointRenderer.setSeriesShape(index, Theme.marker(series));
        pointRenderer.setSeriesPaint(index, Theme.ink(series).marker());
        pointRenderer.setSeriesVisibleInLegend(index, false);
    }

    void line(int series, List<LineChart.Point> through) {
        if (through.isEmpty()) {
            return;
        }
        int index = lines.getSeriesCount();
        lines.addSeries(series(index, through));
        lineRenderer.setSeriesPaint(index, Theme.ink(series).marker());
        lineRenderer.setSeriesStroke(index, Theme.line(series));
        lineRenderer.setSeriesVisibleInLegend(index, false);
    }

    /** Nothing for a band of no height. */
    void band(int series, List<LineChart.Range> ranges) {
        if (ranges.stream().allMatch(range -> range.low() == range.high())) {
            return;
        }
        int index = bands.getSeriesCount();
        YIntervalSeries band = new YIntervalSeries(index, false, true);
        ranges.forEach(range -> band.add(range.x(), range.low(), range.low(), range.high()));
        bands.addSeries(band);
        bandRenderer.setSeriesPaint(index, Theme.ink(series).marker());
        bandRenderer.setSeriesFillPaint(index, Theme.ink(series).marker());
        bandRenderer.setSeriesVisibleInLegend(index, false);
    }

    private static XYSeries series(int index, List<LineChart.Point> points) {
        XYSeries series = new XYSeries(index, false);
        points.forEach(point -> series.add(point.x(), point.y()));
        return series;
    }
}
