package org.mpmlab.core.stack;

import static org.mpmlab.core.stack.Setting.*;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.mpmlab.core.stack.Setting.Place;

/**
 * The settings that a stack runs with, complete.
 *
 * <p>A stack that says nothing of its pools gets the lab's: {@link #WORKERS} requests at once, all workers started
 * beforehand, because spawning while measuring pollutes TTFB (mod_fcgid alone can't do that: it starts a process when
 * a request finds none, and keeps it). A stack that says anything of a pool means a production
 * setting: what it leaves out there is the program's own default, and nothing is pinned.
 */
public final class Defaults {
    /** Requests that every plain stack can serve at once. */
    public static final int WORKERS = 64;

    private static final int THREADS_PER_CHILD_IN_LAB = 32;
    private static final Set<Place> OF_POOLS = EnumSet.of(Place.MPM, Place.FPM, Place.FCGID);

    private Defaults() {}

    /** What this stack runs with: its own settings, and for the rest the lab's or the programs' defaults. */
    public static Settings effective(Composition composition, Settings own) {
        Settings base = Settings.NONE;
        for (Place place : places(composition)) {
            base = base.overriddenBy(
                    OF_POOLS.contains(place) && speaksOf(place, own)
                            ? programDefaults(place, composition, own)
                            : labDefaults(place, composition));
        }
        return base.overriddenBy(own);
    }

    /**
     * Settings as a server in production has them: with a word on each of its programs, so that what they leave out is the
     * programs' own default there too, and nothing is the lab's.
     */
    public static Settings inProduction(Composition composition, Settings own) {
        Settings base = Settings.NONE;
        for (Place place : places(composition)) {
            base = switch (place) {
                case SERVER ->
                    base.with(KEEP_ALIVE, "On").with(KEEP_ALIVE_TIMEOUT, 5).with(MAX_KEEP_ALIVE_REQUESTS, 100);
                case MPM -> speaksOf(place, own) ? base : base.with(MAX_CONNECTIONS_PER_CHILD, 0);
                case FPM ->
                    speaksOf(place, own) ? base : base.with(PM, "dynamic").with(PM_MAX_CHILDREN, 5);
                case FCGID -> speaksOf(place, own) ? base : base.with(FCGID_MAX_PROCESSES, 1000);
                case NGINX -> base;
            };
        }
        return base.overriddenBy(own);
    }

    private static boolean speaksOf(Place place, Settings own) {
        return own.values().keySet().stream().anyMatch(setting -> setting.place() == place);
    }

    /** The programs that read a composition's settings. */
    public static Set<Place> places(Composition composition) {
        Set<Place> places = EnumSet.noneOf(Place.class);
        if (composition.mpm().isPresent()) {
            places.addAll(EnumSet.of(Place.MPM, Place.SERVER));
        }
        if (composition.nginxFaces()) {
            places.add(Place.NGINX);
        }
        if (composition.php() == PhpMode.FPM) {
            places.add(Place.FPM);
        }
        if (composition.php() == PhpMode.FCGID) {
            places.add(Place.FCGID);
        }
        return places;
    }

    private static Settings labDefaults(Place place, Composition composition) {
        return switch (place) {
            case MPM -> pinnedPool(composition.mpm().orElseThrow());
            case SERVER ->
                Settings.of(Map.of(
                        KEEP_ALIVE.directive(), "On",
                        KEEP_ALIVE_TIMEOUT.directive(), 60,
                        MAX_KEEP_ALIVE_REQUESTS.directive(), 0,
                        TIMEOUT.directive(), 60));
            case FCGID ->
                Settings.NONE
                        .with(FCGID_MAX_PROCESSES, WORKERS)
                        .with(FCGID_MAX_PROCESSES_PER_CLASS, WORKERS)
                        .with(FCGID_MIN_PROCESSES_PER_CLASS, WORKERS)
                        .with(FCGID_MAX_REQUESTS_PER_PROCESS, 0)
                        .with(FCGID_IDLE_TIMEOUT, 0)
                        .with(FCGID_PROCESS_LIFE_TIME, 0)
                        .with(FCGID_BUSY_TIMEOUT, 300)
                        .with(FCGID_IO_TIMEOUT, 60);
            case FPM ->
                Settings.NONE
                        .with(PM, "static")
                        .with(PM_MAX_CHILDREN, WORKERS)
                        .with(PM_MAX_REQUESTS, 0)
                        .with(FPM_LISTEN_BACKLOG, 511);
            case NGINX ->
                Settings.NONE
                        .with(WORKER_PROCESSES, 1)
                        .with(WORKER_CONNECTIONS, 16_384)
                        .with(KEEPALIVE_TIMEOUT, 60)
                        .with(KEEPALIVE_REQUESTS, 1_000_000_000);
        };
    }

