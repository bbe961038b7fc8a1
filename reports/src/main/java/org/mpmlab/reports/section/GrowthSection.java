package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.reports.chart.GrowthChart;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Fit;
import org.mpmlab.reports.figure.Growth;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** What one more worker, PHP process, request or idle connection takes. */
public final class GrowthSection {
    private static final int MOST_PICTURES = 24;

    private GrowthSection() {}

    /** Empty for a run that varied none of them. */
    public static Optional<Section> of(Figures figures) {
        Map<Growth.Kind, List<Growth>> kinds = new EnumMap<>(Growth.Kind.class);
        Growth.of(figures).forEach(growth -> kinds.computeIfAbsent(growth.kind(), unseen -> new ArrayList<>())
                .add(growth));
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        int[] drawn = {0};
        kinds.forEach((kind, growths) -> {
            blocks.add(new Block.Heading(heading(kind)));
            List<Picture> pictures = growths.stream()
                    .limit(MOST_PICTURES - drawn[0])
                    .map(growth -> GrowthChart.draw("growth-" + ++drawn[0], growth)
                            .captioned(growth.stack() + " on " + growth.site().name()))
                    .toList();
            blocks.add(new Block.Pictures(pictures));
            if (pictures.size() < growths.size()) {
                blocks.add(Block.Prose.of(
                        "Not drawn, to keep this file small: " + (growths.size() - pictures.size()) + " more."));
            }
            blocks.add(table(kind, growths));
        });
        return Optional.of(new Section(
                "growth",
                "Memory as it grows",
                meaning(kinds),
                "Each point is the greatest PSS that was seen of a stack in a block, summed over its processes, and the "
                        + "sum of RSS at that moment. Lines are of least squares, drawn from four sizes on; bands are "
                        + "their 95 % intervals. The slope of PSS is what one more takes, the height at zero what there "
                        + "is without any. The slope of RSS counts pages that are shared once for each process: the room "
                        + "between the two lines is memory that does not exist. The line over worker threads mixes "
                        + "threads with the processes that hold them, which the command recommend keeps apart. "
                        + "What a server has taken it mostly keeps, so a small load after a large one shows the large "
                        + "one's memory.",
                blocks));
    }

    private static String heading(Growth.Kind kind) {
        return switch (kind) {
            case WORKERS -> "httpd's memory over workers, in pools of several sizes";
            case THREADS -> "httpd's memory over worker threads, in pools of several sizes";
            case PHP_PROCESSES -> "PHP's memory over its processes";
            case IN_FLIGHT -> "All memory over requests at once";
            case HELD -> "httpd's memory over idle connections held";
        };
    }

    /** What is firmest of what is planned with most: a PHP process or mod_php's worker, then an idle connection. */
    private static String meaning(Map<Growth.Kind, List<Growth>> kinds) {
        List<String> said = new ArrayList<>();
        for (Growth.Kind kind : List.of(Growth.Kind.WORKERS, Growth.Kind.PHP_PROCESSES, Growth.Kind.HELD)) {
            steepest(kinds.getOrDefault(kind, List.of())).ifPresent(growth -> said.add(said(growth)));
        }
        if (said.isEmpty()) {
            steepest(kinds.getOrDefault(Growth.Kind.IN_FLIGHT, List.of())).ifPresent(growth -> said.add(said(growth)));
        }
        return said.isEmpty()
                ? "Fewer than four sizes were measured, which is too few for what one more takes."
                : "One more " + String.join("; one more ", said) + ".";
    }

    private static Optional<Growth> steepest(List<Growth> growths) {
        return growths.stream()
                .filter(growth -> growth.pss().isPresent())
                .max(Comparator.comparingDouble(
                        growth -> growth.pss().orElseThrow().slope().value()));
    }

    private static String said(Growth growth) {
        Fit pss = growth.pss().orElseThrow();
        String what = growth.kind().singular() + " of " + growth.stack();
        if (pss.slope().low() <= 0) {
            return what + " takes no memory that could be told from none (at most "
                    + Words.bytes(pss.slope().high()) + ")";
        }
        double rss = growth.rss().orElseThrow().slope().value();
        return what + " takes " + interval(pss.slope()) + ", where a sum of RSS says " + Words.bytes(rss)
                + (rss > 0 ? ", " + Words.ratio(rss / pss.slope().value()) + " as much" : "");
    }

    private static String interval(Estimated slope) {
        return Words.bytes(slope.value()) + " (" + Words.bytes(slope.low()) + " to " + Words.bytes(slope.high()) + ")";
    }

    private static Table table(Growth.Kind kind, List<Growth> growths) {
        List<Table.Row> rows = growths.stream()
                .map(growth -> Table.Row.of(
                        growth.stack(),
                        growth.site().name(),
                        sizes(growth),
                        growth.pss().map(fit -> interval(fit.slope())).orElse(Cells.NONE),
                        growth.pss()
                                .map(fit -> Words.bytes(fit.line().intercept().value()))
                                .orElse(Cells.NONE),
                        growth.pss()
                                .map(fit -> Words.number(fit.line().rSquared()))
                                .orElse(Cells.NONE),
                        growth.rss()
                                .map(fit -> Words.bytes(fit.slope().value()))
                                .orElse(Cells.NONE)))
                .toList();
        return new Table(
                "What one more " + kind.singular() + " takes, with 95 % intervals",
                List.of(
                        text("Stack"),
                        text("Site"),
                        text("Sizes"),
                        number("PSS each"),
                        number("PSS at none"),
                        number("R²"),
                        number("RSS each")),
                rows,
                growths.stream().allMatch(growth -> growth.pss().isPresent())
                        ? List.of()
                        : List.of(Cells.NONE + " Fewer than four sizes count, too few for a line with an interval."));
    }

    private static String sizes(Growth growth) {
        return Words.list(growth.points().stream()
                .map(Growth.Point::size)
                .distinct()
                .map(Words::count)
                .toList());
    }
}
