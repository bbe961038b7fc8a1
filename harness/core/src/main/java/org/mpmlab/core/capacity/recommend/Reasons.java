package org.mpmlab.core.capacity.recommend;

import java.util.List;
import java.util.Locale;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Setting;

/** Says of each setting that was chosen why it has its value. */
record Reasons(Profile profile, Target target, Candidate candidate) {
    private static final int DIGITS = 3;

    List<SettingReason> all() {
        return candidate.own().values().entrySet().stream()
                .map(entry -> new SettingReason(entry.getKey().directive(), entry.getValue(), reason(entry.getKey())))
                .toList();
    }

    private String reason(Setting setting) {
        return switch (setting.place()) {
            case MPM -> ofMpm(setting);
            case SERVER -> ofServer(setting);
            case FCGID, FPM -> ofPhp(setting);
            case NGINX -> ofNginx(setting);
        };
    }

    private static String ofNginx(Setting setting) {
        return switch (setting) {
            case WORKER_PROCESSES -> "One for each whole CPU.";
            case WORKER_CONNECTIONS ->
                "The idle connections, and two for each worker of Apache: one to the client, one to Apache.";
            case KEEPALIVE_TIMEOUT -> "As the target says.";
            default -> "";
        };
    }

    private String ofMpm(Setting setting) {
        Pool pool = pool();
        return switch (setting) {
            case MAX_REQUEST_WORKERS ->
                words(
                        "%s workers are busy on average at %s requests/s (Little's law); the rest is for bursts%s.",
                        rounded(assessment().busyWorkers().value()),
                        rounded(assessment().carriedRate().value()),
                        pool.holdsWorkers() && target.keepAliveConnections() > 0
                                ? ", and for idle connections, each of which holds a worker"
                                : "");
            case SERVER_LIMIT ->
                mpm().threaded()
                        ? words(
                                "%d processes serve; the other slots are for processes that exit gracefully, which keep "
                                        + "theirs until they are gone (AH03490).",
                                pool.processes())
                        : "MaxRequestWorkers: with less, httpd would lower that (AH00180).";
            case THREAD_LIMIT -> "ThreadsPerChild may not exceed it (AH00507), and only a restart changes it.";
            case THREADS_PER_CHILD ->
                words("%d processes of this size take the least memory of those that carry as much.", pool.processes());
            case ASYNC_REQUEST_WORKER_FACTOR ->
                !pool.byEvent()
                        ? "httpd's default: nginx in front holds the clients' idle connections."
                        : words(
                                "A process accepts while idle connections < (1 + F) x (threads - busy threads): together %s "
                                        + "beside those that are busy on average, for %,d wanted. A whole number, because httpd "
                                        + "truncates it.",
                                rounded(pool.connectionsBeside(
                                        assessment().busyWorkers().value())),
                                target.keepAliveConnections());
            case START_SERVERS -> "Half as many again as are busy on average, and those for idle connections.";
            case MIN_SPARE_THREADS ->
                "A quarter of the threads, one process at least: bursts need not wait for a fork.";
            case MIN_SPARE_SERVERS -> "A tenth of the processes: bursts need not wait for a fork.";
            case MAX_SPARE_THREADS, MAX_SPARE_SERVERS ->
                "So high that the pool does not shrink: memory is set aside for all of it, and a shrinking pool forks "
                        + "again at the next burst.";
            case MAX_CONNECTIONS_PER_CHILD ->
                growth(profile.growth().serverLeaks(), profile.growth().serverBytesPerRequest())
                        + (profile.growth().serverLeaks()
                                ? " It counts connections, each of up to MaxKeepAliveRequests requests."
                                : "");
            default -> "";
        };
    }

    private String ofServer(Setting setting) {
        return switch (setting) {
            case LISTEN_BACKLOG -> "A second's arrivals, and no less than the default of 511.";
            case KEEP_ALIVE ->
                !candidate.own().get(setting).orElseThrow().equals("On")
                        ? profile.stack().fronted()
                                ? "nginx would keep connections to Apache, each of which holds a worker."
                                : "No idle connections are planned for, and each would hold a worker."
                        : mpm() == Mpm.ITK
                                ? "ITK forks for each connection: without keep-alive, for each request."
                                : "Saves connections and handshakes.";
            case KEEP_ALIVE_TIMEOUT -> keepAliveTimeout();
            case MAX_KEEP_ALIVE_REQUESTS ->
                candidate.own().number(setting, 0) == 0
                        ? "No limit: a connection costs no worker, and nothing is recycled by it."
                        : "httpd's default: no client keeps a worker for ever, and MaxConnectionsPerChild bounds requests.";
            default -> "";
        };
    }

    private String keepAliveTimeout() {
        if (profile.stack().fronted()) {
            return "Longer than the 60 s after which nginx closes its idle connections to Apache.";
        }
        if (target.keepAliveTimeout().isPresent()) {
            return "As the target says.";
        }
        return pool().holdsWorkers()
                ? "Short, because an idle connection holds a worker (assumed: most next requests of a page come within 2 s)."
                : "httpd's default; an idle connection holds no worker.";
    }

    private String ofPhp(Setting setting) {
        return switch (setting) {
            case PM ->
                "Memory is set aside for all children, so none is started late. (PHP-FPM does not count \"max children "
                        + "reached\" under static: watch the listen queue.)";
            case PM_MAX_CHILDREN ->
                words(
                        "The fewest that carry as much as more would, with room for bursts; a request holds one for %s ms "
                                + "and takes no CPU for %.0f %% of its time. (Requests that take the same CPU slow each other; "
                                + "before the pool they wait in their order.)",
                        rounded(1e3 * profile.phpSeconds().value()), 100 * profile.sleepingShare());
            case FPM_LISTEN_BACKLOG ->
                "Every worker of Apache can wait here; a full backlog would stall without an error.";
            case PM_MAX_REQUESTS, FCGID_MAX_REQUESTS_PER_PROCESS ->
                growth(profile.growth().phpLeaks(), profile.growth().phpBytesPerRequest());
            case FCGID_MAX_PROCESSES, FCGID_MAX_PROCESSES_PER_CLASS ->
                "One for each worker: mod_fcgid answers 503 when it has fewer than requests.";
            case FCGID_MIN_PROCESSES_PER_CLASS, FCGID_IDLE_TIMEOUT, FCGID_PROCESS_LIFE_TIME ->
                "Processes stay: memory is set aside for all, and each has an opcode cache of its own to warm.";
            default -> "";
        };
    }

    private static String growth(boolean leaks, Estimated bytes) {
        return leaks
                ? words(
                        "Processes grew by %s bytes a request (%s to %s): replaced before they are twice their "
                                + "size, which the memory plan allows for.",
                        rounded(bytes.value()), rounded(bytes.low()), rounded(bytes.high()))
                : "No growth was shown, so nothing is gained by replacing processes.";
    }

    private Assessment assessment() {
        return candidate.assessment();
    }

    private Pool pool() {
        return candidate.assessment().pool();
    }

    private Mpm mpm() {
        return profile.stack().mpm().orElseThrow();
    }

    private static String rounded(double figure) {
        return Quantities.rounded(figure, DIGITS);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
