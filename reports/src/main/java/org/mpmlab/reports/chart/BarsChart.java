package org.mpmlab.reports.chart;

import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.mpmlab.reports.words.Words;

/** Bars with their values, for a reader who looks once. */
public final class BarsChart {
    /** Room for the value to the right of the longest bar. */
    private static final double HEADROOM = 1.15;

    private static final int TICKS = 6;

    /**
     * One bar.
     *
     * @param name of it
     * @param value not below 0
     * @param stressed whether the eye should go there first
     */
    public record Bar(String name, double value, boolean stressed) {}

    private BarsChart() {}

    /**
     * Draws bars, the first on top.
     *
     * @param unit of the values, as the axis names it
     */
    public static Picture draw(String id, String title, String unit, List<Bar> bars) {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        double to = most > 0 ? most * HEADROOM : 1;
        CategoryPlot plot = Theme.rows(new TickedAxis(unit, 0, to, Tick.linear(0, to, TICKS)));
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        IntStream.range(0, bars.size())
                .forEach(row -> values.addValue(
                        bars.get(row).value(), "", Row.of(row, bars.get(row).name())));
        BarRenderer renderer = Theme.flat(new Stressed(bars));
        renderer.setDefaultItemLabelGenerator(new Values(bars));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        plot.setDataset(values);
        plot.setRenderer(renderer);
        return Svg.draw(
                Theme.chart(plot),
                id,
                title,
                "Bars: "
                        + Words.list(bars.stream()
                                .map(bar -> bar.name() + " " + Words.number(bar.value()))
                                .toList())
                        + " (" + unit + ").",
                Theme.WIDE_WIDTH,
                60 + bars.size() * 32);
    }

    /** The stressed bars solid, the others pale, so that the difference is one of lightness too. */
    private static final class Stressed extends BarRenderer {
        private static final long serialVersionUID = 1;

        private final transient List<Bar> bars;

        Stressed(List<Bar> bars) {
            this.bars = bars;
        }

        @Override
        public java.awt.Paint getItemPaint(int series, int row) {
            return bars.get(row).stressed() ? Ink.SERIES_1.marker() : Ink.FAINT.marker();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stressed that && bars.equals(that.bars) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + bars.hashCode();
        }
    }

    private record Values(List<Bar> bars) implements RowLabels {
        @Override
        public String label(CategoryDataset data, int series, int row) {
            return Words.number(bars.get(row).value());
        }
    }
}
