package org.mpmlab.lab.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.claim.Crash.Blow;
import org.mpmlab.core.claim.Observed.CrashSeen;
import org.mpmlab.core.claim.Observed.CrashesSeen;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;
import org.mpmlab.lab.observe.ContainerProcesses;
import org.mpmlab.lab.observe.ContainerProcesses.Numbered;
import org.mpmlab.lab.observe.ObservedContainer;

/** Lets processes of a server crash while a load runs, and sees what fails of the same load when none does. */
final class Crashes {
    private static final int LINES = 20;
    private static final String CRASH = "SEGV";
    /** To strike while the load runs. */
    private static final int TRIES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Servers servers;
    private final LoadGenerator generator;
    private final Visitor visitor = new Visitor();

    Crashes(Servers servers, LoadGenerator generator) {
        this.servers = servers;
        this.generator = generator;
    }

    /**
     * What comes of the crashes, one after another on the same server.
     *
     * @throws LabException if the server does not stand before the first
     */
    CrashesSeen see(Blow blow) throws InterruptedException {
        Site site = blow.site();
        try (RunningStack running = servers.start(blow.stack(), List.of(site))) {
            Verification.Finding finding =
                    new Verification().verify(running, site, List.of(blow.load().protocol()));
            if (!finding.validity().valid()) {
                throw new LabException(blow.stack().name() + " does not stand: " + finding.validity());
            }
            List<Long> untouched = new ArrayList<>();
            List<CrashSeen> crashes = new ArrayList<>();
            for (int i = 0; i < blow.times(); i++) {
                Load load = load(blow, running, finding.identity().orElseThrow(), i);
                untouched.add(generator
                        .run(load, LoadProgress.SILENT)
                        .target(blow.stack().name())
                        .counts()
                        .failed());
                crashes.add(crash(blow, running, load, TRIES));
            }
            return new CrashesSeen(blow, untouched, crashes, running.lastWords(LINES));
        }
    }

    /** A blow that fell when the load was over, as on a machine that was held up, is struck again. */
    private CrashSeen crash(Blow blow, RunningStack running, Load load, int tries) throws InterruptedException {
        CrashSeen seen = crash(blow, running, load);
        return seen.struck() > 0 || tries == 1 ? seen : crash(blow, running, load, tries - 1);
    }

    private CrashSeen crash(Blow blow, RunningStack running, Load load) throws InterruptedException {
        try (Hand hand =
                new Hand(() -> strike(running, blow.process()), load.duration().dividedBy(2))) {
            TargetResult answers = generator.run(load, hand).target(blow.stack().name());
            Struck struck = hand.struck();
            return new CrashSeen(
                    struck.processes(),
                    struck.held(),
                    load.connections().concurrency(),
                    answers.counts().completed(),
                    answers.counts().failed(),
                    answers.errors(),
                    serves(running, blow.site()));
        }
    }

    private static Load load(Blow blow, RunningStack running, Identity identity, int number) {
        Site site = blow.site();
        Target target = identity.target(
                blow.stack().name(),
                running.uri(site, blow.load().protocol(), site.page().path()));
        return blow.load().toward(List.of(target), site.page().assets(), number);
    }

    /** How many processes got it while the load ran, and how many requests they had accepted. */
    private record Struck(int processes, int held) {
        static final Struck NONE = new Struck(0, 0);
    }

    /** Strikes once, some time after measuring began. */
    private static final class Hand implements LoadProgress, AutoCloseable {
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final Callable<Struck> blow;
        private final Duration after;
        private Optional<Future<Struck>> struck = Optional.empty();

        Hand(Callable<Struck> blow, Duration after) {
            this.blow = blow;
            this.after = after;
        }

        @Override
        public void at(Moment now) {
            // Only the moment at which measuring begins matters.
        }

        @Override
        public synchronized void measuring() {
            struck = Optional.of(thread.schedule(blow, after.toNanos(), TimeUnit.NANOSECONDS));
        }

        /** To be asked as soon as the load is over. */
        synchronized Struck struck() throws InterruptedException {
            try {
                boolean inTime = struck.filter(Future::isDone).isPresent();
                Struck seen = struck.isPresent() ? struck.get().get() : Struck.NONE;
                return inTime ? seen : Struck.NONE;
            } catch (ExecutionException failed) {
                throw new LabException("no process could be made to crash: " + failed.getCause(), failed);
            }
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    /** What PHP runs in serves one request at a time, and httpd is its client: its connections are no clients'. */
    private static Struck strike(RunningStack running, Role role) throws InterruptedException {
        for (RunningStack.Member member : running.members()) {
            Optional<Numbered> process = ContainerProcesses.busiest(ObservedContainer.of((int) member.initPid()), role);
            if (process.isPresent()) {
                int held = crash(running, member, process.get());
                return new Struck(1, role == Role.HTTPD_CHILD ? held : 1);
            }
        }
        return Struck.NONE;
    }

    /**
     * The connections that the process held. It is stopped while they are counted, or it would go on accepting; a stopped
     * process takes no signal but SIGKILL until it continues (signal(7)). Root can do that at once; through the Engine it
     * takes a second on a busy machine, and the load may be over.
     */
    private static int crash(RunningStack running, RunningStack.Member member, Numbered process)
            throws InterruptedException {
        if (!sent("STOP", process.pid())) {
            running.signal(member, process.inside(), CRASH);
            return process.connections();
        }
        int held = ContainerProcesses.connections(process.pid());
        sent(CRASH, process.pid());
        sent("CONT", process.pid());
        return held;
    }

    private static boolean sent(String signal, int pid) throws InterruptedException {
        try {
            return new ProcessBuilder("kill", "-" + signal, Integer.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private boolean serves(RunningStack running, Site site) throws InterruptedException {
        URI page = running.uri(site, Protocol.H1, site.page().path());
        return Patience.comes(() -> answers(page, site), PATIENCE);
    }

    private boolean answers(URI page, Site site) {
        try {
            return visitor.get(page).shows(site.page());
        } catch (IOException notYet) {
            return false;
        }
    }
}
