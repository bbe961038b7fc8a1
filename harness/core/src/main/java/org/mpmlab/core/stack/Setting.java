package org.mpmlab.core.stack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that a stack may have, by their own names in httpd, mod_fcgid and PHP-FPM.
 *
 * <p>Bounds are those of the programs' sources (httpd 2.4 {@code server/mpm/*}, mod_fcgid 2.3.9, PHP-FPM 8.4); what
 * bounds one setting by another is checked by {@link SettingRules}.
 */
public enum Setting {
    START_SERVERS("StartServers", Place.MPM, Kind.COUNT, 1, 200_000),
    MIN_SPARE_SERVERS("MinSpareServers", Place.MPM, Kind.COUNT, 1, 200_000),
    MAX_SPARE_SERVERS("MaxSpareServers", Place.MPM, Kind.COUNT, 1, 200_000),
    MIN_SPARE_THREADS("MinSpareThreads", Place.MPM, Kind.COUNT, 1, 2_000_000_000),
    MAX_SPARE_THREADS("MaxSpareThreads", Place.MPM, Kind.COUNT, 1, 2_000_000_000),
    SERVER_LIMIT("ServerLimit", Place.MPM, Kind.COUNT, 1, 200_000),
    THREAD_LIMIT("ThreadLimit", Place.MPM, Kind.COUNT, 1, 100_000),
    THREADS_PER_CHILD("ThreadsPerChild", Place.MPM, Kind.COUNT, 1, 100_000),
    MAX_REQUEST_WORKERS("MaxRequestWorkers", Place.MPM, Kind.COUNT, 1, 2_000_000_000),
    MAX_CONNECTIONS_PER_CHILD("MaxConnectionsPerChild", Place.MPM, Kind.COUNT, 0, 2_000_000_000),
    /** An integer: httpd truncates a fraction (1.5 acts as 1). */
    ASYNC_REQUEST_WORKER_FACTOR("AsyncRequestWorkerFactor", Place.MPM, Kind.COUNT, 1, 1_000_000),
    LISTEN_BACKLOG("ListenBacklog", Place.SERVER, Kind.COUNT, 1, 65_535),
    KEEP_ALIVE("KeepAlive", Place.SERVER, Kind.SWITCH, 0, 0),
    KEEP_ALIVE_TIMEOUT("KeepAliveTimeout", Place.SERVER, Kind.SECONDS, 0, 1_000_000),
    MAX_KEEP_ALIVE_REQUESTS("MaxKeepAliveRequests", Place.SERVER, Kind.COUNT, 0, 2_000_000_000),
    TIMEOUT("Timeout", Place.SERVER, Kind.SECONDS, 1, 1_000_000),
    H2_MAX_SESSION_STREAMS("H2MaxSessionStreams", Place.SERVER, Kind.COUNT, 1, 2_000_000_000),
    H2_MIN_WORKERS("H2MinWorkers", Place.SERVER, Kind.COUNT, 1, 1_000_000),
    H2_MAX_WORKERS("H2MaxWorkers", Place.SERVER, Kind.COUNT, 1, 1_000_000),
    FCGID_MAX_PROCESSES("FcgidMaxProcesses", Place.FCGID, Kind.COUNT, 1, 1_000_000),
    FCGID_MAX_PROCESSES_PER_CLASS("FcgidMaxProcessesPerClass", Place.FCGID, Kind.COUNT, 1, 1_000_000),
    FCGID_MIN_PROCESSES_PER_CLASS("FcgidMinProcessesPerClass", Place.FCGID, Kind.COUNT, 0, 1_000_000),
    FCGID_MAX_REQUESTS_PER_PROCESS("FcgidMaxRequestsPerProcess", Place.FCGID, Kind.COUNT, 0, 2_000_000_000),
    FCGID_IDLE_TIMEOUT("FcgidIdleTimeout", Place.FCGID, Kind.SECONDS, 0, 1_000_000),
    FCGID_PROCESS_LIFE_TIME("FcgidProcessLifeTime", Place.FCGID, Kind.SECONDS, 0, 100_000_000),
    FCGID_BUSY_TIMEOUT("FcgidBusyTimeout", Place.FCGID, Kind.SECONDS, 1, 1_000_000),
    FCGID_IO_TIMEOUT("FcgidIOTimeout", Place.FCGID, Kind.SECONDS, 1, 1_000_000),
    PM("pm", Place.FPM, List.of("static", "dynamic", "ondemand")),
    PM_MAX_CHILDREN("pm.max_children", Place.FPM, Kind.COUNT, 1, 1_000_000),
    PM_START_SERVERS("pm.start_servers", Place.FPM, Kind.COUNT, 1, 1_000_000),
    PM_MIN_SPARE_SERVERS("pm.min_spare_servers", Place.FPM, Kind.COUNT, 1, 1_000_000),
    PM_MAX_SPARE_SERVERS("pm.max_spare_servers", Place.FPM, Kind.COUNT, 1, 1_000_000),
    PM_MAX_SPAWN_RATE("pm.max_spawn_rate", Place.FPM, Kind.COUNT, 1, 1_000_000),
    PM_PROCESS_IDLE_TIMEOUT("pm.process_idle_timeout", Place.FPM, Kind.SECONDS, 1, 1_000_000),
    PM_MAX_REQUESTS("pm.max_requests", Place.FPM, Kind.COUNT, 0, 2_000_000_000),
    FPM_LISTEN_BACKLOG("listen.backlog", Place.FPM, Kind.COUNT, 1, 65_535),
    WORKER_PROCESSES("worker_processes", Place.NGINX, Kind.COUNT, 1, 1_024),
    WORKER_CONNECTIONS("worker_connections", Place.NGINX, Kind.COUNT, 16, 1_000_000),
    KEEPALIVE_TIMEOUT("keepalive_timeout", Place.NGINX, Kind.SECONDS, 0, 1_000_000),
    KEEPALIVE_REQUESTS("keepalive_requests", Place.NGINX, Kind.COUNT, 1, 2_000_000_000);

