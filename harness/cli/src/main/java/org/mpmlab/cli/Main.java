package org.mpmlab.cli;

import java.io.PrintWriter;
import java.util.List;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.record.RunDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code mpmlab COMMAND}. */
@Command(
        name = "mpmlab",
        description = {
            "Is event MPM as fast as prefork? mpmlab asks real servers: every Apache MPM and PHP mode, and nginx, in "
                    + "containers on this machine; it measures time to first byte, memory, CPU and concurrency."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            SetupCommand.class,
            DoctorCommand.class,
            StacksCommand.class,
            PlanCommand.class,
            RunCommand.class,
            ReportCommand.class,
            GateCommand.class,
            BaselineCommand.class,
            RecommendCommand.class,
            CalibrateCommand.class,
            VerifyCommand.class,
            LoadCommand.class,
            CleanCommand.class,
        },
        footer = {
            "",
            "Example: mpmlab quickstart",
            "         mpmlab run quick --only 'mpm=event|prefork,site=hello'",
            "",
            "Exit status: 0 pass, 1 internal error, 2 bad usage or configuration, 10 gate failed or claim refuted, "
                    + "11 inconclusive, 12 evidence or machine invalid, 13 Docker or infrastructure, 130 interrupted."
        })
final class Main implements Runnable {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 120;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--trace", scope = CommandLine.ScopeType.INHERIT, hidden = true)
    private boolean trace;

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        versioned(line);
        return line.setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(Terminal.columns(), WIDEST_HELP)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> main.report(failure, command))
                .execute(arguments);
    }

    /** picocli hands {@code --version} down to subcommands, but not what provides it. */
    private static void versioned(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::versioned);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private int report(Exception failure, CommandLine command) {
        if (trace) {
            failure.printStackTrace(command.getErr());
        }
        if (failure instanceof InterruptedException) {
            command.getErr().println("mpmlab: interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof InvalidConfiguration invalid
                && invalid.problems().size() > 1) {
            print(invalid.problems(), command.getErr());
            return ExitCode.USAGE;
        }
        command.getErr().println("mpmlab: " + failure.getMessage());
        if (failure instanceof InvalidConfiguration
                || failure instanceof UsageException
                || failure instanceof RunDirectory.NoRun) {
            return ExitCode.USAGE;
        }
        if (failure instanceof OtherMachineException) {
            return ExitCode.INVALID;
        }
        if (failure instanceof LabException) {
            return ExitCode.INFRASTRUCTURE;
        }
        if (!trace) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().println("This is a fault of mpmlab's own. Please report it with the lines above.");
        return ExitCode.INTERNAL;
    }

    private static void print(List<Problem> problems, PrintWriter err) {
        List<String> sources = problems.stream().map(Problem::source).distinct().toList();
        err.println(
                "mpmlab: " + problems.size() + " problems in " + String.join(", ", sources) + "; nothing was started");
        problems.forEach(err::println);
    }
}
