package org.mpmlab.core.capacity.recommend;

import static org.mpmlab.core.stack.Setting.*;

import java.time.Duration;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.EventConnections;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Settings;

/** From the size of pools to all settings around them, so that none would be corrected by httpd or PHP-FPM. */
record PoolSettings(Profile profile, Target target, CapacityModel model) {
    /** With more, a burst over the idle connections of one process would queue for its few threads. */
    private static final int MOST_ASYNC_FACTOR = 16;

    /** Where each thread may have a PHP process beside it, threads are dearer than such a queue. */
    private static final int MOST_ASYNC_FACTOR_WITH_PROCESSES = 32;

    /** httpd's and PHP-FPM's default; the kernel cuts it off at net.core.somaxconn. */
    static final int USUAL_BACKLOG = 511;

    private static final int MOST_BACKLOG = 65_535;
    private static final int USUAL_ASYNC_FACTOR = 2;
    private static final int USUAL_THREAD_LIMIT = 64;
    /** Busy workers come in bursts: half as many again are up from the start. */
    private static final double BURST = 1.5;
    /** nginx closes idle connections to Apache after 60 s; Apache must not be the first to. */
    private static final int BEHIND_NGINX_SECONDS = 65;

    Settings of(Shape shape) {
        Mpm mpm = stack().mpm().orElseThrow();
        CapacityModel.Demand demand = model.demand(pool(shape, USUAL_ASYNC_FACTOR));
        Settings settings = server(mpm, demand);
        settings = settings.with(MAX_REQUEST_WORKERS, shape.workers())
                .with(
                        MAX_CONNECTIONS_PER_CHILD,
                        new Recycling(profile).connectionsPerChild(shape.threadsPerChild(), keepsConnections(mpm)));
        settings = mpm.threaded()
                ? threaded(settings, shape, demand.busyWorkers(), asyncFactor(shape, demand.busyWorkers()))
                : forking(settings, shape, demand.busyWorkers());
        return front(php(settings, shape), shape);
    }

    /** The pool that a shape makes, before its settings are worked out. */
    Pool pool(Shape shape, int asyncFactor) {
        Mpm mpm = stack().mpm().orElseThrow();
        return new Pool(
                shape.processes(),
                shape.threadsPerChild(),
                shape.workers(),
                serverSlots(shape.processes()),
                mpm == Mpm.EVENT ? asyncFactor : 0,
                shape.phpProcesses(),
                stack().fronted() ? frontProcesses() * frontConnections(shape) : 0,
                stack().fronted() || keepsConnections(mpm));
    }

    private Composition stack() {
        return profile.stack();
    }

    private Settings server(Mpm mpm, CapacityModel.Demand demand) {
        boolean holdsWorkers = mpm != Mpm.EVENT && !stack().fronted();
        int usualSeconds = stack().fronted() ? BEHIND_NGINX_SECONDS : holdsWorkers ? 2 : 5;
        boolean limited = holdsWorkers || profile.growth().serverLeaks();
        return Settings.NONE
                .with(LISTEN_BACKLOG, backlog(demand.requestsPerSecond()))
                .with(KEEP_ALIVE, keepsConnections(mpm) ? "On" : "Off")
                .with(
                        KEEP_ALIVE_TIMEOUT,
                        stack().fronted()
                                ? usualSeconds
                                : target.keepAliveTimeout()
                                        .map(Duration::toSeconds)
                                        .orElse((long) usualSeconds))
                .with(MAX_KEEP_ALIVE_REQUESTS, limited ? Recycling.REQUESTS_PER_CONNECTION : 0);
    }

    /**
     * Whether Apache keeps them open between requests. ITK forks for each connection, so without for each request. Under
     * prefork and worker a kept connection holds a worker: nginx's, 64 in each of its processes, must not take those of the
     * others.
     */
    private boolean keepsConnections(Mpm mpm) {
        return mpm == Mpm.EVENT || mpm == Mpm.ITK || (!stack().fronted() && target.keepAliveConnections() > 0);
    }

    /** A second's arrivals may wait to be accepted. */
    private static long backlog(double atOnce) {
        return Math.max(USUAL_BACKLOG, Math.min(MOST_BACKLOG, (long) Math.ceil(atOnce)));
    }

    private int asyncFactor(Shape shape, double busyWorkers) {
        // Twice the mean are left for bursts, at most seven eighths of all: see CapacityModel's share for work.
        double busy = Math.min(shape.workers() * 0.875, Math.max(shape.workers() * 0.125, 2 * busyWorkers));
        int needed = EventConnections.factorFor(
                (stack().fronted() ? 0 : target.keepAliveConnections()) / EventConnections.PLANNED_SHARE,
                shape.workers(),
                busy);
        int most = Math.min(mostAsyncFactor(), factorByFiles(shape.threadsPerChild()));
        return Math.min(most, Math.max(USUAL_ASYNC_FACTOR, needed));
    }

