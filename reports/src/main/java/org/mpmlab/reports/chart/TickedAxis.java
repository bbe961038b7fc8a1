package org.mpmlab.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An axis whose marks are given: for logarithms, quantiles and rows with names. */
final class TickedAxis extends NumberAxis {
    private static final long serialVersionUID = 1;

    private final transient List<Tick> marks;

    TickedAxis(String label, double from, double to, List<Tick> marks) {
        super(label);
        this.marks = List.copyOf(marks);
        setRange(from, to);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        TextAnchor anchor = edge.equals(RectangleEdge.LEFT)
                ? TextAnchor.CENTER_RIGHT
                : edge.equals(RectangleEdge.TOP) ? TextAnchor.BOTTOM_CENTER : TextAnchor.TOP_CENTER;
        return marks.stream()
                .filter(mark -> getRange().contains(mark.at()))
                .map(mark -> new NumberTick(mark.at(), mark.label(), anchor, TextAnchor.CENTER, 0))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TickedAxis that && marks.equals(that.marks) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + marks.hashCode();
    }
}