    private static Settings pinnedPool(Mpm mpm) {
        Settings pool = Settings.NONE.with(MAX_REQUEST_WORKERS, WORKERS).with(MAX_CONNECTIONS_PER_CHILD, 0);
        if (!mpm.threaded()) {
            return pool.with(SERVER_LIMIT, WORKERS)
                    .with(START_SERVERS, WORKERS)
                    .with(MIN_SPARE_SERVERS, WORKERS)
                    .with(MAX_SPARE_SERVERS, WORKERS + 1);
        }
        int children = WORKERS / THREADS_PER_CHILD_IN_LAB;
        return pool.with(SERVER_LIMIT, children)
                .with(START_SERVERS, children)
                .with(THREAD_LIMIT, THREADS_PER_CHILD_IN_LAB)
                .with(THREADS_PER_CHILD, THREADS_PER_CHILD_IN_LAB)
                .with(MIN_SPARE_THREADS, WORKERS)
                .with(MAX_SPARE_THREADS, WORKERS + THREADS_PER_CHILD_IN_LAB + 1);
    }

    /** httpd 2.4's, mod_fcgid 2.3.9's and Debian's FPM pool's own defaults, as their manuals and sources give them. */
    private static Settings programDefaults(Place place, Composition composition, Settings own) {
        return switch (place) {
            case MPM -> httpdDefaults(composition.mpm().orElseThrow());
            case FCGID ->
                Settings.NONE
                        .with(FCGID_MAX_PROCESSES, 1000)
                        .with(FCGID_MAX_PROCESSES_PER_CLASS, 100)
                        .with(FCGID_MIN_PROCESSES_PER_CLASS, 3)
                        .with(FCGID_MAX_REQUESTS_PER_PROCESS, 0)
                        .with(FCGID_IDLE_TIMEOUT, 300)
                        .with(FCGID_PROCESS_LIFE_TIME, 3600)
                        .with(FCGID_BUSY_TIMEOUT, 300)
                        .with(FCGID_IO_TIMEOUT, 40);
            case FPM -> {
                Settings pool = Settings.NONE.with(PM, "dynamic").with(PM_MAX_CHILDREN, 5);
                yield own.get(PM).orElse("dynamic").equals("dynamic")
                        ? pool.with(PM_START_SERVERS, 2)
                                .with(PM_MIN_SPARE_SERVERS, 1)
                                .with(PM_MAX_SPARE_SERVERS, 3)
                        : pool;
            }
            case SERVER, NGINX -> labDefaults(place, composition);
        };
    }

    private static Settings httpdDefaults(Mpm mpm) {
        Settings common = Settings.NONE.with(MAX_CONNECTIONS_PER_CHILD, 0);
        if (!mpm.threaded()) {
            return common.with(START_SERVERS, 5)
                    .with(MIN_SPARE_SERVERS, 5)
                    .with(MAX_SPARE_SERVERS, 10)
                    .with(SERVER_LIMIT, 256)
                    .with(MAX_REQUEST_WORKERS, 256);
        }
        Settings threaded = common.with(START_SERVERS, 3)
                .with(MIN_SPARE_THREADS, 75)
                .with(MAX_SPARE_THREADS, 250)
                .with(SERVER_LIMIT, 16)
                .with(THREAD_LIMIT, 64)
                .with(THREADS_PER_CHILD, 25)
                .with(MAX_REQUEST_WORKERS, 400);
        return mpm == Mpm.EVENT ? threaded.with(ASYNC_REQUEST_WORKER_FACTOR, 2) : threaded;
    }
}
