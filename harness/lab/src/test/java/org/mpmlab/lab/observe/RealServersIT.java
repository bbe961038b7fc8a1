package org.mpmlab.lab.observe;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mpmlab.core.run.Role.FPM_MASTER;
import static org.mpmlab.core.run.Role.FPM_WORKER;
import static org.mpmlab.core.run.Role.HTTPD_CHILD;
import static org.mpmlab.core.run.Role.HTTPD_PARENT;
import static org.mpmlab.core.run.Role.HTTPD_SPAWNER;
import static org.mpmlab.core.run.Role.NGINX_MASTER;
import static org.mpmlab.core.run.Role.NGINX_WORKER;
import static org.mpmlab.core.run.Role.OTHER;
import static org.mpmlab.core.run.Role.PHP_CGI;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;

/** Against real servers in containers; skipped where mpmlab's images, Docker or root are missing. */
class RealServersIT {
    private static final List<String> ITK_NEEDS = List.of("--cap-add", "SYS_NICE", "--cap-add", "DAC_READ_SEARCH");

    @BeforeAll
    static void needsDockerAndRoot() throws IOException {
        assumeTrue(CapabilityDrop.possible(), "reading other users' memory needs root");
        assumeTrue(!TestContainer.image("mpmlab/httpd").isEmpty(), "no image mpmlab/httpd, or no Docker");
        assumeTrue(!TestContainer.image("mpmlab/nginx").isEmpty(), "no image mpmlab/nginx, or no Docker");
    }

    static Stream<Arguments> stacks() {
        return Stream.of(
                Arguments.of("prefork+mod_php", List.of(), Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 6)),
                Arguments.of("itk+mod_php", ITK_NEEDS, Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 6)),
                Arguments.of(
                        "worker+cgi", List.of(), Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1)),
                Arguments.of(
                        "event+fcgid",
                        List.of(),
                        Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1, PHP_CGI, 1)),
                Arguments.of(
                        "event+fpm",
                        List.of(),
                        Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, FPM_MASTER, 1, FPM_WORKER, 6)),
                Arguments.of(
                        "nginx+fpm",
                        List.of(),
                        Map.of(OTHER, 1, NGINX_MASTER, 1, NGINX_WORKER, 2, FPM_MASTER, 1, FPM_WORKER, 6)));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void seesWhatRuns(String stack, List<String> options, Map<Role, Integer> expected, @TempDir Path folder)
            throws Exception {
        try (TestContainer container = TestContainer.start(folder, stack, options);
                ServerObserver observer = observer(container, stack)) {
            Sample sample = settled(observer, stack, expected);

            assertThat(processes(sample)).isEqualTo(expected);
            assertThat(sample.roles()).allSatisfy(RealServersIT::isPlausible);
            assertThat(threads(sample, HTTPD_CHILD)).isEqualTo(expectedThreads(stack));

            CgroupUsage usage = sample.cgroup().orElseThrow();
            // Beside anonymous memory PSS has the programs' files, which are most of an idle server.
            assertThat(usage.anonBytes()).isBetween(sample.pssBytes() / 20, sample.pssBytes() * 2);
            assertThat(usage.kernelBytes()).isPositive();
            assertThat(usage.cpuMicros()).isPositive();
            assertThat(observer.oomKills()).hasValue(0);

            if (stack.startsWith("nginx")) {
                assertThat(sample.scoreboard()).isEmpty();
            } else {
                assertThat(sample.scoreboard().orElseThrow().busyWorkers()).hasValue(1);
                assertThat(sample.scoreboard().orElseThrow().processes().isPresent())
                        .isEqualTo(stack.startsWith("event"));
            }
            if (stack.endsWith("fpm")) {
                assertThat(sample.fpm()).extracting(pool -> pool.pool()).containsExactly("site1", "site2");
            }

            observer.start(Duration.ofMillis(100));
            for (int request = 0; request < 20; request++) {
                StatusRequest.get(container.uri("/page.php?us=10000"), Duration.ofSeconds(5));
            }
            Observations observations = observer.stop();

            assertThat(observations.notes())
                    .as("a busy machine may miss a status page, nothing else")
                    .allSatisfy(note -> assertThat(note).contains("did not answer in time"));
            assertThat(observations.cpuMicros(Duration.ofMinutes(1)).orElseThrow())
                    .isPositive();
            assertThat(observations.peakPssBytes()).isPresent();
            assertThat(observations
                            .samples()
                            .get(observations.samples().size() - 1)
                            .roles())
                    .isNotEmpty();
        }
    }

    /** A child that served may still be on its way out (ITK) or in, and a busy machine may miss a page. */
    private static Sample settled(ServerObserver observer, String stack, Map<Role, Integer> expected)
            throws InterruptedException {
        Sample sample = observer.look(Detail.PROCESSES);
        for (int tries = 0; tries < 50; tries++) {
            if (processes(sample).equals(expected)
                    && sample.scoreboard().isPresent() != stack.startsWith("nginx")
                    && sample.fpm().size() == (stack.endsWith("fpm") ? 2 : 0)) {
                break;
            }
            Thread.sleep(100);
            sample = observer.look(Detail.PROCESSES);
        }
        return sample;
    }

    @Test
    void countsAWorkerThatTheKernelKilledForMemory(@TempDir Path folder) throws Exception {
        try (TestContainer container = TestContainer.start(
                        folder, "prefork+mod_php", List.of("--memory", "64m", "--memory-swap", "64m"));
                ServerObserver observer = observer(container, "prefork+mod_php")) {
            observer.start(Duration.ofMillis(100));
            try {
                StatusRequest.get(container.uri("/page.php?mib=200"), Duration.ofSeconds(20));
            } catch (IOException connectionClosed) {
                // The worker died.
            }

            assertThat(observer.stop().notes())
                    .anySatisfy(note -> assertThat(note).contains("for want of memory"));
            assertThat(observer.oomKills().orElseThrow()).isPositive();
        }
    }

    private static ServerObserver observer(TestContainer container, String stack) throws IOException {
        return new ServerObserver(
                new ObservedStack(
                        List.of(ObservedContainer.of(container.initPid())),
                        stack.startsWith("nginx")
                                ? Optional.empty()
                                : Optional.of(container.uri("/server-status?auto")),
                        stack.endsWith("fpm")
                                ? List.of(container.uri("/fpm-status?json"), container.uri("/fpm2-status?json"))
                                : List.of()),
                Set.of());
    }

    private static Map<Role, Integer> processes(Sample sample) {
        return sample.roles().stream().collect(toMap(RoleUsage::role, RoleUsage::processes));
    }

    private static int threads(Sample sample, Role role) {
        return sample.roles().stream()
                .filter(usage -> usage.role() == role)
                .mapToInt(RoleUsage::threads)
                .sum();
    }

    private static int expectedThreads(String stack) {
        if (stack.startsWith("nginx")) {
            return 0;
        }
        // Two children with 8 workers, a listener and the main thread; prefork's six have one.
        return stack.startsWith("event") || stack.startsWith("worker") ? 2 * 10 : 6;
    }

    private static void isPlausible(RoleUsage usage) {
        assertThat(usage.ussBytes()).isBetween(0L, usage.pssBytes());
        assertThat(usage.pssBytes()).isBetween(1L, usage.rssBytes());
        assertThat(usage.threads()).isGreaterThanOrEqualTo(usage.processes());
    }
}
