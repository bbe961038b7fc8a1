package org.mpmlab.core.stack;

import static org.mpmlab.core.stack.Setting.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.stack.Setting.Place;

/**
 * What httpd and PHP-FPM would refuse or correct about settings, found before anything is started. httpd corrects bad
 * values and goes on; a measurement of corrected values would be one of something that nobody asked for.
 *
 * <p>Sources: httpd 2.4 {@code server/mpm/{prefork,worker,event}}, PHP {@code sapi/fpm/fpm/fpm_conf.c}.
 */
public final class SettingRules {

    /**
     * A setting that would not act as it is written.
     *
     * @param setting the one to change
     * @param code the AH code under which httpd logs its correction, {@code silent} where it logs none, {@code FPM}
     *     where PHP-FPM refuses
     * @param text what is wrong, what would happen and what to write instead
     */
    public record Violation(Setting setting, String code, String text) {
        @Override
        public String toString() {
            return text + " (" + code + ")";
        }
    }

    private static final Set<Setting> HTTP2 = EnumSet.of(H2_MAX_SESSION_STREAMS, H2_MIN_WORKERS, H2_MAX_WORKERS);

    private final Composition composition;
    private final Settings settings;
    private final List<Violation> violations = new ArrayList<>();

    private SettingRules(Composition composition, Settings effective) {
        this.composition = composition;
        this.settings = effective;
    }

    /** What would be refused or corrected of these settings, which must be {@link Defaults#effective complete}. */
    public static List<Violation> check(Composition composition, Settings effective) {
        SettingRules rules = new SettingRules(composition, effective);
        rules.belonging();
        composition.mpm().ifPresent(mpm -> {
            if (mpm.threaded()) {
                rules.threaded(mpm);
            } else {
                rules.forking();
            }
        });
        if (composition.php() == PhpMode.FPM) {
            rules.fpm();
        }
        return List.copyOf(rules.violations);
    }

    private void belonging() {
        Set<Place> places = Defaults.places(composition);
        for (Setting setting : settings.values().keySet()) {
            if (!places.contains(setting.place())) {
                report(
                        setting,
                        "refused",
                        "%s is for %s, which %s does not have; leave it out",
                        setting,
                        setting.place().name().toLowerCase(java.util.Locale.ROOT),
                        composition);
            } else if (HTTP2.contains(setting) && !speaksHttp2()) {
                report(
                        setting,
                        "refused",
                        "%s is for mod_http2, which httpd does not load in %s: it would not start (Invalid command); "
                                + "leave it out",
                        setting,
                        composition);
            } else if (setting.place() == Place.MPM) {
                Mpm mpm = composition.mpm().orElseThrow();
                if (!Setting.ofMpm(mpm).contains(setting)) {
                    report(
                            setting,
                            "refused",
                            "%s is no directive of the %s MPM: httpd would not start; leave it out",
                            setting,
                            mpm.word());
                }
            }
        }
    }

    /** Whether it is httpd that speaks HTTP/2 to the client. */
    private boolean speaksHttp2() {
        return !composition.fronted() && composition.mpm().filter(Mpm::threaded).isPresent();
    }

    private void forking() {
        long limit = number(SERVER_LIMIT);
        long workers = number(MAX_REQUEST_WORKERS);
        if (workers > limit) {
            report(
                    MAX_REQUEST_WORKERS,
                    "AH00180",
                    "MaxRequestWorkers %d exceeds ServerLimit %d, and httpd would lower it to %d; raise ServerLimit to %d",
                    workers,
                    limit,
                    limit,
                    workers);
        }
        if (number(MAX_SPARE_SERVERS) <= number(MIN_SPARE_SERVERS)) {
            report(
                    MAX_SPARE_SERVERS,
                    "silent",
                    "MaxSpareServers %d is not above MinSpareServers %d, and httpd would silently make it %d; write that",
                    number(MAX_SPARE_SERVERS),
                    number(MIN_SPARE_SERVERS),
                    number(MIN_SPARE_SERVERS) + 1);
        }
        if (number(START_SERVERS) > workers) {
            report(
                    START_SERVERS,
                    "silent",
                    "StartServers %d exceeds MaxRequestWorkers %d, and httpd would silently start %d; write that",
                    number(START_SERVERS),
                    workers,
                    workers);
        }
    }

