package org.mpmlab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From a bare machine to a measured report. */
@Command(
        name = "quickstart",
        description = {
            "Goes from a bare machine to a measured report.",
            "Installs what is missing, builds the images, measures every stack but those behind nginx on two pages, "
                    + "and writes an HTML report. About five minutes."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab quickstart"})
final class QuickstartCommand implements Callable<Integer> {
    @Mixin
    private ScenarioOptions options;

    /** Taken by the launcher; here for the help. */
    @Option(names = "--no-install", description = "if anything is missing, say what would be installed, and stop")
    boolean noInstall;

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() throws InterruptedException {
        Lab.requireEngineHere();
        Home home = Home.find();
        SetupCommand.prepare(home, System.out::println);
        return RunCommand.carryOut(home, options, null, runs.folder(), false);
    }
}
