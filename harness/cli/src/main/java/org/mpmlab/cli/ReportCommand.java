package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.lab.record.CellLogs;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.html.CompareReport;
import org.mpmlab.reports.markdown.CompareMarkdown;
import org.mpmlab.reports.text.ValidationText;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Compared;
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
        footer = {
            "",
            "Example: mpmlab report runs/20261121-101500-quick",
            "         mpmlab report runs/20261121-101500-quick --against runs/20261120-101500-quick",
            "         mpmlab report runs/20261121-101500-quick --hlog logs"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run directory")
    private Path run;

    @Option(names = "--json", description = "print the cells as JSON instead of the table, for programs")
    private boolean json;

    @Option(
            names = "--against",
            paramLabel = "RUN",
            description = "set this run against that one: writes compare.html and compare.md beside the report")
    private Path against;

    @Option(
            names = "--hlog",
            paramLabel = "DIR",
            description = "write the TTFBs there too, a log of HdrHistogram's for each stack, site and load")
    private Path hlog;

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run);
        Optional<RunDirectory> other = Optional.ofNullable(against).map(RunDirectory::open);
        Run measured = directory.load();
        Optional<Validation> validation =
                Validating.promise(directory).map(promise -> Validating.judge(directory, promise, measured));
        Dossier stored = Dossiers.read(directory, measured);
        other.ifPresent(earlier -> compare(stored, directory, earlier));
        if (hlog != null) {
            writeLogs(stored);
        }
        Reports.print(stored.run(), Reports.write(stored, directory), json);
        if (!json) {
            validation.ifPresent(
                    outcome -> System.out.print("\n" + ValidationText.render(outcome, Terminal.columns())));
        }
        return validation.map(Validating::exitCode).orElseGet(() -> Reports.exitCode(stored));
    }

    private void compare(Dossier stored, RunDirectory directory, RunDirectory earlier) {
        BetweenRuns runs = BetweenRuns.of(stored.run(), earlier.load());
        directory.write("compare.md", CompareMarkdown.render(runs));
        Path page = directory.write("compare.html", CompareReport.render(runs));
        if (!json) {
            System.out.println(Clean.line(Compared.sentence(runs)));
            Compared.warnings(runs).forEach(warning -> System.out.println(Clean.line(warning)));
            System.out.println("compared: " + page.toAbsolutePath().normalize() + "\n");
        }
    }

    private void writeLogs(Dossier stored) {
        try {
            Files.createDirectories(hlog);
            for (Map.Entry<String, String> log : CellLogs.of(stored.run()).entrySet()) {
                Files.writeString(hlog.resolve(log.getKey()), log.getValue());
            }
        } catch (IOException refused) {
            throw new UsageException("--hlog " + hlog + " can't be written: " + refused.getMessage()
                    + ".\n  Name a folder that is there or can be made.");
        }
    }
}
