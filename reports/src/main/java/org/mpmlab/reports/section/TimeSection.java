package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.time.Duration;
import java.util.List;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.reports.chart.ShareChart;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Where the run's time went. */
public final class TimeSection {
    private TimeSection() {}

    private record Part(String name, Duration time, int series) {}

    public static Section of(Figures figures) {
        TimeUse time = figures.run().time();
        // Runs stored before the load engine's fix have a negative time where no load was sent.
        if (time.total().isZero() || time.measuring().isNegative()) {
            return new Section("time", "Time", "This run does not say where its time went.", "", List.of());
        }
        Duration rest = time.total()
                .minus(time.measuring())
                .minus(time.warmingUp())
                .minus(time.starting())
                .minus(time.checking());
        List<Part> parts = List.of(
                new Part("measuring", time.measuring(), 0),
                new Part("warming up", time.warmingUp(), 1),
                new Part("starting", time.starting(), 2),
                new Part("checking", time.checking(), 3),
                new Part("the rest", rest.isNegative() ? Duration.ZERO : rest, -1));
        return new Section(
                "time",
                "Time",
                "The run took " + Words.duration(time.total()) + "; in " + Words.percent(time.overhead())
                        + " of that nothing was measured.",
                "",
                List.of(
                        new Block.Pictures(List.of(ShareChart.draw(
                                "time-1",
                                "Where the run's time went",
                                parts.stream()
                                        .map(part -> new ShareChart.Part(
                                                part.name(), share(part.time(), time.total()), part.series()))
                                        .toList()))),
                        new Table(
                                "Where the run's time went",
                                List.of(text("What"), number("Time"), number("Share")),
                                parts.stream()
                                        .map(part -> Table.Row.of(
                                                part.name(),
                                                Words.duration(part.time()),
                                                Words.percent(share(part.time(), time.total()))))
                                        .toList(),
                                List.of())));
    }

    private static double share(Duration part, Duration total) {
        return (double) part.toNanos() / total.toNanos();
    }
}
