package org.mpmlab.cli;

import java.nio.file.Path;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.csv.CellsCsv;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.html.HtmlReport;
import org.mpmlab.reports.html.OnePage;
import org.mpmlab.reports.markdown.MarkdownSummary;
import org.mpmlab.reports.text.TerminalTable;

/** Writes and prints what a run says. */
final class Reports {
    private Reports() {}

    /** Writes the reports into the run's directory and returns where the HTML one lies. */
    static Path write(Dossier dossier, RunDirectory directory) {
        directory.write("summary.md", MarkdownSummary.render(dossier));
        directory.write("cells.csv", CellsCsv.render(dossier.run()));
        directory.write("manager.html", OnePage.render(dossier));
        return directory.write("report.html", HtmlReport.render(dossier));
    }

    static void print(Run run, Path report, boolean json) {
        if (json) {
            System.out.print(Json.pretty(CellFigures.of(run)));
            return;
        }
        System.out.println(TerminalTable.render(run, Terminal.columns(), Terminal.colour()));
        System.out.printf(
                "%n%.0f %% of %s went into starts, checks, warm-up and writing.%n",
                run.time().overhead() * 100, Progress.time(run.time().total()));
        System.out.println("report: " + report.toAbsolutePath().normalize());
    }

    /** A run that has not one cell that counts, nor found a starvation, answers nothing, unless its claims needed none. */
    static int exitCode(Dossier dossier) {
        Run run = dossier.run();
        boolean any = run.cells().stream().anyMatch(cell -> cell.validity().valid() || run.foundStarvation(cell));
        boolean none = run.cells().isEmpty() && !dossier.claims().isEmpty();
        return any || none ? ExitCode.OK : ExitCode.INVALID;
    }
}
