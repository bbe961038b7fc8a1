package org.mpmlab.reports.section;

import java.util.List;
import org.mpmlab.reports.chart.DriftChart;
import org.mpmlab.reports.figure.Drift;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Whether the machine was the same from the first cell to the last. */
public final class DriftSection {
    private static final double NOTABLE = 0.03;

    private DriftSection() {}

    public static Section of(Figures figures) {
        Drift drift = Drift.of(figures);
        String meaning = meaning(drift);
        if (drift.points().isEmpty()) {
            return new Section("drift", "Order of the run", meaning, "", List.of());
        }
        List<DriftChart.Point> points = drift.shown().stream()
                .map(point -> new DriftChart.Point(point.at().toMillis() / 60_000.0, point.ratio(), point.counts()))
                .toList();
        int together = drift.perShown();
        String each = together == 1
                ? ""
                : " As there are many, a point is the median of " + together
                        + " that were measured one after the other.";
        String kind = drift.betweenBlocks()
                ? "Each point is a cell: its median TTFB against the median over blocks of the same stack, site and "
                        + "load."
                : "Each point is a stretch of a load in rounds: the stacks' median TTFB in it against that of the whole "
                        + "load.";
        return new Section(
                "drift",
                "Order of the run",
                meaning,
                kind
                        + each
                        + " A machine that stays the same gives a level cloud around 1; a slope, a step or waves mean that "
                        + "the machine changed while it measured. Stacks that are compared share their moments, so "
                        + "what moves all of them alike does not decide between them. Crosses are of cells that do not "
                        + "count.",
                List.of(new Block.Pictures(List.of(DriftChart.draw(
                        "drift-1",
                        "TTFB in the order of measuring, against its own median",
                        Words.count(points.size()) + " points over "
                                + Words.duration(
                                        drift.points().get(points.size() - 1).at()) + ". " + meaning,
                        points)))));
    }

    private static String meaning(Drift drift) {
        if (drift.points().isEmpty()) {
            return "A single block without rounds cannot show whether the machine changed while it measured.";
        }
        return drift.secondHalf()
                .map(ratio -> {
                    String moved = "The second half of the measuring was " + Words.against(ratio) + " the first";
                    return Math.abs(ratio - 1) < NOTABLE
                            ? moved + ": no drift to speak of."
                            : moved + ": the machine changed while it measured, so compare within a block only.";
                })
                .orElse("There are too few points that count to tell a drift from chance.");
    }
}
