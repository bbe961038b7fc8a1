package org.mpmlab.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** One figure over another: points, lines with their bands, and guides to hold them against. */
public final class LineChart {
    private static final double PLOT_WIDTH = Theme.PANEL_WIDTH - 70;
    private static final double PLOT_HEIGHT = Theme.PANEL_HEIGHT - 62;
    private static final double KEYS_HEIGHT = 20;

    /**
     * An axis.
     *
     * @param title with the unit
     * @param logarithmic whether equal factors take equal room; every value must then be above zero
     * @param marks where to write numbers; none for round ones
     */
    public record Axis(String title, boolean logarithmic, List<Double> marks) {
        public Axis {
            marks = List.copyOf(marks);
        }

        public static Axis linear(String title) {
            return new Axis(title, false, List.of());
        }

        /** The unit's title says that the axis is logarithmic. */
        public static Axis log(String title) {
            return new Axis(title + " (log scale)", true, List.of());
        }

        public Axis marked(List<Double> at) {
            return new Axis(title, logarithmic, at);
        }

        private double place(double value) {
            return logarithmic ? Math.log10(value) : value;
        }
    }

    /** A point in the axes' units. */
    public record Point(double x, double y) {}

    /** How far a line may be off at a point. */
    public record Range(double x, double low, double high) {}

    /**
     * One series.
     *
     * @param label at its end; empty for none
     * @param series its colour, line and marker
     * @param points that were measured; none where only the line is drawn
     * @param line through them or past them; none for points alone
     * @param band around the line; none where there is none
     */
    public record Trace(String label, int series, List<Point> points, List<Point> line, List<Range> band) {
        public Trace {
            points = List.copyOf(points);
            line = List.copyOf(line);
            band = List.copyOf(band);
        }

        /** Points joined in their order. */
        public static Trace joined(String label, int series, List<Point> points) {
            return new Trace(label, series, points, points, List.of());
        }

        private Point end() {
            List<Point> last = line.isEmpty() ? points : line;
            return last.get(last.size() - 1);
        }
    }

    /** A faint dashed line to hold the others against, with its name at its end. */
    public record Guide(String label, Point from, Point to) {}

    /**
     * What is drawn.
     *
     * @param traces at least one with a point
     * @param guides behind them
     * @param rings points to look at
     * @param ringed what a ring means; empty where there is none
     */
    public record Content(List<Trace> traces, List<Guide> guides, List<Point> rings, String ringed) {
        public Content {
            traces = List.copyOf(traces);
            guides = List.copyOf(guides);
            rings = List.copyOf(rings);
        }

        public static Content of(List<Trace> traces) {
            return new Content(traces, List.of(), List.of(), "");
        }
    }

    /** The ends of an axis, in its own numbers. */
    private record Extent(double from, double to) {}

    private LineChart() {}

    /** Draws a panel; names stand at the lines' ends. */
    public static Picture draw(String id, String title, String description, Axis x, Axis y, Content content) {
        Extent wide = extent(x, content, true);
        Extent high = extent(y, content, false);
        List<String> labels = new ArrayList<>();
        content.traces().forEach(trace -> labels.add(trace.label()));
        content.guides().forEach(guide -> labels.add(guide.label()));
        double names = wide.to() + (wide.to() - wide.from()) * 0.06;
        double end = wide.from() + (names - wide.from()) / (1 - Labels.room(labels, PLOT_WIDTH));
        XYPlot plot = Theme.xy(
                new TickedAxis(x.title(), wide.from(), end, ticks(x, wide, 6)),
                new TickedAxis(y.title(), high.from(), high.to(), ticks(y, high, 5)));
        List<Labels.End> ends = new ArrayList<>();
        guides(plot, content, x, y, ends);
        traces(plot, content, x, y, ends);
        Labels.put(plot, ends, names, high.from(), high.to(), PLOT_HEIGHT);
        boolean ringed = !content.rings().isEmpty();
        JFreeChart chart = ringed ? Theme.chartWithKeys(plot) : Theme.chart(plot);
        if (ringed) {
            rings(plot, content, x, y);
        }
        return Svg.draw(chart, id, title, description, Theme.PANEL_WIDTH, (int)
                (Theme.PANEL_HEIGHT + (ringed ? KEYS_HEIGHT : 0)));
    }