    private void threaded(Mpm mpm) {
        long limit = number(SERVER_LIMIT);
        long threads = number(THREADS_PER_CHILD);
        long workers = number(MAX_REQUEST_WORKERS);
        atMost(SERVER_LIMIT, code(mpm, "AH00497", "AH00300"), 20_000, mpm);
        if (mpm == Mpm.WORKER) {
            atMost(THREAD_LIMIT, "AH00305", 20_000, mpm);
        }
        if (threads > number(THREAD_LIMIT)) {
            report(
                    THREADS_PER_CHILD,
                    code(mpm, "AH00507", "AH00310"),
                    "ThreadsPerChild %d exceeds ThreadLimit %d, and httpd would lower it; raise ThreadLimit to %d",
                    threads,
                    number(THREAD_LIMIT),
                    threads);
        }
        if (workers < threads) {
            report(
                    MAX_REQUEST_WORKERS,
                    code(mpm, "AH00511", "AH00314"),
                    "MaxRequestWorkers %d is below ThreadsPerChild %d, and httpd would raise it; write at least %d",
                    workers,
                    threads,
                    threads);
        } else if (workers % threads != 0) {
            report(
                    MAX_REQUEST_WORKERS,
                    code(mpm, "AH00513", "AH00316"),
                    "MaxRequestWorkers %d is no multiple of ThreadsPerChild %d, and httpd would lower it to %d; write %d or %d",
                    workers,
                    threads,
                    workers / threads * threads,
                    workers / threads * threads,
                    (workers / threads + 1) * threads);
        } else if (workers / threads > limit) {
            report(
                    MAX_REQUEST_WORKERS,
                    code(mpm, "AH00515", "AH00318"),
                    "MaxRequestWorkers %d needs %d processes of ThreadsPerChild %d, but ServerLimit is %d, and httpd would lower it to %d; raise ServerLimit to %d",
                    workers,
                    workers / threads,
                    threads,
                    limit,
                    limit * threads,
                    workers / threads);
        }
        long leastMaxSpare = number(MIN_SPARE_THREADS) + threads + 1;
        if (number(MAX_SPARE_THREADS) < leastMaxSpare) {
            report(
                    MAX_SPARE_THREADS,
                    "silent",
                    "MaxSpareThreads %d is below MinSpareThreads %d + ThreadsPerChild %d + 1, and httpd would silently make it %d; write that",
                    number(MAX_SPARE_THREADS),
                    number(MIN_SPARE_THREADS),
                    threads,
                    leastMaxSpare);
        }
        if (number(START_SERVERS) * threads > Math.max(workers, threads)) {
            report(
                    START_SERVERS,
                    "silent",
                    "StartServers %d x ThreadsPerChild %d exceeds MaxRequestWorkers %d, and httpd would start no more than that; write %d",
                    number(START_SERVERS),
                    threads,
                    workers,
                    Math.max(1, workers / threads));
        }
    }

    /** The two threaded MPMs log the same correction under codes of their own. */
    private static String code(Mpm mpm, String event, String worker) {
        return mpm == Mpm.EVENT ? event : worker;
    }

    private void fpm() {
        String mode = settings.get(PM).orElse("static");
        long children = number(PM_MAX_CHILDREN);
        Set<Setting> dynamic = Set.of(PM_START_SERVERS, PM_MIN_SPARE_SERVERS, PM_MAX_SPARE_SERVERS, PM_MAX_SPAWN_RATE);
        if (!mode.equals("dynamic")) {
            dynamic.stream()
                    .sorted()
                    .filter(setting -> settings.get(setting).isPresent())
                    .forEach(setting ->
                            report(setting, "FPM", "%s has no effect under pm = %s; leave it out", setting, mode));
            return;
        }
        long least = number(PM_MIN_SPARE_SERVERS);
        long most = number(PM_MAX_SPARE_SERVERS);
        long start = settings.number(PM_START_SERVERS, least + (most - least) / 2);
        if (most > children) {
            report(
                    PM_MAX_SPARE_SERVERS,
                    "FPM",
                    "pm.max_spare_servers %d exceeds pm.max_children %d, and PHP-FPM would not start; write at most %d",
                    most,
                    children,
                    children);
        }
        if (least > most) {
            report(
                    PM_MIN_SPARE_SERVERS,
                    "FPM",
                    "pm.min_spare_servers %d exceeds pm.max_spare_servers %d, and PHP-FPM would not start; write at most %d",
                    least,
                    most,
                    most);
        } else if (start < least || start > most) {
            report(
                    PM_START_SERVERS,
                    "FPM",
                    "pm.start_servers %d is not between pm.min_spare_servers %d and pm.max_spare_servers %d, and PHP-FPM would not start; write %d",
                    start,
                    least,
                    most,
                    least + (most - least) / 2);
        }
    }

    private void atMost(Setting setting, String code, long most, Mpm mpm) {
        if (number(setting) > most) {
            report(
                    setting,
                    code,
                    "%s %d exceeds the %s MPM's hard limit of %d, and httpd would lower it; write at most that",
                    setting,
                    number(setting),
                    mpm.word(),
                    most);
        }
    }

    private long number(Setting setting) {
        return settings.number(setting)
                .orElseThrow(() -> new IllegalArgumentException("settings are not complete: no " + setting));
    }

    private void report(Setting setting, String code, String format, Object... values) {
        violations.add(new Violation(setting, code, String.format(java.util.Locale.ROOT, format, values)));
    }
}
