package org.mpmlab.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.mpmlab.reports.words.Words;

/** Counts over time: layers upon each other, or lines. */
public final class TimelineChart {
    private static final int HEIGHT = 220;
    private static final int KEYS_HEIGHT = 22;
    private static final double PLOT_HEIGHT = HEIGHT - 62;
    private static final double LABEL_HEIGHT = 13;

    /**
     * One count over time.
     *
     * @param name in the description
     * @param label in the picture
     * @param values one per moment, at least one
     * @param series its colour and line
     */
    public record Layer(String name, String label, List<Double> values, int series) {}

    private TimelineChart() {}

    /**
     * Layers upon each other, the first at the bottom; each bears its label where it is tall enough.
     *
     * @param seconds the moments, ascending
     * @param limit a line across; empty for none
     */
    public static Picture stacked(
            String id, String title, String unit, double[] seconds, List<Layer> layers, OptionalDouble limit) {
        double[] top = new double[seconds.length];
        layers.forEach(layer -> Arrays.setAll(top, i -> top[i] + layer.values().get(i)));
        double most = Math.max(1, Arrays.stream(top).max().orElse(1));
        double to = Math.max(most, limit.isPresent() && limit.getAsDouble() < 3 * most ? limit.getAsDouble() : 0) * 1.1;
        XYPlot plot = plot(unit, seconds, seconds[seconds.length - 1], to);
        double[] below = new double[seconds.length];
        for (Layer layer : layers) {
            double[] above = new double[seconds.length];
            Arrays.setAll(above, i -> below[i] + layer.values().get(i));
            plot.addAnnotation(
                    new XYPolygonAnnotation(
                            outline(seconds, below, above),
                            new BasicStroke(0.7f),
                            Ink.PAPER.marker(),
                            ink(layer).marker(0.85)),
                    false);
            label(plot, layer, seconds, below, to);
            System.arraycopy(above, 0, below, 0, above.length);
        }
        limit.ifPresent(at -> limit(plot, at, seconds, to));
        plot.setFixedLegendItems(keys(layers));
        return draw(Theme.chartWithKeys(plot), id, title, "Layers", seconds, layers, HEIGHT + KEYS_HEIGHT);
    }

    /** Lines, each with its name at its end. */
    public static Picture lines(String id, String title, String unit, double[] seconds, List<Layer> layers) {
        double to = layers.stream()
                        .mapToDouble(layer -> Collections.max(layer.values()))
                        .max()
                        .orElse(1)
                * 1.1;
        to = Math.max(1, to);
        double last = seconds[seconds.length - 1];
        double room = Labels.room(layers.stream().map(Layer::label).toList(), Theme.PANEL_WIDTH - 70);
        XYPlot plot = plot(unit, seconds, seconds[0] + (last - seconds[0]) * 1.05 / (1 - room), to);
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        List<Labels.End> ends = new ArrayList<>();
        for (Layer layer : layers) {
            XYSeries series = new XYSeries(lines.getSeriesCount());
            for (int i = 0; i < seconds.length; i++) {
                series.add(seconds[i], layer.values().get(i));
            }
            int index = lines.getSeriesCount();
            renderer.setSeriesPaint(index, Theme.ink(layer.series()).marker());
            renderer.setSeriesStroke(index, Theme.line(layer.series()));
            lines.addSeries(series);
            ends.add(new Labels.End(
                    layer.label(), last, layer.values().get(seconds.length - 1), Theme.ink(layer.series())));
        }
        plot.setDataset(lines);
        plot.setRenderer(renderer);
        Labels.put(plot, ends, last + (last - seconds[0]) * 0.05, 0, to, PLOT_HEIGHT);
        return draw(Theme.chart(plot), id, title, "Lines", seconds, layers, HEIGHT);
    }

    private static XYPlot plot(String unit, double[] seconds, double end, double to) {
        double last = seconds[seconds.length - 1];
        return Theme.xy(
                new TickedAxis(
                        "seconds", seconds[0], Math.max(end, seconds[0] + 1e-3), Tick.linear(seconds[0], last, 6)),
                new TickedAxis(unit, 0, to, Tick.linear(0, to, 5)));
    }

    private static Picture draw(
            JFreeChart chart, String id, String title, String kind, double[] seconds, List<Layer> layers, int height) {
        List<String> said = layers.stream()
                .map(layer -> layer.name() + " at most " + Words.count(Collections.max(layer.values())))
                .toList();
        return Svg.draw(
                chart,
                id,
                title,
                kind + " over " + Words.number(seconds[seconds.length - 1] - seconds[0]) + " seconds: "
                        + Words.list(said) + ".",
                Theme.PANEL_WIDTH,
                height);
    }

    /** From the top down, as the layers lie. */
    private static LegendItemCollection keys(List<Layer> layers) {
        LegendItemCollection keys = new LegendItemCollection();
        for (int i = layers.size() - 1; i >= 0; i--) {
            keys.add(new LegendItem(
                    layers.get(i).label(),
                    null,
                    null,
                    null,
                    Theme.KEY,
                    ink(layers.get(i)).marker(0.85)));
        }
        return keys;
    }

    private static Ink ink(Layer layer) {
        return layer.series() < 0 ? Ink.FAINT : Theme.ink(layer.series());
    }

    private static double[] outline(double[] seconds, double[] below, double[] above) {
        int n = seconds.length;
        double[] outline = new double[4 * n];
        for (int i = 0; i < n; i++) {
            outline[2 * i] = seconds[i];
            outline[2 * i + 1] = above[i];
            outline[4 * n - 2 - 2 * i] = seconds[i];
            outline[4 * n - 1 - 2 * i] = below[i];
        }
        return outline;
    }

    /** The label in the middle of the layer where it is tallest, if that is tall enough. */
    private static void label(XYPlot plot, Layer layer, double[] seconds, double[] below, double to) {
        double span = seconds[seconds.length - 1] - seconds[0];
        int at = -1;
        for (int i = 0; i < seconds.length; i++) {
            double share = (seconds[i] - seconds[0]) / span;
            if (share >= 0.2
                    && share <= 0.8
                    && (at < 0 || layer.values().get(i) > layer.values().get(at))) {
                at = i;
            }
        }
        if (at >= 0 && layer.values().get(at) / to * PLOT_HEIGHT >= LABEL_HEIGHT) {
            Ink ink = layer.series() < 0 ? Ink.TEXT : Ink.PAPER;
            plot.addAnnotation(
                    Labels.text(
                            layer.label().split(" ", 2)[0],
                            seconds[at],
                            below[at] + layer.values().get(at) / 2,
                            ink,
                            Theme.BOLD,
                            TextAnchor.CENTER),
                    false);
        }
    }

    private static void limit(XYPlot plot, double at, double[] seconds, double to) {
        if (at > to) {
            return;
        }
        double last = seconds[seconds.length - 1];
        plot.addAnnotation(new XYLineAnnotation(seconds[0], at, last, at, Theme.line(1), Ink.TEXT.marker()), false);
        plot.addAnnotation(
                Labels.text("limit " + Words.count(at), last, at, Ink.TEXT, Theme.SMALL, TextAnchor.BOTTOM_RIGHT),
                false);
    }
}
