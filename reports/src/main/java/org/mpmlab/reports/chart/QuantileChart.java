package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jfree.chart.plot.XYPlot;
import org.mpmlab.reports.figure.Curve;
import org.mpmlab.reports.words.Words;

/** Time to first byte by quantile, the tail drawn out: the median over blocks as a line, their extremes as a band. */
public final class QuantileChart {
    private static final double P50 = -Math.log10(0.5);

    /** How far apart, as a logarithm to base 10, times may lie to share an axis: a factor of two. */
    private static final double GAP = 0.3;

    private static final double PLOT_WIDTH = Theme.PANEL_WIDTH - 70;
    private static final double PLOT_HEIGHT = Theme.PANEL_HEIGHT - 62;

    /**
     * The axes that panels share, so that they can be compared by eye.
     *
     * @param nines how far the quantiles go
     * @param from log10 of milliseconds
     * @param to log10 of milliseconds
     */
    public record Frame(double nines, double from, double to) {
        /** One for all curves, as far as their times lie within {@link #GAP} of each other; else one for each such group. */
        public static List<Frame> shared(Collection<Curve> curves) {
            double nines =
                    curves.stream().mapToDouble(curve -> curve.last().nines()).reduce(1, Math::max);
            List<Frame> frames = new ArrayList<>();
            for (Curve curve : curves.stream()
                    .sorted(Comparator.comparingDouble(Frame::lowest))
                    .toList()) {
                Frame own = new Frame(nines, lowest(curve), curve.last().high());
                Frame before = frames.isEmpty() ? null : frames.get(frames.size() - 1);
                if (before != null && own.from() <= before.to() + GAP) {
                    frames.set(frames.size() - 1, new Frame(nines, before.from(), Math.max(before.to(), own.to())));
                } else {
                    frames.add(own);
                }
            }
            return frames.stream().map(Frame::wider).toList();
        }

        private static double lowest(Curve curve) {
            return curve.points().get(0).low();
        }

        private Frame wider() {
            double margin = Math.max(0.04, (to - from) * 0.06);
            return new Frame(nines, from - margin, to + margin);
        }

        private Frame and(Frame other) {
            return new Frame(nines, Math.min(from, other.from), Math.max(to, other.to));
        }

        private boolean holds(Curve curve) {
            return from <= lowest(curve) && curve.last().high() <= to;
        }
    }

    private QuantileChart() {}

    /**
     * Draws one panel.
     *
     * @param curves by the stack's name; a member without one is not drawn, but one must have one
     * @param frames those that {@link Frame#shared} gives for all panels' curves
     */
    public static Picture draw(
            String id, String title, Panel panel, Map<String, Curve> curves, Collection<Frame> frames) {
        Frame frame = panel.members().stream()
                .map(member -> curves.get(member.stack()))
                .filter(Objects::nonNull)
                .flatMap(curve -> frames.stream().filter(shared -> shared.holds(curve)))
                .reduce(Frame::and)
                .orElseThrow(() -> new IllegalArgumentException("nothing to draw in panel " + panel.title()));
        double names = frame.nines() * 1.08;
        double room =
                Labels.room(panel.members().stream().map(Panel.Member::label).toList(), PLOT_WIDTH);
        TickedAxis quantiles = new TickedAxis(
                "share of answers at or below (log scale of 1/(1 − q))",
                0,
                names / (1 - room),
                Tick.quantiles(frame.nines()));
        TickedAxis times = new TickedAxis(
                "TTFB, ms (log scale)", frame.from(), frame.to(), Tick.decades(frame.from(), frame.to()));
        XYPlot plot = Theme.xy(quantiles, times);
        Layers layers = new Layers(plot);
        List<Labels.End> ends = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (Panel.Member member : panel.members()) {
            Curve curve = curves.get(member.stack());
            if (curve == null) {
                continue;
            }
            layers.points(member.series(), marks(curve));
            layers.line(
                    member.series(),
                    curve.points().stream()
                            .map(point -> new LineChart.Point(point.nines(), point.median()))
                            .toList());
            layers.band(
                    member.series(),
                    curve.points().stream()
                            .map(point -> new LineChart.Range(point.nines(), point.low(), point.high()))
                            .toList());
            ends.add(new Labels.End(
                    member.label(), curve.last().nines(), curve.last().median(), Theme.ink(member.series())));
            said.add(member.stack() + ": p50 " + millis(curve.at(P50)) + ", p99 " + millis(curve.at(2)));
        }
        Labels.put(plot, ends, names, frame.from(), frame.to(), PLOT_HEIGHT);
        return Svg.draw(
                Theme.chart(plot),
                id,
                title,
                "Lines of TTFB in milliseconds against the quantile. " + String.join("; ", said) + ".",
                Theme.PANEL_WIDTH,
                Theme.PANEL_HEIGHT);
    }

    private static String millis(double log) {
        return Double.isNaN(log) ? "of too few answers" : Words.millis(Math.pow(10, log));
    }

    private static List<LineChart.Point> marks(Curve curve) {
        List<LineChart.Point> marks = new ArrayList<>();
        for (double nines : new double[] {P50, 1, 2, 3, 4}) {
            double at = curve.at(nines);
            if (!Double.isNaN(at)) {
                marks.add(new LineChart.Point(nines, at));
            }
        }
        return marks;
    }
}