    private static Extent extent(Axis axis, Content content, boolean horizontal) {
        List<Double> all = new ArrayList<>();
        for (Trace trace : content.traces()) {
            trace.points().forEach(point -> all.add(horizontal ? point.x() : point.y()));
            trace.line().forEach(point -> all.add(horizontal ? point.x() : point.y()));
            if (!horizontal) {
                trace.band().forEach(range -> all.addAll(List.of(range.low(), range.high())));
            }
        }
        for (Guide guide : content.guides()) {
            all.addAll(
                    horizontal
                            ? List.of(guide.from().x(), guide.to().x())
                            : List.of(guide.from().y(), guide.to().y()));
        }
        double least = all.stream().mapToDouble(axis::place).min().orElseThrow();
        double most = all.stream().mapToDouble(axis::place).max().orElseThrow();
        if (!axis.logarithmic()) {
            return new Extent(0, Math.max(most, 1e-6) * (horizontal ? 1 : 1.08));
        }
        double margin = Math.max(0.03, (most - least) * 0.06);
        return new Extent(least - margin, most + (horizontal ? margin / 2 : margin));
    }

    private static List<Tick> ticks(Axis axis, Extent extent, int most) {
        if (!axis.marks().isEmpty()) {
            return axis.marks().stream()
                    .map(mark -> new Tick(axis.place(mark), Tick.plain(mark)))
                    .toList();
        }
        return axis.logarithmic()
                ? Tick.decades(extent.from(), extent.to())
                : Tick.linear(extent.from(), extent.to(), most);
    }

    private static void guides(XYPlot plot, Content content, Axis x, Axis y, List<Labels.End> ends) {
        for (Guide guide : content.guides()) {
            double endX = x.place(guide.to().x());
            double endY = y.place(guide.to().y());
            plot.addAnnotation(
                    new XYLineAnnotation(
                            x.place(guide.from().x()),
                            y.place(guide.from().y()),
                            endX,
                            endY,
                            Theme.guide(),
                            Ink.MUTED.marker()),
                    false);
            ends.add(new Labels.End(guide.label(), endX, endY, Ink.MUTED));
        }
    }

    private static void traces(XYPlot plot, Content content, Axis x, Axis y, List<Labels.End> ends) {
        Layers layers = new Layers(plot);
        for (Trace trace : content.traces()) {
            Ink ink = Theme.ink(trace.series());
            layers.points(
                    trace.series(),
                    trace.points().stream().map(point -> place(point, x, y)).toList());
            layers.line(
                    trace.series(),
                    trace.line().stream().map(point -> place(point, x, y)).toList());
            layers.band(
                    trace.series(),
                    trace.band().stream()
                            .map(range -> new Range(x.place(range.x()), y.place(range.low()), y.place(range.high())))
                            .toList());
            if (!trace.label().isEmpty()) {
                Point end = trace.end();
                ends.add(new Labels.End(trace.label(), x.place(end.x()), y.place(end.y()), ink));
            }
        }
    }

    private static Point place(Point point, Axis x, Axis y) {
        return new Point(x.place(point.x()), y.place(point.y()));
    }

    private static void rings(XYPlot plot, Content content, Axis x, Axis y) {
        XYSeries rings = new XYSeries(content.ringed());
        content.rings().forEach(point -> rings.add(x.place(point.x()), y.place(point.y())));
        XYLineAndShapeRenderer ring = new XYLineAndShapeRenderer(false, true);
        ring.setSeriesShape(0, Theme.RING);
        ring.setSeriesShapesFilled(0, false);
        ring.setSeriesPaint(0, Ink.TEXT.marker());
        ring.setSeriesOutlineStroke(0, new BasicStroke(1.6f));
        plot.setDataset(Layers.COUNT, new XYSeriesCollection(rings));
        plot.setRenderer(Layers.COUNT, ring);
    }
}
