package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.site.Site;
import org.mpmlab.reports.chart.HeldChart;
import org.mpmlab.reports.chart.LineChart;
import org.mpmlab.reports.chart.Panel;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Holding;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** How many idle connections stacks hold before new requests starve, against what their settings' formula gives. */
public final class HeldSection {
    private static final int MOST_SAID = 4;

    private HeldSection() {}

    /** Empty for a run that held no idle connections. */
    public static Optional<Section> of(Figures figures) {
        Map<Site, List<Holding>> sites = new LinkedHashMap<>();
        List<Holding> all = Holding.of(figures);
        all.forEach(holding -> sites.computeIfAbsent(holding.site(), unseen -> new ArrayList<>())
                .add(holding));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        sites.forEach((site, holdings) -> {
            int shown = blocks.size();
            List<Picture> pictures = new ArrayList<>();
            pictures.add(HeldChart.draw(
                            "held-" + shown + "a",
                            "Idle connections held on " + site.name() + ", against the formula",
                            holdings.stream().map(HeldSection::line).toList())
                    .captioned(site.name() + ": held, and the formula"));
            opening(holdings, "held-" + shown + "b").forEach(pictures::add);
            blocks.add(new Block.Pictures(pictures));
            blocks.add(table(site, holdings));
        });
        return Optional.of(new Section(
                "held",
                "Connections held until starvation",
                meaning(all),
                "Idle connections were opened one after another, each with one request, and kept. A bar is how many "
                        + "stood when new requests found no answer any more; \"at least\" where new requests were "
                        + "answered to the end. The wedge below a bar is what the settings allow: a worker for each "
                        + "under prefork, ITK and worker, (1 + AsyncRequestWorkerFactor) x idle workers under event "
                        + "(httpd's connections_above_limit). Connections do not spread evenly over processes, so event stops a "
                        + "little before its formula. The other pictures show how long a new connection waited for its "
                        + "first byte while the number grew.",
                blocks));
    }

    private static HeldChart.Line line(Holding holding) {
        return new HeldChart.Line(holding.stack().name(), holding.held().median(), holding.bound(), holding.starved());
    }

    private static String meaning(List<Holding> all) {
        List<Holding> starved = all.stream().filter(Holding::starved).toList();
        String fewer = fewer(all);
        if (starved.isEmpty() && !fewer.isEmpty()) {
            return fewer + " Where new requests starve was not reached.";
        }
        if (starved.isEmpty()) {
            return "Every stack held all the idle connections that it was asked to hold, "
                    + Words.count(all.stream()
                            .mapToDouble(holding -> holding.held().median())
                            .max()
                            .orElse(0))
                    + " at most: where new requests starve was not reached.";
        }
        return "New requests starved "
                + Words.list(starved.stream().map(HeldSection::said).toList(), MOST_SAID)
                + "."
                + (fewer.isEmpty() ? "" : " " + fewer);
    }

    /** Where some did not stand though new requests were answered; empty where all stood. */
    private static String fewer(List<Holding> all) {
        List<String> stacks = all.stream()
                .filter(holding -> !holding.starved() && !holding.heldAll())
                .map(holding -> holding.stack().name() + " (" + then(holding) + ")")
                .toList();
        return stacks.isEmpty()
                ? ""
                : "Fewer idle connections stood than were asked for on " + Words.list(stacks, MOST_SAID) + ".";
    }

    private static String said(Holding holding) {
        return "on " + holding.stack().name() + " at "
                + Words.count(holding.held().median()) + " idle connections"
                + (holding.bound().isPresent()
                        ? " ("
                                + Words.percent(holding.held().median()
                                        / holding.bound().getAsDouble())
                                + " of the formula's "
                                + Words.count(holding.bound().getAsDouble()) + ")"
                        : "");
    }

