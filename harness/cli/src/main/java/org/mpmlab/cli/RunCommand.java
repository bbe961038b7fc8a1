package org.mpmlab.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mpmlab.core.run.Run;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.dossier.Dossier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Carries out a scenario. */
@Command(
        name = "run",
        description = {
            "Carries out a scenario on real servers.",
            "Writes a run directory with an HTML report, and prints a table. What is killed half-way goes on with "
                    + "--resume."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mpmlab run",
            "         mpmlab run full --budget 2h",
            "         mpmlab run --only 'stack=event+fpm|prefork+mod_php,site=php29'",
            "         mpmlab run --resume runs/20261121-101500-quick"
        })
final class RunCommand implements Callable<Integer> {
    private static final Set<String> WITH_RESUME = Set.of("--resume", "--json", "--trace");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions options;

    @Option(names = "--resume", paramLabel = "RUN", description = "finish this run directory's run")
    private Path resume;

    @Mixin
    private RunsOption runs;

    @Option(names = "--json", description = "print the cells as JSON instead of the table, for programs")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (resume != null) {
            Conflicts.refuse(
                    spec, WITH_RESUME, "--resume goes on as the run was begun", "start a new run without --resume");
        }
        return carryOut(Home.find(), options, resume, runs.folder(), json);
    }

    /** What goes on until something is known has no plan to be finished. */
    private static void refuseUntilKnown(RunDirectory directory) {
        boolean claims = ClaimFiles.madeForClaims(directory);
        if (claims || CalibrationFiles.isCalibration(directory)) {
            String command = claims ? "verify" : "calibrate";
            throw new UsageException(directory.path() + " is a run of " + command
                    + ", which measures until it knows: there is no plan to finish.\n  See what it found with mpmlab "
                    + command + " --from " + directory.path() + ", or begin anew.");
        }
    }

    static int carryOut(Home home, ScenarioOptions options, Path resume, Path runs, boolean json)
            throws InterruptedException {
        Progress progress = Progress.on(System.err);
        RunDirectory directory;
        if (resume != null) {
            directory = RunDirectory.open(resume);
            refuseUntilKnown(directory);
            Lab.requireEngineHere();
            Experiment.resume(home, directory, progress);
        } else {
            ScenarioOptions.Asked asked = options.read(home);
            options.refuseOtherMachines(asked.scenario());
            Lab.requireEngineHere();
            asked.givenUp().forEach(progress::note);
            Instant now = Instant.now();
            directory = RunDirectory.create(runs, now, asked.scenario().name());
            List<String> command = new ArrayList<>(List.of("mpmlab", "run"));
            command.addAll(options.repeat(asked.plan().seed()));
            Run.About about = new Run.About(Run.SCHEMA, directory.id(), now, command, asked.givenUp());
            Experiment.begin(home, about, asked.scenario(), asked.plan(), directory, progress);
        }
        Dossier dossier = Dossiers.read(directory);
        Path report = Reports.write(dossier, directory);
        Reports.print(dossier.run(), report, json);
        return Reports.exitCode(dossier);
    }
}
