package org.mpmlab.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingRulesTest {
    static Iterable<Composition> all() {
        return Compatibility.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLabsDefaultsBreakNoRule(Composition parts) {
        assertThat(SettingRules.check(parts, Defaults.effective(parts, Settings.NONE)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theProgramsDefaultsBreakNoRule(Composition parts) {
        Settings own = Settings.NONE;
        for (Setting.Place place : Defaults.places(parts)) {
            own = switch (place) {
                case MPM -> own.with(Setting.MAX_CONNECTIONS_PER_CHILD, 0);
                case FPM -> own.with(Setting.PM_MAX_REQUESTS, 0);
                case FCGID -> own.with(Setting.FCGID_IO_TIMEOUT, 40);
                case SERVER, NGINX -> own;
            };
        }
        assertThat(SettingRules.check(parts, Defaults.effective(parts, own))).isEmpty();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                row("prefork+cgi", Map.of("MaxRequestWorkers", 300), "MaxRequestWorkers", "AH00180"),
                row("prefork+cgi", Map.of("MaxSpareServers", 5), "MaxSpareServers", "silent"),
                row("prefork+cgi", Map.of("StartServers", 257), "StartServers", "silent"),
                row(
                        "event+fpm",
                        Map.of("ThreadsPerChild", 80, "MaxRequestWorkers", 400, "MaxSpareThreads", 400),
                        "ThreadsPerChild",
                        "AH00507"),
                row("event+fpm", Map.of("MaxRequestWorkers", 20, "StartServers", 1), "MaxRequestWorkers", "AH00511"),
                row("worker+fpm", Map.of("MaxRequestWorkers", 410), "MaxRequestWorkers", "AH00316"),
                row("event+fpm", Map.of("MaxRequestWorkers", 425), "MaxRequestWorkers", "AH00515"),
                row("event+fpm", Map.of("MaxSpareThreads", 100), "MaxSpareThreads", "silent"),
                row("event+fpm", Map.of("StartServers", 17), "StartServers", "silent"),
                row("event+fpm", Map.of("ServerLimit", 20_001), "ServerLimit", "AH00497"),
                row("worker+fpm", Map.of("ServerLimit", 20_001), "ServerLimit", "AH00300"),
                row("worker+fpm", Map.of("ThreadLimit", 20_001), "ThreadLimit", "AH00305"),
                row("prefork+cgi", Map.of("ThreadsPerChild", 25), "ThreadsPerChild", "refused"),
                row("worker+cgi", Map.of("AsyncRequestWorkerFactor", 2), "AsyncRequestWorkerFactor", "refused"),
                row("event+cgi", Map.of("pm", "static"), "pm", "refused"),
                row("event+fpm", Map.of("FcgidMaxProcesses", 4), "FcgidMaxProcesses", "refused"),
                row("nginx+fpm", Map.of("KeepAlive", "On"), "KeepAlive", "refused"),
                row("prefork+fpm", Map.of("H2MinWorkers", 4), "H2MinWorkers", "refused"),
                row("itk+cgi", Map.of("H2MaxWorkers", 4), "H2MaxWorkers", "refused"),
                row("event+fpm+nginx", Map.of("H2MaxSessionStreams", 4), "H2MaxSessionStreams", "refused"),
                row("nginx+fpm", Map.of("H2MaxWorkers", 4), "H2MaxWorkers", "refused"),
                row("event+fpm", Map.of("pm", "static", "pm.start_servers", 2), "pm.start_servers", "FPM"),
                row(
                        "event+fpm",
                        Map.of("pm", "dynamic", "pm.max_children", 2, "pm.start_servers", 2),
                        "pm.max_spare_servers",
                        "FPM"),
                row("event+fpm", Map.of("pm", "dynamic", "pm.min_spare_servers", 4), "pm.min_spare_servers", "FPM"),
                row("event+fpm", Map.of("pm", "dynamic", "pm.start_servers", 4), "pm.start_servers", "FPM"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void everyRuleIsNamedByItsCode(String stack, Map<String, ?> own, String setting, String code) {
        Composition parts = Composition.parse(stack);
        List<SettingRules.Violation> found = SettingRules.check(parts, Defaults.effective(parts, Settings.of(own)));
        assertThat(found).singleElement().satisfies(violation -> {
            assertThat(violation.setting().directive()).isEqualTo(setting);
            assertThat(violation.code()).isEqualTo(code);
            assertThat(violation.text()).contains(setting);
        });
    }

    /** httpd's sources, server/mpm/event/event.c and worker.c: what it makes of values, written anew. */
    @Property(tries = 1000)
    void threadedSettingsPassExactlyWhenHttpdLeavesThemAsTheyAre(@ForAll("threaded") Map<String, Integer> own) {
        Composition parts = Composition.parse("event+fpm");
        boolean passes = SettingRules.check(parts, Defaults.effective(parts, Settings.of(own)))
                .isEmpty();
        int limit = own.get("ServerLimit");
        int threadLimit = own.get("ThreadLimit");
        int threads = Math.min(own.get("ThreadsPerChild"), threadLimit);
        int workers = Math.max(own.get("MaxRequestWorkers"), threads);
        workers = Math.min(workers / threads * threads, limit * threads);
        int maxSpare = Math.max(own.get("MaxSpareThreads"), own.get("MinSpareThreads") + threads + 1);
        int start = Math.min(own.get("StartServers"), Math.max(1, workers / threads));
        boolean kept = threads == own.get("ThreadsPerChild")
                && workers == own.get("MaxRequestWorkers")
                && maxSpare == own.get("MaxSpareThreads")
                && start == own.get("StartServers");
        assertThat(passes).isEqualTo(kept);
    }

    @Provide
    Arbitrary<Map<String, Integer>> threaded() {
        Arbitrary<Integer> small = Arbitraries.integers().between(1, 6);
        return Combinators.combine(
                        small,
                        Arbitraries.of(8, 16, 32),
                        Arbitraries.of(4, 8, 16),
                        Arbitraries.of(4, 8, 10, 16, 24, 32, 48, 64, 96),
                        small,
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 60))
                .as((limit, threadLimit, threads, workers, start, minSpare, maxSpare) -> Map.of(
                        "ServerLimit", limit,
                        "ThreadLimit", threadLimit,
                        "ThreadsPerChild", threads,
                        "MaxRequestWorkers", workers,
                        "StartServers", start,
                        "MinSpareThreads", minSpare,
                        "MaxSpareThreads", maxSpare));
    }

    /** server/mpm/prefork/prefork.c, written anew. */
    @Property(tries = 1000)
    void preforkSettingsPassExactlyWhenHttpdLeavesThemAsTheyAre(@ForAll("forking") Map<String, Integer> own) {
        Composition parts = Composition.parse("prefork+cgi");
        boolean passes = SettingRules.check(parts, Defaults.effective(parts, Settings.of(own)))
                .isEmpty();
        int workers = Math.min(own.get("MaxRequestWorkers"), own.get("ServerLimit"));
        int maxSpare = Math.max(own.get("MaxSpareServers"), own.get("MinSpareServers") + 1);
        int start = Math.min(own.get("StartServers"), own.get("MaxRequestWorkers"));
        boolean kept = workers == own.get("MaxRequestWorkers")
                && maxSpare == own.get("MaxSpareServers")
                && start == own.get("StartServers");
        assertThat(passes).isEqualTo(kept);
    }

    @Provide
    Arbitrary<Map<String, Integer>> forking() {
        Arbitrary<Integer> some = Arbitraries.integers().between(1, 12);
        return Combinators.combine(some, some, some, some, some)
                .as((limit, workers, start, minSpare, maxSpare) -> Map.of(
                        "ServerLimit", limit,
                        "MaxRequestWorkers", workers,
                        "StartServers", start,
                        "MinSpareServers", minSpare,
                        "MaxSpareServers", maxSpare));
    }

    /** sapi/fpm/fpm/fpm_conf.c, fpm_conf_process_all_pools, written anew. */
    @Property(tries = 1000)
    void dynamicPoolsPassExactlyWhenPhpFpmStarts(@ForAll("pools") Map<String, Integer> own) {
        Composition parts = Composition.parse("nginx+fpm");
        Settings settings = Settings.of(own).with(Setting.PM, "dynamic");
        boolean passes =
                SettingRules.check(parts, Defaults.effective(parts, settings)).isEmpty();
        int children = own.get("pm.max_children");
        int min = own.get("pm.min_spare_servers");
        int max = own.get("pm.max_spare_servers");
        int start = own.get("pm.start_servers");
        boolean starts = min <= children && max <= children && max >= min && start >= min && start <= max;
        assertThat(passes).isEqualTo(starts);
    }

    @Provide
    Arbitrary<Map<String, Integer>> pools() {
        Arbitrary<Integer> some = Arbitraries.integers().between(1, 6);
        return Combinators.combine(some, some, some, some)
                .as((children, min, max, start) -> Map.of(
                        "pm.max_children", children,
                        "pm.min_spare_servers", min,
                        "pm.max_spare_servers", max,
                        "pm.start_servers", start));
    }

    /** FACTS, section 3: httpd's own defaults, as its manual has them. */
    @ParameterizedTest
    @CsvSource({
        "prefork, StartServers, 5",
        "prefork, MinSpareServers, 5",
        "prefork, MaxSpareServers, 10",
        "prefork, ServerLimit, 256",
        "prefork, MaxRequestWorkers, 256",
        "worker, StartServers, 3",
        "worker, MinSpareThreads, 75",
        "worker, MaxSpareThreads, 250",
        "worker, ServerLimit, 16",
        "worker, ThreadsPerChild, 25",
        "worker, ThreadLimit, 64",
        "worker, MaxRequestWorkers, 400",
        "event, MaxRequestWorkers, 400",
        "event, AsyncRequestWorkerFactor, 2",
    })
    void whoSaysAnythingOfAPoolGetsHttpdsDefaultsForTheRest(String mpm, String directive, String value) {
        Composition parts = Composition.parse(mpm + "+cgi");
        Settings own = Settings.NONE.with(Setting.MAX_CONNECTIONS_PER_CHILD, 10_000);
        Settings effective = Defaults.effective(parts, own);
        assertThat(effective.get(Setting.named(directive).orElseThrow())).contains(value);
        assertThat(effective.get(Setting.MAX_CONNECTIONS_PER_CHILD)).contains("10000");
    }

    @Test
    void whoSaysNothingGetsAPinnedPoolOfTheSameSizeEverywhere() {
        for (Composition parts : Compatibility.valid()) {
            Settings effective = Defaults.effective(parts, Settings.NONE);
            if (parts.mpm().isPresent()) {
                assertThat(effective.number(Setting.MAX_REQUEST_WORKERS)).hasValue(Defaults.WORKERS);
            }
            if (parts.php() == PhpMode.FPM) {
                assertThat(effective.get(Setting.PM)).contains("static");
                assertThat(effective.number(Setting.PM_MAX_CHILDREN)).hasValue(Defaults.WORKERS);
            }
        }
    }

    private static Arguments row(String stack, Map<String, ?> own, String setting, String code) {
        return Arguments.of(stack, own, setting, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker+cgi", "event+fpm"})
    void settingsOfModHttp2AreForWhereItIsLoaded(String stack) {
        Settings own = Settings.of(Map.of("H2MaxSessionStreams", 50, "H2MinWorkers", 2, "H2MaxWorkers", 8));
        Composition parts = Composition.parse(stack);
        assertThat(SettingRules.check(parts, Defaults.effective(parts, own))).isEmpty();
    }
}
