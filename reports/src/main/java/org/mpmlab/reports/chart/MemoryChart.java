package org.mpmlab.reports.chart;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.mpmlab.core.run.Role;
import org.mpmlab.reports.words.Words;

/** Memory per stack: what it takes by role, and how far a sum of RSS is from that. */
public final class MemoryChart {
    private static final double MIB = 1 << 20;
    private static final double PLOT_WIDTH = 220;

    /**
     * One stack at its peak.
     *
     * @param name of the stack
     * @param pssBytes by role
     * @param rssBytes summed over all processes
     * @param cgroupBytes anonymous and shared memory as the kernel charges it; empty where unread
     */
    public record Line(String name, Map<Role, Double> pssBytes, double rssBytes, OptionalDouble cgroupBytes) {
        double pss() {
            return pssBytes.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private MemoryChart() {}

    /** PSS stacked by role, and the kernel's own figure as a marker. */
    public static Picture byRole(String id, String title, List<Line> lines) {
        double most = lines.stream()
                .mapToDouble(line -> Math.max(line.pss(), line.cgroupBytes().orElse(0)))
                .max()
                .orElse(1);
        double to = most / MIB * 1.08;
        NumberAxis axis = new TickedAxis("MiB", 0, to, Tick.linear(0, to, 5));
        CategoryPlot plot = Theme.rows(axis);
        DefaultCategoryDataset pss = new DefaultCategoryDataset();
        DefaultCategoryDataset cgroup = new DefaultCategoryDataset();
        StackedBarRenderer bars = Theme.flat(new StackedBarRenderer());
        List<Role> roles = List.of(Role.values()).stream()
                .filter(role -> lines.stream().anyMatch(line -> line.pssBytes().getOrDefault(role, 0.0) > 0))
                .toList();
        for (Role role : roles) {
            for (int row = 0; row < lines.size(); row++) {
                Line line = lines.get(row);
                Double bytes = line.pssBytes().get(role);
                pss.addValue(bytes == null ? null : bytes / MIB, name(role), Row.of(row, line.name()));
            }
            bars.setSeriesPaint(roles.indexOf(role), ink(role).marker(0.8));
        }
        for (int row = 0; row < lines.size(); row++) {
            Row name = Row.of(row, lines.get(row).name());
            cgroup.addValue(null, "cgroup (anon + shmem)", name);
            lines.get(row)
                    .cgroupBytes()
                    .ifPresent(bytes -> cgroup.addValue(bytes / MIB, "cgroup (anon + shmem)", name));
        }
        bars.setDefaultItemLabelGenerator(new SegmentLabels(to));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelPaint(Ink.PAPER.marker());
        bars.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.INSIDE9, TextAnchor.CENTER_LEFT));
        plot.setDataset(0, pss);
        plot.setRenderer(0, bars);
        plot.setDataset(1, cgroup);
        plot.setRenderer(1, kernel());
        plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.FORWARD);
        return Svg.draw(
                Theme.chartWithKeys(plot),
                id,
                title,
                "Bars of summed PSS at its peak, stacked by role. "
                        + Words.list(lines.stream()
                                .map(line -> line.name() + ": " + Words.mib(line.pss()))
                                .toList())
                        + ".",
                Theme.PANEL_WIDTH,
                98 + lines.size() * Theme.ROW_HEIGHT);
    }

    private static LineAndShapeRenderer kernel() {
        LineAndShapeRenderer wedges = new LineAndShapeRenderer(false, true);
        wedges.setSeriesShape(0, Theme.WEDGE);
        wedges.setSeriesPaint(0, Ink.TEXT.marker());
        return wedges;
    }

    /** The sum of RSS with the sum of PSS inside it, and how many times as much it is. */
    public static Picture overstatement(String id, String title, List<Line> lines) {
        double to = lines.stream().mapToDouble(Line::rssBytes).max().orElse(1) / MIB * 1.16;
        CategoryPlot plot = Theme.rows(new TickedAxis("MiB", 0, to, Tick.linear(0, to, 5)));
        DefaultCategoryDataset rss = new DefaultCategoryDataset();
        DefaultCategoryDataset pss = new DefaultCategoryDataset();
        for (int row = 0; row < lines.size(); row++) {
            Row name = Row.of(row, lines.get(row).name());
            rss.addValue(lines.get(row).rssBytes() / MIB, "sum of RSS: counts shared pages again and again", name);
            pss.addValue(lines.get(row).pss() / MIB, "PSS: what is there", name);
        }
        BarRenderer wide = Theme.flat(new BarRenderer());
        wide.setSeriesPaint(0, Ink.FAINT.marker());
        wide.setDefaultItemLabelGenerator(new TimesLabels(lines));
        wide.setDefaultItemLabelsVisible(true);
        wide.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        BarRenderer narrow = Theme.flat(new BarRenderer());
        narrow.setSeriesPaint(0, Ink.SERIES_1.marker());
        plot.setDataset(0, rss);
        plot.setRenderer(0, wide);
        plot.setDataset(1, pss);
        plot.setRenderer(1, narrow);
        plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.FORWARD);
        return Svg.draw(
                Theme.chartWithKeys(plot),
                id,
                title,
                "Bars of the sum of RSS with the sum of PSS inside. "
                        + Words.list(lines.stream().map(MemoryChart::overstated).toList()) + ".",
                Theme.PANEL_WIDTH,
                84 + lines.size() * Theme.ROW_HEIGHT);
    }

    private static String overstated(Line line) {
        return line.name() + ": RSS " + Words.mib(line.rssBytes()) + " for " + Words.mib(line.pss()) + " PSS";
    }

    /** A role's name as readers know it. */
    public static String name(Role role) {
        return switch (role) {
            case HTTPD_PARENT -> "httpd parent";
            case HTTPD_CHILD -> "httpd children";
            case HTTPD_SPAWNER -> "httpd spawner";
            case PHP_CGI -> "php-cgi";
            case FPM_MASTER -> "FPM master";
            case FPM_WORKER -> "FPM workers";
            case NGINX_MASTER -> "nginx master";
            case NGINX_WORKER -> "nginx workers";
            case OTHER -> "other";
        };
    }

    private static Ink ink(Role role) {
        return switch (role) {
            case HTTPD_PARENT -> Ink.SERIES_8;
            case HTTPD_CHILD -> Ink.SERIES_1;
            case HTTPD_SPAWNER -> Ink.SERIES_6;
            case PHP_CGI -> Ink.SERIES_2;
            case FPM_MASTER -> Ink.SERIES_5;
            case FPM_WORKER -> Ink.SERIES_3;
            case NGINX_MASTER -> Ink.SERIES_7;
            case NGINX_WORKER -> Ink.SERIES_4;
            case OTHER -> Ink.MUTED;
        };
    }

    /** A role's name inside its segment, where it fits. */
    private record SegmentLabels(double to) implements RowLabels {
        @Override
        public String label(org.jfree.data.category.CategoryDataset data, int series, int row) {
            String name = String.valueOf(data.getRowKey(series)).replace("httpd ", "");
            double width = data.getValue(series, row).doubleValue() / to * PLOT_WIDTH;
            return width > name.length() * 7 + 6 ? name : null;
        }
    }

    /** How many times the PSS. */
    private record TimesLabels(List<Line> lines) implements RowLabels {
        @Override
        public String label(org.jfree.data.category.CategoryDataset data, int series, int row) {
            Line line = lines.get(row);
            return line.pss() > 0 ? Words.ratio(line.rssBytes() / line.pss()) : null;
        }
    }
}