    /** Which program's configuration a setting belongs to. */
    public enum Place {
        /** The MPM's part of httpd's configuration. */
        MPM,
        /** httpd, whatever the MPM. */
        SERVER,
        /** mod_fcgid. */
        FCGID,
        /** The pool of PHP-FPM. */
        FPM,
        NGINX
    }

    /** What a value looks like. */
    public enum Kind {
        COUNT,
        SECONDS,
        SWITCH,
        WORD
    }

    private final String directive;
    private final Place place;
    private final Kind kind;
    private final long least;
    private final long greatest;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; the checker knows no such type of the JDK
    private final List<String> words;

    Setting(String directive, Place place, Kind kind, long least, long greatest) {
        this(directive, place, kind, least, greatest, kind == Kind.SWITCH ? List.of("On", "Off") : List.of());
    }

    Setting(String directive, Place place, List<String> words) {
        this(directive, place, Kind.WORD, 0, 0, words);
    }

    Setting(String directive, Place place, Kind kind, long least, long greatest, List<String> words) {
        this.directive = directive;
        this.place = place;
        this.kind = kind;
        this.least = least;
        this.greatest = greatest;
        this.words = words;
    }

    /** Its name in the program's own configuration. */
    public String directive() {
        return directive;
    }

    public Place place() {
        return place;
    }

    public Kind kind() {
        return kind;
    }

    /** The setting of this name, whatever the case of its letters. */
    public static Optional<Setting> named(String directive) {
        return Arrays.stream(values())
                .filter(setting -> setting.directive.equalsIgnoreCase(directive))
                .findFirst();
    }

    /** Settings with which this MPM has anything to do. */
    public static Set<Setting> ofMpm(Mpm mpm) {
        Set<Setting> own = EnumSet.of(START_SERVERS, SERVER_LIMIT, MAX_REQUEST_WORKERS, MAX_CONNECTIONS_PER_CHILD);
        if (mpm.threaded()) {
            own.addAll(EnumSet.of(MIN_SPARE_THREADS, MAX_SPARE_THREADS, THREAD_LIMIT, THREADS_PER_CHILD));
            if (mpm == Mpm.EVENT) {
                own.add(ASYNC_REQUEST_WORKER_FACTOR);
            }
        } else {
            own.addAll(EnumSet.of(MIN_SPARE_SERVERS, MAX_SPARE_SERVERS));
        }
        return own;
    }

    /**
     * The value as it is written into a configuration file.
     *
     * @throws IllegalArgumentException if it is no value of this setting; the message says what is allowed
     */
    String canonical(String value) {
        String trimmed = value.strip();
        if (!words.isEmpty()) {
            return words.stream()
                    .filter(word -> word.equalsIgnoreCase(trimmed)
                            || (kind == Kind.SWITCH
                                    && String.valueOf(word.equals("On")).equalsIgnoreCase(trimmed)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            directive + " must be one of " + String.join(", ", words) + ", not '" + value + "'"));
        }
        String digits = kind == Kind.SECONDS && trimmed.endsWith("s")
                ? trimmed.substring(0, trimmed.length() - 1).strip()
                : trimmed;
        long number;
        try {
            number = Long.parseLong(digits);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(directive + " must be a whole number"
                    + (kind == Kind.SECONDS ? " of seconds" : "") + ", not '" + value + "'"
                    + (this == ASYNC_REQUEST_WORKER_FACTOR ? "; httpd truncates fractions (1.5 acts as 1)" : ""));
        }
        if (number < least || number > greatest) {
            throw new IllegalArgumentException(directive + " must be " + least + " to " + greatest + ", not " + number);
        }
        return Long.toString(number);
    }

    @Override
    public String toString() {
        return directive;
    }
}
