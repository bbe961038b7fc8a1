package org.mpmlab.reports.chart;

import java.util.List;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.mpmlab.reports.words.Words;

/** One bar that is divided. */
public final class ShareChart {

    /**
     * A part of the bar.
     *
     * @param name of the part
     * @param share of the whole, 0 to 1
     * @param series its colour; negative for none of its own
     */
    public record Part(String name, double share, int series) {}

    private ShareChart() {}

    public static Picture draw(String id, String title, List<Part> parts) {
        CategoryPlot plot = Theme.rows(new TickedAxis("% of the time", 0, 100, Tick.linear(0, 100, 10)));
        plot.getDomainAxis().setTickLabelsVisible(false);
        DefaultCategoryDataset shares = new DefaultCategoryDataset();
        StackedBarRenderer bars = Theme.flat(new StackedBarRenderer());
        for (Part part : parts) {
            shares.addValue(part.share() * 100, part.name(), "");
            Ink ink = part.series() < 0 ? Ink.MUTED : Theme.ink(part.series());
            bars.setSeriesPaint(shares.getRowCount() - 1, ink.marker(0.85));
        }
        bars.setDefaultItemLabelGenerator(new Names(parts));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelPaint(Ink.PAPER.marker());
        plot.setDataset(shares);
        plot.setRenderer(bars);
        return Svg.draw(
                Theme.chartWithKeys(plot),
                id,
                title,
                "One bar: "
                        + Words.list(parts.stream()
                                .map(part -> part.name() + " " + Words.percent(part.share()))
                                .toList())
                        + ".",
                Theme.WIDE_WIDTH,
                110);
    }

    private record Names(List<Part> parts) implements RowLabels {
        @Override
        public String label(CategoryDataset data, int series, int row) {
            Part part = parts.get(series);
            String label = part.name() + " " + Words.percent(part.share());
            return part.share() * 850 > label.length() * 7 ? label : null;
        }
    }
}
