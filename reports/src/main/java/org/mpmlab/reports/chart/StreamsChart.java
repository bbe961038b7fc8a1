package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.reports.chart.LineChart.Axis;
import org.mpmlab.reports.chart.LineChart.Content;
import org.mpmlab.reports.chart.LineChart.Guide;
import org.mpmlab.reports.chart.LineChart.Point;
import org.mpmlab.reports.chart.LineChart.Range;
import org.mpmlab.reports.chart.LineChart.Trace;
import org.mpmlab.reports.figure.Streams;
import org.mpmlab.reports.words.Words;

/** The elapsed time of a request among several streams, over that of a request alone on its connection. */
public final class StreamsChart {
    private StreamsChart() {}

    public static Picture draw(String id, String where, Panel panel, Streams streams) {
        List<Trace> traces = new ArrayList<>();
        List<Double> marks = new ArrayList<>(List.of(1.0));
        List<String> said = new ArrayList<>();
        for (Panel.Member member : panel.members()) {
            Streams.Ladder ladder = streams.ladders().stream()
                    .filter(one -> one.name().equals(member.stack()))
                    .findFirst()
                    .orElseThrow();
            List<Point> points = new ArrayList<>(List.of(new Point(1, 1)));
            List<Range> band = new ArrayList<>(List.of(new Range(1, 1, 1)));
            for (Streams.Step step : ladder.steps()) {
                points.add(new Point(step.streams(), step.times().median()));
                band.add(new Range(
                        step.streams(), step.times().min(), step.times().max()));
                marks.add((double) step.streams());
            }
            traces.add(new Trace(member.label(), member.series(), points, points, band));
            said.add(ladder.name() + ": " + Words.ratio(ladder.most().times().median()) + " with "
                    + ladder.most().streams());
        }
        double most = marks.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return LineChart.draw(
                        id,
                        panel.title() + ": elapsed time over streams on " + where,
                        "Lines of the elapsed time of a request among several streams over that of one alone. "
                                + String.join("; ", said) + ".",
                        Axis.log("streams on a connection")
                                .marked(marks.stream().distinct().sorted().toList()),
                        Axis.log("times the elapsed time of one"),
                        new Content(
                                traces,
                                List.of(
                                        new Guide("in turn", new Point(1, 1), new Point(most, most)),
                                        new Guide("at once", new Point(1, 1), new Point(most, 1))),
                                List.of(),
                                ""))
                .captioned(panel.title());
    }
}