    /** Where the way to the number was long enough to show. */
    private static List<Picture> opening(List<Holding> holdings, String id) {
        List<Picture> pictures = new ArrayList<>();
        List<Holding> gradual =
                holdings.stream().filter(holding -> levels(holding).size() > 2).toList();
        for (Panel panel :
                Panel.of(gradual.stream().map(Holding::stack).distinct().toList())) {
            List<LineChart.Trace> traces = panel.members().stream()
                    .map(member -> trace(member, gradual))
                    .toList();
            pictures.add(LineChart.draw(
                            id + pictures.size(),
                            panel.title() + ": first byte of new connections while idle ones are held",
                            "Lines of the median time from connect to first byte over idle connections held. "
                                    + Words.list(panel.members().stream()
                                            .map(Panel.Member::stack)
                                            .toList())
                                    + ".",
                            LineChart.Axis.linear("idle connections held"),
                            LineChart.Axis.log("connect to first byte, ms"),
                            LineChart.Content.of(traces))
                    .captioned(panel.title() + ": wait of a new connection"));
        }
        return pictures;
    }

    private static LineChart.Trace trace(Panel.Member member, List<Holding> holdings) {
        Holding holding = holdings.stream()
                .filter(one -> one.stack().name().equals(member.stack()))
                .findFirst()
                .orElseThrow();
        return new LineChart.Trace(
                member.label(),
                member.series(),
                List.of(),
                levels(holding).stream()
                        .map(level -> new LineChart.Point(
                                level.held(), level.firstByte().quantileMillis(0.5)))
                        .toList(),
                List.of());
    }

    /** Of the first block. */
    private static List<IdleResult.Level> levels(Holding holding) {
        return holding.results().get(0).opening().stream()
                .filter(level -> level.firstByte().count() > 0)
                .toList();
    }

    private static Table table(Site site, List<Holding> holdings) {
        return new Table(
                "Idle connections held on " + site.name(),
                List.of(
                        text("Stack"),
                        text("Load"),
                        number("Asked"),
                        number("Held"),
                        text("Then"),
                        number("Formula"),
                        number("Held of it"),
                        text("Rule")),
                holdings.stream().map(HeldSection::row).toList(),
                List.of());
    }

    private static String then(Holding holding) {
        if (holding.starved()) {
            return "new requests starved" + in(holding.starvedBlocks(), holding) + closed(holding);
        }
        return (holding.heldAll() ? "all were held" : shortfall(holding)) + closed(holding);
    }

    /** Such as {@code 35 of 40: 5 were refused}; of several blocks, of the one that fell shortest. */
    private static String shortfall(Holding holding) {
        IdleResult shortest = holding.shortest();
        boolean several = holding.results().size() > 1;
        return (several ? "fewer" + in(holding.shortBlocks(), holding) + ", at the least " : "")
                + Words.count(shortest.held()) + " of " + Words.count(shortest.asked())
                + (shortest.refused() == 0
                        ? ""
                        : ": " + Words.count(shortest.refused(), "was refused", "were refused"));
    }

    /** They stood for a while: held, and yet not there when the load needed them. */
    private static String closed(Holding holding) {
        return holding.closed() == 0
                ? ""
                : "; the server closed " + (holding.results().size() > 1 ? "up to " : "")
                        + Words.count(holding.closed()) + " before the load was over";
    }

    private static String in(long blocks, Holding holding) {
        int all = holding.results().size();
        return blocks == all ? "" : " in " + blocks + " of " + all + " blocks";
    }

    private static Table.Row row(Holding holding) {
        double held = holding.held().median();
        boolean bounded = holding.bound().isPresent();
        return Table.Row.of(
                holding.stack().name(),
                holding.load().name(),
                Words.count(holding.results().get(0).asked()),
                Cells.spread(Optional.of(holding.held()), Words::count),
                then(holding),
                bounded ? Words.count(holding.bound().getAsDouble()) : Cells.NONE,
                bounded ? Words.percent(held / holding.bound().getAsDouble()) : Cells.NONE,
                bounded ? holding.rule() : "settings unknown");
    }
}
