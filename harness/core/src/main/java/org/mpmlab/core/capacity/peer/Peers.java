package org.mpmlab.core.capacity.peer;

import static org.mpmlab.core.stack.Setting.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Settings;

/**
 * The hand settings and rules that a recommendation is measured against. None of them sizes PHP-FPM or mod_fcgid, so
 * with those each has Debian's pool and mod_fcgid's defaults.
 */
public final class Peers {
    /** httpd's prefork takes no more processes than this unless ServerLimit is raised. */
    private static final int SERVER_LIMIT_DEFAULT = 256;

    private Peers() {}

    /**
     * The peers that say something for a stack.
     *
     * @return empty for nginx by itself, of whose MPM there is nothing to say
     */
    public static List<Peer> of(Composition stack) {
        if (stack.mpm().isEmpty()) {
            return List.of();
        }
        boolean threaded = stack.mpm().get().threaded();
        List<Peer> peers = new ArrayList<>();
        peers.add(peer(
                "httpd",
                stack,
                Settings.NONE.with(MAX_CONNECTIONS_PER_CHILD, 0),
                "Apache httpd 2.4, defaults of its source",
                ""));
        Settings debian = threaded ? debianThreaded() : debianForking();
        peers.add(peer("debian", stack, debian, "Debian 12 and 13, /etc/apache2/mods-available/mpm_*.conf", ""));
        peers.add(peer("plesk", stack, debian, "Plesk, which keeps Debian's files", "The same as debian."));
        peers.add(peer(
                "cpanel",
                stack,
                cpanel(threaded),
                "cPanel WHM, defaults of its global Apache configuration",
                "From general knowledge, not verified on a cPanel machine."));
        if (stack.mpm().get() == Mpm.EVENT) {
            peers.add(peer(
                    "published-16x64",
                    stack,
                    published(),
                    "\"Apache MPM event in 2026: sizing the thread pool we actually run\" (2026-05-13)",
                    "Given there for 4 vCPU and 8 GB with PHP-FPM."));
        }
        return List.copyOf(peers);
    }

    /**
     * What apache2buddy's rule gives, written anew from its description: memory that other programs leave, divided by
     * the largest httpd process. It knows prefork only.
     *
     * @param memoryBytes of the machine
     * @param othersBytes what other programs take
     * @param largestProcessBytes private memory of the largest httpd process, as {@code pmap -d} shows it
     * @return empty for stacks at which it gives up: threaded MPMs and ITK
     * @throws IllegalArgumentException if the largest process has no size
     */
    public static Optional<Peer> apache2buddy(
            Composition stack, long memoryBytes, long othersBytes, long largestProcessBytes) {
        if (largestProcessBytes <= 0) {
            throw new IllegalArgumentException("the largest process must have a size, not " + largestProcessBytes);
        }
        if (stack.mpm().filter(Mpm.PREFORK::equals).isEmpty()) {
            return Optional.empty();
        }
        long said = Math.max(1, (memoryBytes - othersBytes) / largestProcessBytes);
        long acts = Math.min(said, SERVER_LIMIT_DEFAULT);
        Settings settings = Settings.NONE
                .with(MAX_REQUEST_WORKERS, acts)
                // it says nothing of these; httpd's default of 5 would be corrected where there are fewer workers
                .with(START_SERVERS, Math.min(acts, 5));
        return Optional.of(peer(
                "apache2buddy",
                stack,
                settings,
                "apache2buddy's rule, after its description",
                said > acts
                        ? "It says " + said + " and nothing of ServerLimit, so httpd lowers it to " + acts
                                + " (AH00180)."
                        : ""));
    }

    private static Settings debianForking() {
        return Settings.NONE
                .with(START_SERVERS, 5)
                .with(MIN_SPARE_SERVERS, 5)
                .with(MAX_SPARE_SERVERS, 10)
                .with(MAX_REQUEST_WORKERS, 150)
                .with(MAX_CONNECTIONS_PER_CHILD, 0);
    }

    private static Settings debianThreaded() {
        return Settings.NONE
                .with(START_SERVERS, 2)
                .with(MIN_SPARE_THREADS, 25)
                .with(MAX_SPARE_THREADS, 75)
                .with(THREAD_LIMIT, 64)
                .with(THREADS_PER_CHILD, 25)
                .with(MAX_REQUEST_WORKERS, 150)
                .with(MAX_CONNECTIONS_PER_CHILD, 0);
    }

    private static Settings cpanel(boolean threaded) {
        Settings common = Settings.NONE
                .with(START_SERVERS, 5)
                .with(SERVER_LIMIT, 256)
                .with(MAX_REQUEST_WORKERS, 150)
                .with(MAX_CONNECTIONS_PER_CHILD, 10_000)
                .with(KEEP_ALIVE, "On")
                .with(KEEP_ALIVE_TIMEOUT, 5)
                .with(MAX_KEEP_ALIVE_REQUESTS, 100);
        return threaded ? common : common.with(MIN_SPARE_SERVERS, 5).with(MAX_SPARE_SERVERS, 10);
    }

    private static Settings published() {
        return Settings.NONE
                .with(SERVER_LIMIT, 16)
                .with(THREADS_PER_CHILD, 64)
                .with(MAX_REQUEST_WORKERS, 1024)
                .with(MAX_CONNECTIONS_PER_CHILD, 10_000)
                .with(ASYNC_REQUEST_WORKER_FACTOR, 2);
    }

    private static Peer peer(String name, Composition stack, Settings settings, String source, String note) {
        return new Peer(name, stack, Defaults.inProduction(stack, settings), source, note);
    }
}
