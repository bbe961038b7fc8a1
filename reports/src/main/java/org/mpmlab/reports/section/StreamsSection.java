package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mpmlab.reports.chart.Panel;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.chart.StreamsChart;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Streams;
import org.mpmlab.reports.figure.Streams.Ladder;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** What several requests at once on one HTTP/2 connection cost each of them. */
public final class StreamsSection {
    private static final int MOST_PICTURES = 24;

    private StreamsSection() {}

    /** Empty for a run that did not vary the number of streams. */
    public static Optional<Section> of(Figures figures) {
        List<Streams> all = Streams.of(figures);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        int drawn = 0;
        for (Streams streams : all) {
            String where = where(streams);
            blocks.add(new Block.Heading(where));
            List<Picture> pictures = new ArrayList<>();
            for (Panel panel :
                    Panel.of(streams.ladders().stream().map(Ladder::stack).toList())) {
                if (drawn < MOST_PICTURES) {
                    pictures.add(StreamsChart.draw("streams-" + ++drawn, where, panel, streams));
                }
            }
            if (!pictures.isEmpty()) {
                blocks.add(new Block.Pictures(pictures));
            }
            Table table = table(streams, where);
            blocks.add(pictures.isEmpty() ? table : new Block.Fold("Streams as a table", List.of(table)));
        }
        return Optional.of(new Section(
                "streams",
                "HTTP/2 streams",
                meaning(all),
                "The elapsed time of a request (to its last byte, median) among so many streams on its connection, over "
                        + "that of a request with one stream per connection, both axes logarithmic. The lower dashed line "
                        + "is what it would be if all streams were worked on at once, the upper one if each waited for "
                        + "the one before. A page that uses CPU climbs even on a perfect server once its CPUs are busy; "
                        + "only a page that waits shows the protocol alone. mod_http2 begins a connection with few "
                        + "streams at once and adapts.",
                blocks));
    }

    private static String where(Streams streams) {
        return streams.site().name() + ", " + streams.protocol().word() + ", "
                + Words.count(streams.connections(), "connection", "connections");
    }

    /** On the page that waits longest: there it is the protocol rather than the CPU that tells. */
    private static String meaning(List<Streams> all) {
        Streams streams = all.stream()
                .max(Comparator.comparing((Streams one) -> one.site().nominal()))
                .orElseThrow();
        Comparator<Ladder> bySlowness =
                Comparator.comparingDouble(ladder -> ladder.most().times().median());
        Ladder least = streams.ladders().stream().min(bySlowness).orElseThrow();
        Ladder most = streams.ladders().stream().max(bySlowness).orElseThrow();
        return "On " + where(streams) + ", a request takes " + said(most)
                + (least.equals(most) ? "" : " and " + said(least))
                + "; 1x would be all at once, as many times as there are streams one after the other.";
    }

    private static String said(Ladder ladder) {
        return ladder.name() + " " + Words.ratio(ladder.most().times().median()) + " as long among "
                + ladder.most().streams() + " streams as alone";
    }

    private static Table table(Streams streams, String where) {
        List<Table.Row> rows = new ArrayList<>();
        for (Ladder ladder : streams.ladders()) {
            rows.add(Table.Row.of(ladder.name(), "1", Words.number(ladder.aloneMillis()), "1", "1"));
            for (Streams.Step step : ladder.steps()) {
                rows.add(Table.Row.of(
                        ladder.name(),
                        Words.count(step.streams()),
                        Words.number(ladder.aloneMillis() * step.times().median()),
                        Cells.spread(Optional.of(step.times()), Words::ratio),
                        Cells.spread(step.rate(), Words::ratio)));
            }
        }
        return new Table(
                "Streams on " + where,
                List.of(
                        text("Stack"),
                        number("Streams"),
                        number("Elapsed p50, ms"),
                        number("To one stream"),
                        number("Answers/s to one stream")),
                rows,
                List.of());
    }
}
