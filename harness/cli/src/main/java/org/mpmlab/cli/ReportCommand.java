package org.mpmlab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.dossier.Dossier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a stored run's reports again. */
@Command(
        name = "report",
        description = {"Writes a stored run's reports again.", "From its files alone; prints its table."},
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab report runs/20261121-101500-quick"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run directory")
    private Path run;

    @Option(names = "--json", description = "print the cells as JSON instead of the table, for programs")
    private boolean json;

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run);
        Dossier stored = Dossiers.read(directory);
        Reports.print(stored.run(), Reports.write(stored, directory), json);
        return Reports.exitCode(stored);
    }
}
