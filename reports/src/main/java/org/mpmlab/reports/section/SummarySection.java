package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.mpmlab.core.site.Site;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Every figure of every stack, a table per site and load. */
public final class SummarySection {
    private SummarySection() {}

    public static Section of(Figures figures) {
        List<Block> blocks = new ArrayList<>();
        for (Site site : figures.run().scenario().sites()) {
            List<Comparison> comparisons = figures.comparisons().stream()
                    .filter(comparison -> comparison.site().name().equals(site.name()))
                    .toList();
            if (!comparisons.isEmpty()) {
                blocks.add(new Block.Heading(site.name() + ": " + site.description()));
                comparisons.forEach(comparison -> blocks.add(table(comparison)));
            }
        }
        return new Section(
                "summary",
                "All figures",
                meaning(figures),
                "TTFB runs from the write of a request to the first byte of its answer, successes only. Requests per "
                        + "second are of loads that had the machine to themselves; loads in rounds have none. CPU is "
                        + "the server's containers' CPU time per request. PSS divides shared pages among those who "
                        + "share them; the kernel's figure is anonymous and shared memory as charged to the "
                        + "containers. With several blocks a cell shows the median over blocks and, below it, the "
                        + "least and the greatest; requests of different blocks are never pooled.",
                blocks);
    }

    private static String meaning(Figures figures) {
        long arms = figures.comparisons().stream()
                .mapToLong(comparison -> comparison.arms().size())
                .sum();
        long counting = figures.comparisons().stream()
                .mapToLong(comparison -> comparison.counting().size())
                .sum();
        String combinations = Words.count(arms, "combination", "combinations") + " of stack, site and load";
        if (arms == 0) {
            return "Nothing was measured.";
        }
        if (counting == 0) {
            return "None of the " + combinations + " has a block that counts; the tables say why, and give no figures.";
        }
        if (counting == arms) {
            return (arms == 1 ? "The only combination of stack, site and load" : "Each of the " + combinations)
                    + " has at least one block that counts.";
        }
        return counting + " of " + combinations + " have a block that counts; the others show why not, and no figures.";
    }

    /** A column of figures. */
    private record Figure(String title, boolean always, Function<Arm, String> cell) {
        Figure(String title, Measure measure, DoubleFunction<String> print) {
            this(title, false, arm -> Cells.spread(arm, measure, print));
        }
    }

    /** Columns that have a figure in no row are left out. */
    private static Table table(Comparison comparison) {
        List<Figure> figures = figures(comparison).stream()
                .filter(figure -> figure.always()
                        || comparison.arms().stream()
                                .anyMatch(arm -> !figure.cell().apply(arm).equals(Cells.NONE)))
                .toList();
        List<Table.Column> columns = new ArrayList<>(List.of(text("Stack"), text("Evidence")));
        figures.forEach(figure -> columns.add(number(figure.title())));
        List<Table.Row> rows = new ArrayList<>();
        for (Arm arm : comparison.arms()) {
            List<String> cells = new ArrayList<>(List.of(arm.name(), Cells.validity(arm)));
            figures.forEach(figure -> cells.add(figure.cell().apply(arm)));
            rows.add(new Table.Row(cells, arm.counts()));
        }
        boolean few = comparison.counting().stream().anyMatch(arm -> !arm.enoughForP99());
        return new Table(
                comparison.site().name() + ", " + Words.load(comparison.load()),
                columns,
                rows,
                few ? List.of(Cells.FEW_NOTE) : List.of());
    }

    private static List<Figure> figures(Comparison comparison) {
        String reference = comparison.reference().map(Arm::name).orElse("");
        return List.of(
                new Figure("TTFB p50, ms", true, arm -> Cells.spread(arm, Measure.TTFB_P50, Words::number)),
                new Figure("p90, ms", true, arm -> Cells.spread(arm, Measure.TTFB_P90, Words::number)),
                new Figure("p99, ms", true, Cells::p99),
                new Figure(
                        "p50 to reference",
                        false,
                        arm -> arm.name().equals(reference)
                                ? "reference"
                                : Cells.spread(comparison.ratio(arm, Measure.TTFB_P50), Words::ratio)),
                new Figure("Requests/s", Measure.RATE, Words::number),
                new Figure("Errors", true, SummarySection::errors),
                new Figure("CPU, µs/request", Measure.SERVER_CPU, Words::number),
                new Figure("Peak PSS, MiB", Measure.PEAK_PSS, Words::mebi),
                new Figure("Peak anon + shmem, MiB", Measure.PEAK_CGROUP, Words::mebi),
                new Figure("Busy workers", Measure.PEAK_BUSY, Words::count),
                new Figure("Busy FPM", Measure.PEAK_FPM_ACTIVE, Words::count));
    }

    /** Over all blocks, those that do not count among them. */
    private static String errors(Arm arm) {
        return Words.count(arm.cells().stream()
                .mapToDouble(cell -> cell.get(Measure.ERRORS).orElse(0))
                .sum());
    }
}
