package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.site.Site;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Every stack, site and load in one table per site. */
public final class SummarySection {
    private SummarySection() {}

    public static Section of(Figures figures) {
        List<Block> blocks = new ArrayList<>();
        for (Site site : figures.run().scenario().sites()) {
            List<Comparison> comparisons = figures.comparisons().stream()
                    .filter(comparison -> comparison.site().equals(site))
                    .toList();
            if (!comparisons.isEmpty()) {
                blocks.add(table(site, comparisons));
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
                        + "containers. With several blocks a cell shows the median over blocks and, in brackets, the "
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
        return counting == arms
                ? "Each of the " + Words.count(arms, "combination", "combinations")
                        + " of stack, site and load has at least one block that counts."
                : counting + " of " + Words.count(arms, "combination", "combinations")
                        + " of stack, site and load have a block that counts; the others show why not, and no figures.";
    }

    private static Table table(Site site, List<Comparison> comparisons) {
        boolean fpm = comparisons.stream()
                .flatMap(comparison -> comparison.arms().stream())
                .anyMatch(arm -> arm.spread(Measure.PEAK_FPM_ACTIVE).isPresent());
        List<Table.Column> columns = new ArrayList<>(List.of(
                text("Stack"),
                text("Load"),
                text("Evidence"),
                number("TTFB p50, ms"),
                number("p90, ms"),
                number("p99, ms"),
                number("p50 to reference"),
                number("Requests/s"),
                number("Errors"),
                number("CPU, µs/request"),
                number("Peak PSS, MiB"),
                number("Peak anon + shmem, MiB"),
                number("Busy workers")));
        if (fpm) {
            columns.add(number("Busy FPM"));
        }
        List<Table.Row> rows = new ArrayList<>();
        boolean few = false;
        for (Comparison comparison : comparisons) {
            for (Arm arm : comparison.arms()) {
                List<String> cells = cells(comparison, arm);
                if (fpm) {
                    cells.add(Cells.spread(arm, Measure.PEAK_FPM_ACTIVE, Words::count));
                }
                few |= arm.counts() && !arm.enoughForP99();
                rows.add(new Table.Row(cells, arm.counts()));
            }
        }
        return new Table(
                "Site " + site.name() + ": " + site.description(),
                columns,
                rows,
                few ? List.of(Cells.FEW_NOTE) : List.of());
    }

    private static List<String> cells(Comparison comparison, Arm arm) {
        boolean isReference =
                comparison.reference().map(Arm::name).filter(arm.name()::equals).isPresent();
        return new ArrayList<>(List.of(
                arm.name(),
                comparison.load().name(),
                Cells.validity(arm),
                Cells.spread(arm, Measure.TTFB_P50, Words::number),
                Cells.spread(arm, Measure.TTFB_P90, Words::number),
                Cells.p99(arm),
                isReference ? "reference" : Cells.spread(comparison.ratio(arm, Measure.TTFB_P50), Words::ratio),
                Cells.spread(arm, Measure.RATE, Words::number),
                Words.count(arm.cells().stream()
                        .mapToDouble(cell -> cell.get(Measure.ERRORS).orElse(0))
                        .sum()),
                Cells.spread(arm, Measure.SERVER_CPU, Words::number),
                Cells.spread(arm, Measure.PEAK_PSS, Words::mebi),
                Cells.spread(arm, Measure.PEAK_CGROUP, Words::mebi),
                Cells.spread(arm, Measure.PEAK_BUSY, Words::count)));
    }
}
