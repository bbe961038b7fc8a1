package org.mpmlab.core.capacity.model;

import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

/**
 * What settings make of a stack when all of it runs, as httpd corrects them.
 *
 * @param processes of httpd that serve: MaxRequestWorkers / ThreadsPerChild
 * @param threadsPerChild 1 under prefork and ITK
 * @param workers MaxRequestWorkers
 * @param serverSlots ServerLimit: on threaded MPMs it holds gracefully exiting processes as well
 * @param asyncFactor AsyncRequestWorkerFactor; 0 where the MPM has none
 * @param phpProcesses that can run at once beside httpd's; 0 with mod_php
 * @param frontConnections that nginx in front can have open, to clients and to Apache; 0 without nginx
 * @param keepAlive whether a client's connection may stay open between requests
 */
public record Pool(
        int processes,
        int threadsPerChild,
        int workers,
        int serverSlots,
        int asyncFactor,
        int phpProcesses,
        int frontConnections,
        boolean keepAlive) {
    /** Logs, listening sockets, pipes, epoll, modules: a generous count. */
    static final int OWN_FILES = 64;

    /** Processes that mod_fcgid has room for, whatever its settings say: FCGID_MAX_APPLICATION of its source. */
    public static final int MOST_FCGID_PROCESSES = 1024;

    /**
     * Reads it from settings. What httpd would correct counts as it corrects it: ThreadsPerChild above ThreadLimit (AH00507),
     * MaxRequestWorkers below ThreadsPerChild, between two multiples of it, or above what ServerLimit allows (AH00180,
     * AH00513, AH00515).
     *
     * @param settings complete, see {@link org.mpmlab.core.stack.Defaults#effective}
     * @throws IllegalArgumentException for a stack without an MPM
     */
    public static Pool of(Composition stack, Settings settings) {
        Mpm mpm = stack.mpm().orElseThrow(() -> new IllegalArgumentException(stack + " has no MPM"));
        int slots = number(settings, Setting.SERVER_LIMIT, 0);
        int threads = mpm.threaded()
                ? Math.min(
                        number(settings, Setting.THREADS_PER_CHILD, 0),
                        number(settings, Setting.THREAD_LIMIT, Integer.MAX_VALUE))
                : 1;
        int processes = Math.min(slots, Math.max(1, number(settings, Setting.MAX_REQUEST_WORKERS, 0) / threads));
        int workers = processes * threads;
        int php =
                switch (stack.php()) {
                    case MOD_PHP -> 0;
                    case CGI -> workers;
                    case FCGID ->
                        Math.min(
                                Math.min(workers, MOST_FCGID_PROCESSES),
                                Math.min(
                                        number(settings, Setting.FCGID_MAX_PROCESSES, 0),
                                        number(settings, Setting.FCGID_MAX_PROCESSES_PER_CLASS, 0)));
                    case FPM -> number(settings, Setting.PM_MAX_CHILDREN, 0);
                };
        return new Pool(
                processes,
                threads,
                workers,
                slots,
                // httpd's default, which the lab's settings leave unsaid
                mpm == Mpm.EVENT ? number(settings, Setting.ASYNC_REQUEST_WORKER_FACTOR, 2) : 0,
                php,
                stack.fronted()
                        ? number(settings, Setting.WORKER_PROCESSES, 0)
                                * number(settings, Setting.WORKER_CONNECTIONS, 0)
                        : 0,
                stack.fronted()
                        || settings.get(Setting.KEEP_ALIVE)
                                .filter("Off"::equals)
                                .isEmpty());
    }

    private static int number(Settings settings, Setting setting, int otherwise) {
        long number = settings.number(setting, otherwise);
        if (number <= 0) {
            throw new IllegalArgumentException("settings are not complete: no " + setting);
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    /** Idle connections that are held while so many workers are busy. */
    public double connectionsBeside(double busyWorkers) {
        if (!keepAlive) {
            return 0;
        }
        if (frontConnections > 0) {
            // A request that is being served has a connection on either side of nginx.
            return Math.max(0, frontConnections - 2 * busyWorkers);
        }
        return holdsWorkers()
                ? Math.max(0, workers - busyWorkers)
                : EventConnections.bound(workers, busyWorkers, asyncFactor);
    }

    /** Likewise, as many as may be planned with. */
    public double plannableBeside(double busyWorkers) {
        return connectionsBeside(busyWorkers) * (byEvent() ? EventConnections.PLANNED_SHARE : 1);
    }

    /** Workers that may be busy, on average, while so many idle connections are planned with. */
    public double busyBeside(double connections) {
        if (frontConnections > 0) {
            return Math.max(0, Math.min(workers, (frontConnections - connections) / 2));
        }
        return holdsWorkers()
                ? Math.max(0, workers - connections)
                : EventConnections.busyBeside(connections / EventConnections.PLANNED_SHARE, workers, asyncFactor);
    }

    /** Requests that can run at once: those that wait do so for the tighter of the pools. */
    public int places() {
        return places(workers);
    }

    /** Likewise, while no more workers than these are free for requests. */
    int places(int free) {
        return phpProcesses == 0 ? free : Math.min(free, phpProcesses);
    }

    /** Whether an idle connection holds a worker: under prefork, ITK and worker, without nginx in front. */
    public boolean holdsWorkers() {
        return frontConnections == 0 && asyncFactor == 0;
    }

    /** Whether idle connections are held by event's rule. */
    public boolean byEvent() {
        return frontConnections == 0 && asyncFactor > 0;
    }

    /** File descriptors that a process needs: its connections, two for each worker (PHP, a file), and its own. */
    public long filesPerProcess() {
        long connections = byEvent() ? (1L + asyncFactor) * threadsPerChild : threadsPerChild;
        return connections + 2L * threadsPerChild + OWN_FILES;
    }

    /** The highest AsyncRequestWorkerFactor with which {@link #filesPerProcess} stays within a limit; below 1 where none does. */
    public static int asyncFactorWithin(int files, int threadsPerChild) {
        return (files - OWN_FILES) / threadsPerChild - 2 - 1;
    }
}
