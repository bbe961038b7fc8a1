package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.mpmlab.reports.words.Words;

/** How much of a stack's workers were busy at most. */
public final class WorkersChart {

    /**
     * Workers of one kind.
     *
     * @param busy at most at the same time; empty where it was not seen
     * @param limit how many there may be; empty where the lab does not know
     */
    public record Pool(OptionalDouble busy, OptionalDouble limit) {
        public static final Pool UNSEEN = new Pool(OptionalDouble.empty(), OptionalDouble.empty());

        /** Whether both are known. */
        public boolean known() {
            return busy.isPresent() && limit.isPresent() && limit.getAsDouble() > 0;
        }

        @Override
        public String toString() {
            return busy.isEmpty()
                    ? "unseen"
                    : Words.count(busy.getAsDouble())
                            + (limit.isPresent() ? " of " + Words.count(limit.getAsDouble()) : "");
        }
    }

    /**
     * One stack.
     *
     * @param name of the stack
     * @param httpd workers, of MaxRequestWorkers
     * @param fpm processes, of pm.max_children
     */
    public record Line(String name, Pool httpd, Pool fpm) {}

    private WorkersChart() {}

    public static Picture draw(String id, String title, List<Line> lines) {
        CategoryPlot plot = Theme.rows(new TickedAxis("busy at most, % of the limit", 0, 128, Tick.linear(0, 100, 4)));
        DefaultCategoryDataset shares = new DefaultCategoryDataset();
        List<String> said = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            Line line = lines.get(row);
            Row name = Row.of(row, line.name());
            shares.addValue(percent(line.httpd()), "httpd workers of MaxRequestWorkers", name);
            shares.addValue(percent(line.fpm()), "FPM processes of pm.max_children", name);
            said.add(line.name() + ": httpd " + line.httpd() + ", FPM " + line.fpm());
        }
        BarRenderer bars = Theme.flat(new BarRenderer());
        bars.setItemMargin(0);
        bars.setSeriesPaint(0, Ink.SERIES_1.marker(0.85));
        bars.setSeriesPaint(1, Ink.SERIES_3.marker(0.85));
        bars.setDefaultItemLabelGenerator(new Counts(lines));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(Theme.SMALL.deriveFont(10f));
        bars.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        plot.setDataset(shares);
        plot.setRenderer(bars);
        return Svg.draw(
                Theme.chartWithKeys(plot),
                id,
                title,
                "Bars of the most workers busy at once, in percent of the limit. " + String.join("; ", said) + ".",
                Theme.PANEL_WIDTH,
                84 + lines.size() * (Theme.ROW_HEIGHT + 12));
    }

    private static Double percent(Pool pool) {
        return pool.known() ? 100 * pool.busy().getAsDouble() / pool.limit().getAsDouble() : null;
    }

    private record Counts(List<Line> lines) implements RowLabels {
        @Override
        public String label(CategoryDataset data, int series, int row) {
            return (series == 0 ? lines.get(row).httpd() : lines.get(row).fpm()).toString();
        }
    }
}
