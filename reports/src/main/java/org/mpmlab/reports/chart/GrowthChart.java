package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.mpmlab.reports.chart.LineChart.Axis;
import org.mpmlab.reports.chart.LineChart.Content;
import org.mpmlab.reports.chart.LineChart.Point;
import org.mpmlab.reports.chart.LineChart.Range;
import org.mpmlab.reports.chart.LineChart.Trace;
import org.mpmlab.reports.figure.Fit;
import org.mpmlab.reports.figure.Growth;
import org.mpmlab.reports.words.Words;

/** Memory as something grows: PSS and the sum of RSS with their fits, in one picture so that the difference is seen. */
public final class GrowthChart {
    private static final double MIB = 1 << 20;
    private static final int PSS = 0;
    private static final int RSS = 1;

    /** Points of a band, whose edges bend. */
    private static final int STEPS = 12;

    private GrowthChart() {}

    public static Picture draw(String id, Growth growth) {
        return LineChart.draw(
                        id,
                        "Memory of " + growth.stack() + " over " + growth.kind().plural() + " on "
                                + growth.site().name(),
                        "Points of summed PSS and of summed RSS in MiB over "
                                + growth.kind().plural() + ", with lines of least squares. PSS: "
                                + slope(growth.pss(), growth) + "; RSS: " + slope(growth.rss(), growth) + ".",
                        Axis.linear(growth.kind().plural()),
                        Axis.linear("MiB"),
                        Content.of(List.of(
                                trace("PSS", PSS, growth, Growth.Point::pssBytes, growth.pss()),
                                trace("sum of RSS", RSS, growth, Growth.Point::rssBytes, growth.rss()))))
                .captioned(growth.stack());
    }

    private static String slope(Optional<Fit> fit, Growth growth) {
        return fit.map(line -> Words.bytes(line.slope().value()) + " per "
                        + growth.kind().singular())
                .orElse("too few sizes for a line");
    }

    private static Trace trace(
            String label, int series, Growth growth, ToDoubleFunction<Growth.Point> bytes, Optional<Fit> fit) {
        List<Point> points = growth.points().stream()
                .map(point -> new Point(point.size(), bytes.applyAsDouble(point) / MIB))
                .toList();
        if (fit.isEmpty()) {
            return new Trace(label, series, points, List.of(), List.of());
        }
        double from = points.get(0).x();
        double to = points.get(points.size() - 1).x();
        List<Point> line = new ArrayList<>();
        List<Range> band = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double x = from + (to - from) * i / STEPS;
            double y = fit.get().at(x);
            double off = fit.get().halfWidth(x);
            line.add(new Point(x, y / MIB));
            band.add(new Range(x, Math.max(0, y - off) / MIB, (y + off) / MIB));
        }
        return new Trace(label, series, points, line, band);
    }
}
