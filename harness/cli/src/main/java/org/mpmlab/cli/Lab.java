package org.mpmlab.cli;

import java.util.function.Consumer;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Images;
import org.mpmlab.lab.docker.Leftovers;
import org.mpmlab.reports.words.Words;

/** Docker, with what an earlier mpmlab left behind removed. */
final class Lab implements AutoCloseable {
    private final Docker docker;
    private final Leftovers leftovers;
    private final Images images;

    private Lab(Docker docker, Leftovers leftovers, Images images) {
        this.docker = docker;
        this.leftovers = leftovers;
        this.images = images;
    }

    /** Refuses an Engine on another machine, on which every server would be out of reach. */
    static void requireEngineHere() {
        String named = System.getenv("DOCKER_HOST");
        Loopback.otherMachine(named).ifPresent(host -> {
            throw new LabException("DOCKER_HOST=" + named + " names an Engine on another machine. Servers listen on "
                    + "127.0.0.1 of the Engine's machine, where this one can't reach nor observe them.\n  Run mpmlab "
                    + "on " + host + ", or unset DOCKER_HOST.");
        });
    }

    static Lab open(Home home, Consumer<String> says) {
        Docker docker = Docker.connect();
        Leftovers leftovers = new Leftovers(docker);
        int orphans = leftovers.sweep(false);
        if (orphans > 0) {
            says.accept("removed " + Words.count(orphans, "container", "containers")
                    + " that an mpmlab which was killed had left behind");
        }
        return new Lab(docker, leftovers, new Images(docker, leftovers, home.images(), says));
    }

    Docker docker() {
        return docker;
    }

    Leftovers leftovers() {
        return leftovers;
    }

    Images images() {
        return images;
    }

    @Override
    public void close() {
        docker.close();
    }
}
