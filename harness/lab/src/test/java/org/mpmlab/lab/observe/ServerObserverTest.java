package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.Sample;

/** Real processes and a real clock; servers in containers are RealServersIT's. */
class ServerObserverTest {
    private static final Duration TICK = Duration.ofMillis(50);

    private Process process;
    private ObservedContainer container;

    @BeforeEach
    void start() throws Exception {
        process = new ProcessBuilder("sleep", "60").start();
        container = new ObservedContainer((int) process.pid(), Optional.empty());
    }

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void beginsAndEndsWithAFullLook() throws Exception {
        try (ServerObserver observer = observer(List.of())) {
            observer.start(TICK);
            Thread.sleep(400);
            Observations observations = observer.stop();

            List<Sample> samples = observations.samples();
            assertThat(samples).hasSizeGreaterThanOrEqualTo(4);
            assertThat(samples.get(0).roles()).singleElement().satisfies(usage -> {
                assertThat(usage.role()).isEqualTo(Role.OTHER);
                assertThat(usage.processes()).isEqualTo(1);
                assertThat(usage.threads()).isEqualTo(1);
                assertThat(usage.rssBytes()).isPositive();
            });
            assertThat(samples.get(samples.size() - 1).roles()).hasSize(1);
            assertThat(samples).extracting(Sample::at).isSorted();
        }
    }

    @Test
    void aServerThatDoesNotAnswerCostsItsScoreboardAndNothingElse() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TinyServer fpm = TinyServer.answering(
                        "HTTP/1.1 200 OK\r\n\r\n" + Recorded.text("status/nginx+fpm.fpm2-status.json"));
                ServerObserver observer = new ServerObserver(
                        new ObservedStack(
                                List.of(container),
                                Optional.of(URI.create("http://127.0.0.1:" + mute.getLocalPort() + "/?auto")),
                                List.of(fpm.uri("/fpm-status?json"))),
                        Set.of())) {
            Sample sample = observer.look(Detail.PROCESSES);

            assertThat(sample.scoreboard()).isEmpty();
            assertThat(sample.fpm()).singleElement().satisfies(pool -> assertThat(pool.pool())
                    .isEqualTo("site2"));
            assertThat(sample.roles()).hasSize(1);

            observer.start(TICK);
            // Ticks of a quarter of a second each, for that is what the mute server takes.
            Thread.sleep(1200);
            Observations observations = observer.stop();
            assertThat(observations.samples().get(1).at())
                    .as("counted from the end of the first look, which waits as long for the mute server")
                    .isLessThan(Duration.ofMillis(200));
            assertThat(observations.notes())
                    .filteredOn(note -> note.contains("mod_status"))
                    .singleElement()
                    .satisfies(note ->
                            assertThat(note).contains("did not answer in time").matches(".*\\(\\d+ times\\)"));
        }
    }

    @Test
    void anAddressThatIsNoStatusPageBecomesANote() throws Exception {
        try (TinyServer page = TinyServer.answering("HTTP/1.1 200 OK\r\n\r\n<html>It works!</html>");
                ServerObserver observer = observer(List.of(page.uri("/fpm-status")))) {
            observer.start(TICK);

            assertThat(observer.stop().notes())
                    .anySatisfy(note -> assertThat(note).contains("is not JSON", "?json"));
        }
    }

    @Test
    void aContainerThatEndedLeavesNoRolesAndANote() throws Exception {
        try (ServerObserver observer = observer(List.of())) {
            observer.start(TICK);
            process.destroyForcibly().waitFor();
            Observations observations = observer.stop();

            assertThat(observations
                            .samples()
                            .get(observations.samples().size() - 1)
                            .roles())
                    .isEmpty();
            assertThat(observations.notes()).anySatisfy(note -> assertThat(note).contains("it ended"));
        }
    }

    @Test
    void readsOnItsOwnThreadWhichKeepsToItsCpus() {
        String before = ThreadStatus.cpusOfCurrentThread();
        int cpu = ThreadStatus.firstCpuOfCurrentThread();
        try (ServerObserver observer =
                new ServerObserver(new ObservedStack(List.of(), Optional.empty(), List.of()), Set.of(cpu))) {
            observer.look(Detail.CGROUP);

            assertThat(ThreadStatus.cpusOfThread("mpmlab-observer")).isEqualTo(Integer.toString(cpu));
            assertThat(ThreadStatus.cpusOfCurrentThread()).isEqualTo(before);
        }
    }

    @Test
    void cpusThatAreNotThereBecomeANote() {
        try (ServerObserver observer =
                new ServerObserver(new ObservedStack(List.of(container), Optional.empty(), List.of()), Set.of(1023))) {
            observer.start(TICK);

            assertThat(observer.stop().notes())
                    .anySatisfy(note -> assertThat(note).contains("CPUs [1023]"));
        }
    }

    @Test
    void observesOneThingAtATimeAndAgainAfterwards() {
        try (ServerObserver observer = observer(List.of())) {
            assertThatThrownBy(observer::stop).hasMessageContaining("start() first");
            observer.start(TICK);
            assertThatThrownBy(() -> observer.start(TICK)).hasMessageContaining("stop() first");
            List<Sample> first = observer.stop().samples();
            observer.start(TICK);

            assertThat(observer.stop().samples()).hasSizeGreaterThanOrEqualTo(2).doesNotContainAnyElementsOf(first);
            assertThatThrownBy(() -> observer.start(Duration.ZERO)).hasMessageContaining("tick");
        }
    }

    private ServerObserver observer(List<URI> fpm) {
        return new ServerObserver(new ObservedStack(List.of(container), Optional.empty(), fpm), Set.of());
    }
}
