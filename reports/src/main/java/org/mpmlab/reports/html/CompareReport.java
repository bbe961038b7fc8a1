package org.mpmlab.reports.html;

import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.reports.chart.Ink;
import org.mpmlab.reports.section.CompareSections;

/** Two runs set against each other as one HTML file, like {@link HtmlReport}. A pure function. */
public final class CompareReport {
    private CompareReport() {}

    /** Renders a comparison; to be written as UTF-8. */
    public static String render(BetweenRuns runs) {
        return Templates.render(
                "document.jte",
                new Document(
                        "mpmlab: " + runs.run().scenario().name() + ", two runs",
                        runs.run().about().id() + " against "
                                + runs.against().about().id() + ".",
                        runs.unlike(),
                        Ink.css() + Templates.text("report.css"),
                        CompareSections.of(runs),
                        runs.run().environment().tool()));
    }
}
