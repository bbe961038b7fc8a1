package org.mpmlab.lab.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.mpmlab.core.claim.Crash;
import org.mpmlab.core.claim.Isolation;
import org.mpmlab.core.claim.Observed;
import org.mpmlab.core.claim.Refusal;
import org.mpmlab.core.claim.Trial;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.Servers;

/** Sees of real servers what claims ask for besides the cells of a run; what several ask for, once. */
public final class Witness {
    private final Refusals refusals;
    private final Neighbours neighbours;
    private final Crashes crashes;
    private final List<Site> sites;
    private final Consumer<String> progress;
    private final Consumer<Observed> seen;
    private Observed observed = Observed.NOTHING;

    /**
     * Starts nothing yet.
     *
     * @param generator of the loads during which processes crash
     * @param imageSources the folder {@code docker-images}
     * @param sites two; the first is what servers are given when it is about whether they start
     * @param progress hears what is being done, in plain lines
     * @param seen gets what was seen so far: nothing at first, and more after each look
     */
    public Witness(
            Servers servers,
            LoadGenerator generator,
            Path imageSources,
            List<Site> sites,
            Consumer<String> progress,
            Consumer<Observed> seen) {
        this.refusals = new Refusals(servers);
        this.neighbours = new Neighbours(servers, imageSources);
        this.crashes = new Crashes(servers, generator);
        this.sites = List.copyOf(sites);
        this.progress = progress;
        this.seen = seen;
    }

    /** One look at a server. */
    private interface Look {
        Observed take() throws InterruptedException;
    }

    /**
     * All that these trials ask for. What can't be seen is told and left out: its claim stays open, the others don't
     * suffer.
     */
    public void see(List<Trial> trials) throws InterruptedException {
        seen.accept(observed);
        for (Trial trial : trials) {
            if (trial instanceof Refusal refusal) {
                for (Refusal.Configuration configuration : refusal.configurations()) {
                    see(configuration);
                }
            } else if (trial instanceof Isolation isolation) {
                for (Isolation.Expected expected : isolation.expect()) {
                    see(expected);
                }
            } else if (trial instanceof Crash crash) {
                for (Crash.Blow blow : crash.blows()) {
                    see(blow);
                }
            }
        }
    }

    private void look(String what, Look look) throws InterruptedException {
        progress.accept(what);
        try {
            observed = look.take();
            seen.accept(observed);
        } catch (LabException failed) {
            progress.accept("  can't be seen: " + failed.getMessage());
        }
    }

    private void see(Refusal.Configuration configuration) throws InterruptedException {
        if (observed.refusal(configuration).isEmpty()) {
            look(
                    "giving " + configuration.stack() + " to the server",
                    () -> observed.plus(refusals.see(configuration, sites.get(0))));
        }
    }

    private void see(Isolation.Expected expected) throws InterruptedException {
        if (observed.neighbours(expected.stack()).isEmpty()) {
            look(
                    "two users' sites on " + expected.stack(),
                    () -> observed.plus(neighbours.see(expected.stack(), sites)));
        }
    }

    private void see(Crash.Blow blow) throws InterruptedException {
        if (observed.crashes(blow).isEmpty()) {
            look(
                    "crashing a " + blow.process().word() + " of "
                            + blow.stack().name() + ", " + blow.times() + " times",
                    () -> observed.plus(crashes.see(blow)));
        }
    }
}
