package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.chart.WorkersChart;
import org.mpmlab.reports.chart.WorkersChart.Pool;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Spread;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Which pools came near their limits. */
public final class WorkersSection {
    private static final int MOST_PICTURES = 24;
    private static final double FULL = 0.95;

    private WorkersSection() {}

    public static Section of(Figures figures) {
        List<Picture> pictures = new ArrayList<>();
        List<Table.Row> rows = new ArrayList<>();
        List<String> full = new ArrayList<>();
        Set<String> drawn = new HashSet<>();
        List<Comparison> shown = figures.slices().isEmpty() ? figures.comparisons() : figures.slices();
        for (Comparison comparison : MemorySection.busiestFirst(shown)) {
            List<WorkersChart.Line> lines = new ArrayList<>();
            for (Arm arm : comparison.counting()) {
                Pool httpd = pool(arm, Measure.PEAK_BUSY, Setting.MAX_REQUEST_WORKERS);
                Pool fpm = pool(arm, Measure.PEAK_FPM_ACTIVE, Setting.PM_MAX_CHILDREN);
                if (httpd.busy().isPresent() || fpm.busy().isPresent()) {
                    lines.add(new WorkersChart.Line(arm.name(), httpd, fpm));
                    rows.add(row(comparison, arm, httpd, fpm));
                }
                full(full, comparison, arm, "httpd", httpd);
                full(full, comparison, arm, "FPM", fpm);
            }
            String kind = comparison.site().name() + " "
                    + comparison.load().protocol().word();
            if (!lines.isEmpty() && drawn.add(kind) && pictures.size() < MOST_PICTURES) {
                pictures.add(WorkersChart.draw(
                        "workers-" + (pictures.size() + 1),
                        "Busy workers on " + comparison.site().name() + ", "
                                + comparison.load().name(),
                        lines));
            }
        }
        List<Block> blocks = new ArrayList<>();
        if (!rows.isEmpty()) {
            blocks.add(new Block.Pictures(pictures));
            blocks.add(new Block.Fold("Busy workers as a table", List.of(table(rows))));
        }
        return new Section("workers", "Busy workers", meaning(rows, full), howToRead(rows), blocks);
    }

    private static String howToRead(List<Table.Row> rows) {
        return rows.isEmpty()
                ? ""
                : "Bars show, for each site's and protocol's load with the most requests in flight, the most workers that were seen busy at the same time, as a share of how many the settings "
                        + "allow. A pool at its limit makes requests wait. mod_status is read now and then, so a short "
                        + "peak may be missed; its own request is among the busy ones.";
    }

    private static String meaning(List<Table.Row> rows, List<String> full) {
        if (rows.isEmpty()) {
            return "No worker counts were seen in cells that count.";
        }
        return full.isEmpty()
                ? "No pool came near its limit, so none of the figures above is about queueing for a worker."
                : "At their limit, so that requests queued for a worker: " + Words.list(full, 3) + ".";
    }

    private static Pool pool(Arm arm, Measure measure, Setting limit) {
        OptionalDouble busy =
                arm.spread(measure).map(Spread::median).map(OptionalDouble::of).orElse(OptionalDouble.empty());
        return busy.isEmpty() ? Pool.UNSEEN : new Pool(busy, Limits.of(arm.stack(), limit));
    }

    private static void full(List<String> full, Comparison comparison, Arm arm, String kind, Pool pool) {
        if (pool.known() && pool.busy().getAsDouble() >= FULL * pool.limit().getAsDouble()) {
            full.add(kind + " of " + arm.name() + " on " + comparison.site().name() + " ("
                    + comparison.load().name() + ")");
        }
    }

    private static Table.Row row(Comparison comparison, Arm arm, Pool httpd, Pool fpm) {
        return Table.Row.of(
                arm.name(),
                comparison.site().name(),
                comparison.load().name(),
                httpd.busy().isEmpty() ? Cells.NONE : httpd.toString(),
                fpm.busy().isEmpty() ? Cells.NONE : fpm.toString(),
                Cells.spread(arm, Measure.PEAK_FPM_QUEUE, Words::count));
    }

    private static Table table(List<Table.Row> rows) {
        return new Table(
                "Workers busy at most, and how many there may be",
                List.of(
                        text("Stack"),
                        text("Site"),
                        text("Load"),
                        number("httpd workers"),
                        number("FPM processes"),
                        number("FPM queue")),
                rows,
                List.of());
    }
}
