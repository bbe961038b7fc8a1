package org.mpmlab.cli;

import java.util.concurrent.Callable;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Images;
import org.mpmlab.lab.docker.Leftovers;
import org.mpmlab.reports.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what mpmlab may have left on this machine. */
@Command(
        name = "clean",
        description = {"Removes containers that mpmlab left behind.", "Run directories are yours and stay."},
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab clean --all --images"})
final class CleanCommand implements Callable<Integer> {
    @Option(names = "--all", description = "also those of an mpmlab that is running right now")
    private boolean all;

    @Option(names = "--images", description = "also the images that mpmlab built, but for the base image")
    private boolean images;

    @Override
    public Integer call() {
        try (Docker docker = Docker.connect()) {
            Leftovers leftovers = new Leftovers(docker);
            int containers = leftovers.sweep(all);
            System.out.println("removed " + Words.count(containers, "container", "containers"));
            if (images) {
                int removed = new Images(docker, leftovers, Home.find().images(), System.out::println).removeAll();
                System.out.println("removed " + Words.count(removed, "image", "images"));
            }
        }
        return ExitCode.OK;
    }
}
