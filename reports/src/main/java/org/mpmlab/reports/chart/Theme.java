package org.mpmlab.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * How every picture looks: fonts, lines, markers, axes, sizes. Lengths are in CSS pixels of a picture shown at its own
 * size; pictures are made for a phone's width and stand side by side where there is room, so that text stays readable.
 */
final class Theme {
    /** The width of a picture that stands beside others, and still reads on a phone. */
    static final int PANEL_WIDTH = 390;

    /** The width of a picture that stands alone. */
    static final int WIDE_WIDTH = 900;

    static final int PANEL_HEIGHT = 270;

    /** The height of a row that has a name. */
    static final int ROW_HEIGHT = 22;

    /** How many characters of a stack's name fit beside its row. */
    static final int NAME_LENGTH = 24;

    /** A generic family: the page's style sheet names the real one. */
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    static final Font SMALL = FONT.deriveFont(11f);
    static final Font BOLD = FONT.deriveFont(Font.BOLD);

    private static final List<float[]> DASHES = List.of(
            new float[0],
            new float[] {7, 3},
            new float[] {2, 3},
            new float[] {10, 3, 2, 3},
            new float[] {4, 2},
            new float[] {12, 4},
            new float[] {1, 2},
            new float[] {8, 2, 2, 2, 2, 2});

    private static final List<Shape> MARKERS = List.of(
            new Ellipse2D.Double(-3.5, -3.5, 7, 7),
            new Rectangle2D.Double(-3, -3, 6, 6),
            polygon(0, -4.5, 4.2, 3.2, -4.2, 3.2),
            polygon(0, -4.8, 4.8, 0, 0, 4.8, -4.8, 0),
            polygon(0, 4.5, 4.2, -3.2, -4.2, -3.2),
            polygon(
                    -1.3, -4, 1.3, -4, 1.3, -1.3, 4, -1.3, 4, 1.3, 1.3, 1.3, 1.3, 4, -1.3, 4, -1.3, 1.3, -4, 1.3, -4,
                    -1.3, -1.3, -1.3),
            polygon(4.5, 0, -3.2, 4.2, -3.2, -4.2),
            polygon(-4.5, 0, 3.2, 4.2, 3.2, -4.2));

    /** Points up at a value from below a bar, out of the way of what is written in the bar. */
    static final Shape WEDGE = polygon(0, 5, 4.2, 11, -4.2, 11);

    /** A patch of colour beside its name. */
    static final Shape KEY = new Rectangle2D.Double(-4, -4, 8, 8);

    /** Around a marker that stands out. */
    static final Shape RING = new Ellipse2D.Double(-7.5, -7.5, 15, 15);

    private Theme() {}

    static Ink ink(int series) {
        return Ink.SERIES.get(series % Ink.SERIES.size());
    }

    /** A line that can be told from the others without its colour. */
    static Stroke line(int series) {
        float[] dash = DASHES.get(series % DASHES.size());
        return dash.length == 0
                ? new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    static Shape marker(int series) {
        return MARKERS.get(series % MARKERS.size());
    }

    static Stroke hair() {
        return new BasicStroke(1);
    }

    /** A line that was not measured, to hold others against. */
    static Stroke guide() {
        return new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0);
    }

    /**
     * A chart on bare paper: the title stands in the page, not in the picture, and the upright axis' unit lies above it,
     * where it reads without turning the head.
     */
    static JFreeChart chart(Plot plot) {
        JFreeChart chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(null);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(4, 2, 2, 14));
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setNoDataMessage(null);
        if (plot instanceof XYPlot xy && xy.getRangeAxis().getLabel() != null) {
            TextTitle unit = new TextTitle(xy.getRangeAxis().getLabel(), SMALL);
            unit.setPaint(Ink.MUTED.marker());
            unit.setHorizontalAlignment(HorizontalAlignment.LEFT);
            unit.setPadding(new RectangleInsets(0, 4, 3, 0));
            xy.getRangeAxis().setLabel(null);
            chart.addSubtitle(unit);
        }
        return chart;
    }

    /** A chart with its keys below. */
    static JFreeChart chartWithKeys(Plot plot) {
        JFreeChart chart = chart(plot);
        LegendTitle keys = new LegendTitle(plot);
        keys.setItemFont(SMALL);
        keys.setItemPaint(Ink.TEXT.marker());
        keys.setBackgroundPaint(null);
        keys.setPosition(RectangleEdge.BOTTOM);
        keys.setMargin(new RectangleInsets(2, 0, 0, 0));
        chart.addSubtitle(keys);
        return chart;
    }

    static XYPlot xy(ValueAxis x, ValueAxis y) {
        XYPlot plot = new XYPlot(null, style(x), style(y), null);
        plot.setDomainGridlinePaint(Ink.GRID.marker());
        plot.setRangeGridlinePaint(Ink.GRID.marker());
        plot.setDomainGridlineStroke(hair());
        plot.setRangeGridlineStroke(hair());
        plot.setDomainZeroBaselineVisible(false);
        plot.setRangeZeroBaselineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** Bars that lie, one row per name. */
    static CategoryPlot rows(NumberAxis values) {
        CategoryAxis names = new CategoryAxis();
        style(names);
        names.setLowerMargin(0.01);
        names.setUpperMargin(0.01);
        names.setCategoryMargin(0.25);
        names.setMaximumCategoryLabelWidthRatio(0.6f);
        names.setTickMarksVisible(false);
        CategoryPlot plot = new CategoryPlot(null, names, style(values), null);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeGridlinePaint(Ink.GRID.marker());
        plot.setRangeGridlineStroke(hair());
        plot.setRangeZeroBaselineVisible(false);
        plot.setRangeAxisLocation(org.jfree.chart.axis.AxisLocation.BOTTOM_OR_LEFT);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** Flat bars. */
    static <R extends BarRenderer> R flat(R bars) {
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(true);
        bars.setDefaultOutlinePaint(Ink.PAPER.marker());
        bars.setDefaultOutlineStroke(hair());
        bars.setDefaultItemLabelFont(SMALL);
        bars.setDefaultItemLabelPaint(Ink.TEXT.marker());
        return bars;
    }

    static <A extends Axis> A style(A axis) {
        axis.setLabelFont(SMALL);
        axis.setLabelPaint(Ink.MUTED.marker());
        axis.setTickLabelFont(SMALL);
        axis.setTickLabelPaint(Ink.TEXT.marker());
        axis.setAxisLinePaint(Ink.FAINT.marker());
        axis.setAxisLineStroke(hair());
        axis.setTickMarksVisible(false);
        axis.setLabelInsets(new RectangleInsets(2, 2, 2, 2));
        return axis;
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
