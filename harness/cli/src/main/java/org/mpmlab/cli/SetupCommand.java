package org.mpmlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.SiteReader;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.configuration.ServerContainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes this machine ready; the launcher has installed what was missing before it came here. */
@Command(
        name = "setup",
        description = {
            "Makes this machine ready.",
            "Installs what is missing (a JDK, Docker, debootstrap; by apt, saying what it does), starts Docker where "
                    + "no init system does, and builds the images. Safe to repeat; a second call is quick."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab setup"})
final class SetupCommand implements Callable<Integer> {
    /** Taken by the launcher; here for the help. */
    @Option(names = "--no-install", description = "if anything is missing, say what would be installed, and stop")
    boolean noInstall;

    @Override
    public Integer call() {
        prepare(Home.find(), System.out::println);
        System.out.println("ready; next: mpmlab quickstart, or mpmlab run");
        return ExitCode.OK;
    }

    /** Builds every image that the shipped sites need and that is missing. */
    static void prepare(Home home, java.util.function.Consumer<String> says) {
        try (Lab lab = Lab.open(home, says)) {
            Library library = home.library(home.catalog());
            for (String name : library.siteNames()) {
                Site site = SiteReader.read(library.site(name).orElseThrow());
                for (ServerContainer.Image kind : ServerContainer.Image.values()) {
                    lab.images().ensure(kind, List.of(site));
                }
            }
        }
    }
}
