package org.mpmlab.cli;

import java.util.function.Consumer;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Images;
import org.mpmlab.lab.docker.Leftovers;

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

    static Lab open(Home home, Consumer<String> says) {
        Docker docker = Docker.connect();
        Leftovers leftovers = new Leftovers(docker);
        int orphans = leftovers.sweep(false);
        if (orphans > 0) {
            says.accept("removed " + orphans + (orphans == 1 ? " container" : " containers")
                    + " that an mpmlab which was killed had left behind");
        }
        return new Lab(docker, leftovers, new Images(docker, home.images(), says));
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
