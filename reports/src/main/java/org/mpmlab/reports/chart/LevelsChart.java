package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Usl;
import org.mpmlab.reports.chart.LineChart.Axis;
import org.mpmlab.reports.chart.LineChart.Content;
import org.mpmlab.reports.chart.LineChart.Point;
import org.mpmlab.reports.chart.LineChart.Range;
import org.mpmlab.reports.chart.LineChart.Trace;
import org.mpmlab.reports.figure.Levels;
import org.mpmlab.reports.figure.Levels.Ladder;
import org.mpmlab.reports.figure.Levels.Level;
import org.mpmlab.reports.words.Words;

/** Levels of concurrency: what they cost in time, and how throughput grows with them. */
public final class LevelsChart {
    /** Points of a curve, which is then smooth enough. */
    private static final int STEPS = 24;

    /** How far past the highest level the law is drawn, as a factor. */
    private static final double BEYOND = 2;

    private LevelsChart() {}

    /** The median time to first byte over throughput, the knees ringed. */
    public static Picture latency(String id, String where, Panel panel, Levels levels) {
        List<Trace> traces = new ArrayList<>();
        List<Point> knees = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (Panel.Member member : panel.members()) {
            Ladder ladder = ladder(levels, member);
            traces.add(Trace.joined(
                    member.label(),
                    member.series(),
                    ladder.levels().stream().map(LevelsChart::latency).toList()));
            knees.add(latency(ladder.knee()));
            said.add(ladder.name() + ": knee at " + ladder.knee().inFlight() + " requests at once, "
                    + Words.number(ladder.knee().rate().median()) + " answers per second, "
                    + Words.millis(ladder.knee().p50().median()));
        }
        return LineChart.draw(
                        id,
                        panel.title() + ": TTFB over throughput on " + where,
                        "Lines of the median time to first byte over answers per second, a marker per level. "
                                + String.join("; ", said) + ".",
                        Axis.linear("answers per second"),
                        Axis.log("TTFB p50, ms"),
                        new Content(traces, List.of(), knees, "knee: greatest throughput over TTFB"))
                .captioned(panel.title() + ": what answers cost in time");
    }

    /** Throughput over requests at once, with the law's bracket where it can be fitted. */
    public static Picture throughput(String id, String where, Panel panel, Levels levels) {
        List<Trace> traces = new ArrayList<>();
        List<String> said = new ArrayList<>();
        List<Double> marks = new ArrayList<>();
        for (Panel.Member member : panel.members()) {
            Ladder ladder = ladder(levels, member);
            ladder.levels().stream().map(level -> (double) level.inFlight()).forEach(marks::add);
            List<Point> points = ladder.levels().stream()
                    .map(level -> new Point(level.inFlight(), level.rate().median()))
                    .toList();
            Optional<Usl> law = ladder.law();
            traces.add(
                    law.isPresent()
                            ? law(member, points, law.get())
                            : Trace.joined(member.label(), member.series(), points));
            said.add(ladder.name() + ": " + Words.number(points.get(0).y()) + " at "
                    + ladder.levels().get(0).inFlight() + " to "
                    + Words.number(ladder.highest().rate().median()) + " at "
                    + ladder.highest().inFlight());
        }
        return LineChart.draw(
                        id,
                        panel.title() + ": throughput over requests at once on " + where,
                        "Answers per second over requests at once. " + String.join("; ", said) + ".",
                        Axis.log("requests at once")
                                .marked(marks.stream().distinct().sorted().toList()),
                        Axis.linear("answers per second"),
                        Content.of(traces))
                .captioned(panel.title() + ": throughput");
    }

    private static Trace law(Panel.Member member, List<Point> points, Usl law) {
        double from = Math.log(points.get(0).x());
        double to = Math.log(law.measuredUpTo() * BEYOND);
        List<Point> curve = new ArrayList<>();
        List<Range> bracket = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double inFlight = Math.exp(from + (to - from) * i / STEPS);
            Estimated rate = law.bracket(inFlight);
            curve.add(new Point(inFlight, rate.value()));
            bracket.add(new Range(inFlight, rate.low(), rate.high()));
        }
        return new Trace(member.label(), member.series(), points, curve, bracket);
    }

    private static Point latency(Level level) {
        return new Point(level.rate().median(), level.p50().median());
    }

    private static Ladder ladder(Levels levels, Panel.Member member) {
        return levels.ladders().stream()
                .filter(ladder -> ladder.name().equals(member.stack()))
                .findFirst()
                .orElseThrow();
    }
}
