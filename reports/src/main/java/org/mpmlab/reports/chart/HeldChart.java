package org.mpmlab.reports.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.mpmlab.reports.words.Words;

/** How many idle connections stacks held, and how many their settings' formula gives. */
public final class HeldChart {

    /**
     * One stack.
     *
     * @param name of the stack
     * @param held connections, the median over blocks
     * @param bound by the formula; empty where the lab does not know the settings
     * @param starved whether new requests were then left unanswered; else it holds at least that many
     */
    public record Line(String name, double held, OptionalDouble bound, boolean starved) {
        @Override
        public String toString() {
            return told(starved ? "" : "at least ");
        }

        private String label() {
            return told(starved ? "" : "≥ ");
        }

        private String told(String before) {
            return before + Words.count(held) + (bound.isPresent() ? " of " + Words.count(bound.getAsDouble()) : "");
        }
    }

    private HeldChart() {}

    public static Picture draw(String id, String title, List<Line> lines) {
        double most = most(lines);
        double to = most * 1.8;
        CategoryPlot plot = Theme.rows(new TickedAxis("idle connections", 0, to, Tick.linear(0, most, 4)));
        DefaultCategoryDataset held = new DefaultCategoryDataset();
        DefaultCategoryDataset bounds = new DefaultCategoryDataset();
        DefaultCategoryDataset ends = new DefaultCategoryDataset();
        List<String> said = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            Line line = lines.get(row);
            Row name = Row.of(row, line.name());
            held.addValue(line.held(), "held", name);
            bounds.addValue(line.bound().isPresent() ? line.bound().getAsDouble() : null, "by the formula", name);
            ends.addValue(Math.max(line.held(), line.bound().orElse(0)), "", name);
            said.add(line.name() + ": " + line);
        }
        BarRenderer bars = Theme.flat(new BarRenderer());
        bars.setSeriesPaint(0, Ink.SERIES_1.marker(0.85));
        LineAndShapeRenderer wedges = new LineAndShapeRenderer(false, true);
        wedges.setSeriesShape(0, Theme.WEDGE);
        wedges.setSeriesPaint(0, Ink.TEXT.marker());
        plot.setDataset(0, held);
        plot.setRenderer(0, bars);
        plot.setDataset(1, bounds);
        plot.setRenderer(1, wedges);
        plot.setDataset(2, ends);
        plot.setRenderer(2, labels(lines));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        return Svg.draw(
                Theme.chartWithKeys(plot),
                id,
                title,
                "Bars of idle connections held, and a wedge where the formula puts the limit. "
                        + String.join("; ", said) + ".",
                Theme.PANEL_WIDTH,
                98 + lines.size() * (Theme.ROW_HEIGHT + 8));
    }

    /** At least 1: where none were held and no formula is known, the axis needs a length all the same. */
    private static double most(List<Line> lines) {
        return lines.stream()
                .mapToDouble(line -> Math.max(line.held(), line.bound().orElse(0)))
                .reduce(1, Math::max);
    }

    /** What a bar says, to the right of the bar and of its wedge. */
    private static LineAndShapeRenderer labels(List<Line> lines) {
        LineAndShapeRenderer labels = new LineAndShapeRenderer(false, true);
        labels.setDefaultShape(new Rectangle2D.Double());
        labels.setAutoPopulateSeriesShape(false);
        labels.setSeriesPaint(0, Ink.TEXT.marker());
        labels.setDefaultItemLabelGenerator(new Counts(lines));
        labels.setDefaultItemLabelsVisible(true);
        labels.setDefaultItemLabelFont(Theme.SMALL);
        labels.setDefaultItemLabelPaint(Ink.TEXT.marker());
        labels.setItemLabelInsets(new RectangleInsets(2, 8, 2, 8));
        labels.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        labels.setDefaultSeriesVisibleInLegend(false);
        return labels;
    }

    private record Counts(List<Line> lines) implements RowLabels {
        @Override
        public String label(CategoryDataset data, int series, int row) {
            return lines.get(row).label();
        }
    }
}
