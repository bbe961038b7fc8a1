package org.mpmlab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.gate.Baseline;
import org.mpmlab.lab.record.BaselineFile;
import org.mpmlab.lab.record.RunDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Files that later runs are held against. */
@Command(
        name = "baseline",
        description = "Keeps what a run gave, for gates to hold later runs against.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = BaselineCommand.Accept.class,
        footer = {"", "Example: mpmlab baseline accept runs/20261121-101500-release --to baseline.json"})
final class BaselineCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand: accept");
    }

    /** Takes a run as the baseline. */
    @Command(
            name = "accept",
            description = {
                "Takes a run as the baseline.",
                "Writes its figures block by block, its histograms and the machine's fingerprint to a file to commit."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example: mpmlab baseline accept runs/20261121-101500-release --to baseline.json"})
    static final class Accept implements Callable<Integer> {
        @Parameters(paramLabel = "RUN", description = "a run directory")
        private Path run;

        @Option(
                names = "--to",
                paramLabel = "FILE",
                defaultValue = "baseline.json",
                description = "where to write it; an earlier one is replaced; default: ${DEFAULT-VALUE}")
        private Path to;

        @Override
        public Integer call() {
            Baseline baseline = Baseline.of(RunDirectory.open(run).load());
            if (baseline.blocks() == 0) {
                System.err.println("mpmlab: no cell of " + run + " counts, so it is no baseline; mpmlab report " + run
                        + " says why");
                return ExitCode.INVALID;
            }
            BaselineFile.write(baseline, to);
            System.out.println(
                    "baseline: " + to + ", " + baseline.cells().size() + " cells of up to " + baseline.blocks()
                            + " blocks, measured on " + baseline.environment().machine());
            int first = Looks.STANDARD.blocks().get(0);
            if (baseline.blocks() < first) {
                System.out.println("A verdict against it needs " + first + " blocks that count; this has "
                        + baseline.blocks() + ". Accept a run with --blocks " + first + " or more.");
            }
            return ExitCode.OK;
        }
    }
}
