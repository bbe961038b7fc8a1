package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.lasting;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.timingOutAfter;
import static org.mpmlab.engine.Loads.warmedUp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.engine.peer.FakeServer;

/** The engine as a whole: its end, its interruption, its figures. */
class EngineTest {
    private static final Connections ONE = Connections.kept(1);

    private static List<Arrival> arrivals() {
        return List.of(new Arrival.Closed(), Arrival.Open.at(100), Loads.rounds(0));
    }

    /** A server that takes connections and never answers. */
    private static FakeServer silent() throws IOException {
        return new FakeServer(peer -> {
            while (true) {
                peer.byteOf();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"H1", "H2C"})
    @Timeout(20)
    void aLoadEndsAtItsDurationAndTimeoutWhateverTheServerDoes(Protocol protocol) throws Exception {
        for (Arrival arrival : arrivals()) {
            try (FakeServer server = silent()) {
                long start = System.nanoTime();
                LoadResult result = Loads.run(timingOutAfter(
                        Duration.ofMillis(400),
                        lasting(Duration.ofMillis(500), load(protocol, arrival, ONE, get(server.http("/"))))));

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
                assertThat(result.targets().get(0).errors()).containsOnlyKeys(ErrorKind.TIMEOUT);
                assertThat(result.targets().get(0).counts().failed())
                        .isEqualTo(result.targets().get(0).counts().sent());
            }
        }
    }

    /** A listener whose backlog is full: connects hang. */
    @Test
    @Timeout(20)
    void aConnectThatHangsIsAnErrorInTime() throws Exception {
        List<java.net.Socket> filling = new ArrayList<>();
        try (java.net.ServerSocket listener =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            for (int i = 0; i < 8; i++) {
                java.net.Socket socket = new java.net.Socket();
                filling.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 100);
                } catch (IOException full) {
                    break;
                }
            }
            LoadResult result = Loads.run(timingOutAfter(
                    Duration.ofMillis(200),
                    lasting(
                            Duration.ofMillis(300),
                            load(
                                    Protocol.H1,
                                    Loads.rounds(0),
                                    Connections.fresh(1),
                                    get(java.net.URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"))))));

            assertThat(result.targets().get(0).errors()).containsOnlyKeys(ErrorKind.CONNECT);
            assertThat(result.targets().get(0).counts().sent()).isZero();
        } finally {
            for (java.net.Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    @Timeout(20)
    void anInterruptClosesTheConnectionsAndTheEngineCanBeUsedAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(peer -> {
                    peer.request();
                    asked.countDown();
                    try {
                        peer.byteOf();
                    } finally {
                        closed.countDown();
                    }
                });
                FakeServer good = new FakeServer(peer -> peer.answerAll("x"));
                Engine engine = new Engine()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                try {
                    engine.run(load(Protocol.H1, Loads.rounds(0), ONE, get(server.http("/"))), LoadProgress.SILENT);
                } catch (Throwable interrupted) {
                    thrown.set(interrupted);
                }
            });
            caller.start();
            asked.await();
            assertThatThrownBy(() -> engine.run(
                            load(Protocol.H1, Loads.ONE_ROUND, ONE, get(good.http("/"))), LoadProgress.SILENT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one at a time");
            caller.interrupt();
            caller.join();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.run(load(Protocol.H1, Loads.rounds(3), ONE, get(good.http("/"))), LoadProgress.SILENT)
                            .targets()
                            .get(0)
                            .counts()
                            .completed())
                    .isEqualTo(3);
        }
    }

    @Test
    void noConnectionIsLeftOpenAfterALoad() throws Exception {
        AtomicInteger open = new AtomicInteger();
        try (FakeServer server = new FakeServer(peer -> {
            open.incrementAndGet();
            try {
                peer.answerAll("x");
            } finally {
                open.decrementAndGet();
            }
        })) {
            Loads.run(lasting(
                    Duration.ofMillis(200),
                    load(Protocol.H1, new Arrival.Closed(), Connections.kept(10), get(server.http("/")))));
            for (int i = 0; i < 100 && open.get() > 0; i++) {
                Thread.sleep(20);
            }
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void tellsItsProgressAndItsFigures() throws Exception {
        List<LoadProgress.Moment> moments = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(peer -> peer.answerAll("x"));
                Engine engine = new Engine(EngineOptions.DEFAULT.withThreads(2))) {
            Load load = warmedUp(
                    Duration.ofMillis(600),
                    lasting(
                            Duration.ofMillis(900),
                            load(Protocol.H1, new Arrival.Closed(), Connections.kept(4), get(server.http("/")))));
            LoadResult result = engine.run(load, moments::add);

            assertThat(moments).extracting(LoadProgress.Moment::warmingUp).contains(true, false);
            LoadProgress.Moment last = moments.get(moments.size() - 1);
            assertThat(last.completed())
                    .isPositive()
                    .isLessThanOrEqualTo(result.targets().get(0).counts().completed());
            assertThat(last.perSecond()).isPositive();
            assertThat(last.p99Nanos()).isPositive();
            assertThat(last.failed()).isZero();
            assertThat(result.generator().name()).startsWith("native (");
            assertThat(result.generator().cpu()).isPositive();
            assertThat(result.generator().runQueue()).isPresent();
            assertThat(result.generator().steal()).isPresent();
            assertThat(result.elapsed()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
            assertThat(result.load()).isEqualTo(load);
        }
    }

    @Test
    void aCpuThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> new Engine(EngineOptions.DEFAULT.pinnedTo(List.of(1000))).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CPU 1000");
        assertThatThrownBy(() -> EngineOptions.DEFAULT.withThreads(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLoadThreadIsPinnedWhereAsked() throws Exception {
        try (FakeServer server = new FakeServer(peer -> peer.answerAll("x"));
                Engine engine = new Engine(EngineOptions.DEFAULT.pinnedTo(List.of(0)))) {
            LoadResult result =
                    engine.run(load(Protocol.H1, Loads.rounds(2), ONE, get(server.http("/"))), LoadProgress.SILENT);

            assertThat(result.targets().get(0).counts().completed()).isEqualTo(2);
            assertThat(allowedCpus("mpmlab-load-")).contains("0");
        }
    }

    /** Of the threads whose names begin so, what the kernel says of where they may run. */
    private static List<String> allowedCpus(String name) throws IOException {
        List<String> allowed = new ArrayList<>();
        try (var threads = java.nio.file.Files.newDirectoryStream(java.nio.file.Path.of("/proc/self/task"))) {
            for (java.nio.file.Path thread : threads) {
                try {
                    if (java.nio.file.Files.readString(thread.resolve("comm")).startsWith(name)) {
                        java.nio.file.Files.readAllLines(thread.resolve("status")).stream()
                                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                                .forEach(line -> allowed.add(line.substring(line.indexOf('\t') + 1)));
                    }
                } catch (IOException ended) {
                    // A thread of an earlier test ends when it likes; the one that is looked for does not.
                }
            }
        }
        return allowed;
    }

    @Test
    void anUnknownHostFailsItsRequestsAndNotTheEngine() throws Exception {
        LoadResult result = Loads.run(lasting(
                Duration.ofMillis(100),
                load(Protocol.H1, Loads.rounds(2), ONE, get(java.net.URI.create("http://no-such-host.invalid/")))));

        assertThat(result.targets().get(0).errors()).isEqualTo(Map.of(ErrorKind.CONNECT, 2L));
    }
}
