package org.mpmlab.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.gate.Baseline;
import org.mpmlab.core.verdict.gate.Gate;
import org.mpmlab.core.verdict.gate.GateJudge;
import org.mpmlab.core.verdict.gate.GateReader;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.lab.record.BaselineFile;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.gate.Annotations;
import org.mpmlab.reports.gate.GateMarkdown;
import org.mpmlab.reports.gate.GateTable;
import org.mpmlab.reports.junit.GateJunit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a stored run by a gate. */
@Command(
        name = "gate",
        description = {
            "Judges a stored run by a gate.",
            "From files alone, without Docker. Writes verdicts.json into the run directory and prints a table."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 passed, 10 a rule failed, 11 inconclusive, 12 evidence invalid, 2 the gate is wrong.",
            "",
            "Example: mpmlab gate gate.yaml runs/20261121-101500-release --junit junit.xml --markdown gate.md",
            "         mpmlab gate gate.yaml runs/20261121-101500-release --baseline baseline.json"
        })
final class GateCommand implements Callable<Integer> {
    static final String VERDICTS = "verdicts.json";

    /** Where a CI server looks for annotations. */
    enum Form {
        GITHUB,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "GATE", description = "a gate, such as gate.yaml; docs/gates.md has its form")
    private Path gate;

    @Parameters(index = "1", paramLabel = "RUN", description = "a run directory")
    private Path run;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "what rules 'of baseline' are held against; made by mpmlab baseline accept")
    private Path baseline;

    @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit's XML there, a test case for each rule")
    private Path junit;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "write Markdown there, for a job's summary or a comment")
    private Path markdown;

    @Option(
            names = "--annotations",
            paramLabel = "FORM",
            description =
                    "print an annotation at each rule's line of the gate: ${COMPLETION-CANDIDATES}; default: github "
                            + "where GITHUB_ACTIONS is true, else none")
    private Form annotations;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Gate asked = GateReader.read(TextFile.read(gate), gate.normalize().toString());
        RunDirectory directory = RunDirectory.open(run);
        Optional<Baseline> before = Optional.ofNullable(baseline).map(BaselineFile::read);
        Run measured = directory.load();
        GateResult result = GateJudge.judge(
                asked, measured, before, NoiseFloorStore.ofUser().of(directory, measured));
        String verdicts = Json.pretty(result);
        directory.write(VERDICTS, verdicts);
        Reports.write(Dossiers.read(directory, measured), directory);
        write(junit, GateJunit.render(result));
        write(markdown, GateMarkdown.render(result));
        json.write(verdicts);
        if (!json.printed()) {
            System.out.print(GateTable.render(result, Terminal.columns(), Terminal.colour()));
            System.out.print(annotations(result));
        }
        return exitCode(result.outcome());
    }

    static int exitCode(Outcome outcome) {
        return switch (outcome) {
            case PASSED, WARNED -> ExitCode.OK;
            case FAILED -> ExitCode.FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
            case INVALID -> ExitCode.INVALID;
        };
    }

    private String annotations(GateResult result) {
        Form form = annotations != null
                ? annotations
                : "true".equals(System.getenv("GITHUB_ACTIONS")) ? Form.GITHUB : Form.NONE;
        return form == Form.GITHUB ? Annotations.github(result) : "";
    }

    private static void write(Path file, String text) {
        if (file != null) {
            TextFile.write(file, text);
        }
    }
}