    /** The highest factor whose connections a process of event has descriptors for. */
    private int factorByFiles(int threads) {
        return target.filesPerProcess().isEmpty()
                ? Integer.MAX_VALUE
                : Pool.asyncFactorWithin(target.filesPerProcess().getAsInt(), threads);
    }

    /** Whether a process of event with so many threads has descriptors for them at the least factor. */
    boolean hasFilesFor(int threads) {
        return stack().mpm().orElseThrow() != Mpm.EVENT || factorByFiles(threads) >= 1;
    }

    /** The highest AsyncRequestWorkerFactor that is chosen. */
    int mostAsyncFactor() {
        return profile.processPerRequest() ? MOST_ASYNC_FACTOR_WITH_PROCESSES : MOST_ASYNC_FACTOR;
    }

    private Settings threaded(Settings settings, Shape shape, double busyWorkers, int asyncFactor) {
        boolean event = stack().mpm().orElseThrow() == Mpm.EVENT;
        int threads = shape.threadsPerChild();
        double idleHeld = stack().fronted() ? 0 : target.keepAliveConnections() / (event ? 1.0 + asyncFactor : 1);
        long start = 1 + (long) Math.ceil((BURST * busyWorkers + idleHeld) / threads);
        long minSpare = Math.max(threads, shape.workers() / 4);
        Settings complete = settings.with(SERVER_LIMIT, serverSlots(shape.processes()))
                .with(THREAD_LIMIT, Math.max(USUAL_THREAD_LIMIT, threads))
                .with(THREADS_PER_CHILD, threads)
                .with(START_SERVERS, Math.min(shape.processes(), start))
                .with(MIN_SPARE_THREADS, minSpare)
                .with(MAX_SPARE_THREADS, Math.max(shape.workers(), minSpare + threads + 1));
        return event ? complete.with(ASYNC_REQUEST_WORKER_FACTOR, asyncFactor) : complete;
    }

    /** A quarter more than serve, one at least: gracefully exiting processes keep their slots until they are gone. */
    private int serverSlots(int processes) {
        return stack().mpm().orElseThrow().threaded() ? processes + Math.max(1, (processes + 3) / 4) : processes;
    }

    private Settings forking(Settings settings, Shape shape, double busyWorkers) {
        int workers = shape.workers();
        int idleHeld = stack().fronted() ? 0 : target.keepAliveConnections();
        long start = 1 + (long) Math.ceil(BURST * busyWorkers + idleHeld);
        long minSpare = Math.max(1, workers / 10);
        return settings.with(SERVER_LIMIT, workers)
                .with(START_SERVERS, Math.min(workers, start))
                .with(MIN_SPARE_SERVERS, minSpare)
                .with(MAX_SPARE_SERVERS, Math.max(workers, minSpare + 1));
    }

    private Settings php(Settings settings, Shape shape) {
        long recycled = new Recycling(profile).requestsPerPhpProcess();
        if (stack().php() == PhpMode.FPM) {
            return settings.with(PM, "static")
                    .with(PM_MAX_CHILDREN, shape.phpProcesses())
                    .with(PM_MAX_REQUESTS, recycled)
                    .with(FPM_LISTEN_BACKLOG, backlog(shape.workers()));
        }
        if (stack().php() == PhpMode.FCGID) {
            return settings.with(FCGID_MAX_PROCESSES, shape.phpProcesses())
                    .with(FCGID_MAX_PROCESSES_PER_CLASS, shape.phpProcesses())
                    .with(FCGID_MIN_PROCESSES_PER_CLASS, shape.phpProcesses())
                    .with(FCGID_MAX_REQUESTS_PER_PROCESS, recycled)
                    .with(FCGID_IDLE_TIMEOUT, 0)
                    .with(FCGID_PROCESS_LIFE_TIME, 0);
        }
        return settings;
    }

    private Settings front(Settings settings, Shape shape) {
        if (!stack().fronted()) {
            return settings;
        }
        Settings front =
                settings.with(WORKER_PROCESSES, frontProcesses()).with(WORKER_CONNECTIONS, frontConnections(shape));
        return target.keepAliveTimeout()
                .map(timeout -> front.with(KEEPALIVE_TIMEOUT, timeout.toSeconds()))
                .orElse(front);
    }

    /** Under ITK one: each keeps connections to Apache, which hold workers that those of another would wait for. */
    private int frontProcesses() {
        return stack().mpm().orElseThrow() == Mpm.ITK ? 1 : (int) Math.max(1, Math.min(64, Math.floor(target.cpus())));
    }

    /** For each nginx process: its share of the idle connections, and two for each worker of Apache. */
    private int frontConnections(Shape shape) {
        double all = target.keepAliveConnections() / EventConnections.PLANNED_SHARE + 2.0 * shape.workers();
        return (int) Math.min(1_000_000, Math.max(512, 256 + Math.ceil(all / frontProcesses())));
    }
}
