package org.mpmlab.reports.section;

import static org.mpmlab.core.load.Series.Connection.NEW;
import static org.mpmlab.core.load.Series.Connection.REUSED;
import static org.mpmlab.core.load.Series.Metric.WRITTEN_TO_FIRST_BYTE;
import static org.mpmlab.core.load.Series.Outcome.SUCCESS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Series.Connection;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.reports.chart.Panel;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.chart.QuantileChart;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Curve;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Spread;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Time to first byte by quantile, panels of stacks that run PHP the same way. */
public final class QuantileSection {
    /** Fewer times than this on one kind of connection are no distribution. */
    private static final long ENOUGH = 20;

    private static final int MOST_PICTURES = 100;

    private QuantileSection() {}

    public static Section of(Figures figures) {
        List<Block> blocks = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int drawn = 0;
        List<Comparison> all = Stream.concat(figures.timed().stream(), figures.untimed().stream())
                .toList();
        for (Comparison comparison : all) {
            if (isBetween(comparison, all)) {
                leftOut.add(
                        comparison.load().name() + " on " + comparison.site().name());
                continue;
            }
            for (Connection connection : List.of(REUSED, NEW)) {
                Map<String, Curve> curves = curves(comparison, connection);
                if (curves.isEmpty()) {
                    continue;
                }
                String what = comparison.site().name() + ", " + Words.load(comparison.load())
                        + (connection == NEW && comparison.load().connections().keepsAlive()
                                ? ", first requests on new connections"
                                : "");
                if (drawn >= MOST_PICTURES) {
                    leftOut.add(what);
                    continue;
                }
                List<Picture> pictures = pictures(comparison, connection, curves, drawn);
                drawn += pictures.size();
                blocks.add(new Block.Heading(what));
                blocks.add(new Block.Pictures(pictures));
            }
        }
        if (!leftOut.isEmpty()) {
            blocks.add(Block.Prose.of("Not drawn, to keep this short (their figures are in the tables): "
                    + Words.list(leftOut, 6) + "."));
        }
        return new Section(
                "ttfb",
                "Time to first byte by quantile",
                meaning(figures),
                drawn == 0
                        ? ""
                        : "Each line is a stack. Its height at p50 is the time within which half of the answers began, at p99 "
                                + "within which 99 of 100 did; the tail is drawn out so that rare slow answers are seen. A "
                                + "lower line is faster, a line that rises late is steadier. With several blocks the line is "
                                + "the median of the blocks at each quantile and the band spans them. Panels of one load "
                                + "share their axis of times where their times overlap, so look at its numbers before you "
                                + "compare two panels; a line ends where the number of answers no longer bears the quantile. First requests on "
                                + "new connections are drawn apart from those on reused ones; opening the connection is not part "
                                + "of TTFB.",
                blocks);
    }

    /** Whether a load that leaves stacks alone has neither the least nor the greatest concurrency of those like it. */
    private static boolean isBetween(Comparison comparison, List<Comparison> all) {
        if (comparison.load().inRounds()) {
            return false;
        }
        LoadShape kind = kind(comparison.load());
        IntSummaryStatistics alike = all.stream()
                .filter(other -> other.site().equals(comparison.site())
                        && kind(other.load()).equals(kind))
                .mapToInt(other -> other.load().connections().concurrency())
                .summaryStatistics();
        int concurrency = comparison.load().connections().concurrency();
        return alike.getMin() < concurrency && concurrency < alike.getMax();
    }

    /** What loads have in common that differ in their name and in their number of connections or streams alone. */
    private static LoadShape kind(LoadShape load) {
        Connections connections = load.connections();
        return new LoadShape(
                "",
                load.engine(),
                load.protocol(),
                load.arrival(),
                new Connections(1, 1, connections.requestsPerConnection(), connections.policy()),
                load.idle(),
                load.search(),
                load.journey(),
                load.warmUp(),
                load.duration(),
                load.requestTimeout(),
                load.sites(),
                load.stacks());
    }

    private static List<Picture> pictures(
            Comparison comparison, Connection connection, Map<String, Curve> curves, int drawn) {
        List<QuantileChart.Frame> frames = QuantileChart.Frame.shared(curves.values());
        List<Picture> pictures = new ArrayList<>();
        for (Panel panel : Panel.of(comparison.arms().stream().map(Arm::stack).toList())) {
            if (panel.members().stream().anyMatch(member -> curves.containsKey(member.stack()))) {
                pictures.add(QuantileChart.draw(
                                "ttfb-" + (drawn + pictures.size() + 1),
                                panel.title() + ": TTFB on " + comparison.site().name() + ", "
                                        + comparison.load().name() + (connection == NEW ? ", new connections" : ""),
                                panel,
                                curves,
                                frames)
                        .captioned(panel.title()));
            }
        }
        return pictures;
    }

    private static Map<String, Curve> curves(Comparison comparison, Connection connection) {
        Series series = new Series(WRITTEN_TO_FIRST_BYTE, connection, SUCCESS);
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (Arm arm : comparison.arms()) {
            List<Distribution> blocks = arm.valid().stream()
                    .map(cell -> cell.result().result().times(series))
                    .filter(times -> times.count() >= ENOUGH)
                    .toList();
            if (!blocks.isEmpty()) {
                curves.put(arm.name(), Curve.of(blocks));
            }
        }
        return curves;
    }

    /** The stack whose tail is longest against its median, where that is known. */
    private static String meaning(Figures figures) {
        record Tail(Comparison comparison, Arm arm, double times) {}
        Optional<Tail> longest = figures.timed().stream()
                .flatMap(comparison -> comparison.counting().stream()
                        .filter(Arm::enoughForP99)
                        .flatMap(arm -> times(arm).stream().map(times -> new Tail(comparison, arm, times))))
                .max(Comparator.comparingDouble(Tail::times));
        return longest.map(tail -> "The longest tail is " + tail.arm().name() + "'s on "
                        + tail.comparison().site().name() + " ("
                        + tail.comparison().load().name()
                        + "): one answer in a hundred takes at least " + Words.ratio(tail.times())
                        + " its median.")
                .orElse("No distribution has answers enough to speak of its tail.");
    }

    private static Optional<Double> times(Arm arm) {
        Optional<Spread> p50 = arm.spread(Measure.TTFB_P50);
        return p50.filter(spread -> spread.median() > 0)
                .flatMap(spread -> arm.spread(Measure.TTFB_P99).map(p99 -> p99.median() / spread.median()));
    }
}
