package org.mpmlab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.run.Run;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.text.ValidationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a stored run's reports again. */
@Command(
        name = "report",
        description = {
            "Writes a stored run's reports again.",
            "From its files alone; prints its table. A validation is judged again."
        },
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
        Run stored = directory.load();
        Reports.print(stored, Reports.write(stored, directory), json);
        if (Validating.promise(directory).isPresent()) {
            Validation validation = Validating.judge(directory);
            if (!json) {
                System.out.print("\n" + ValidationText.render(validation, Terminal.columns()));
            }
            return Validating.exitCode(validation);
        }
        return Reports.exitCode(stored);
    }
}
