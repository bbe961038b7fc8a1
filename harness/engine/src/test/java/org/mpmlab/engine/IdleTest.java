package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.lasting;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.run;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.connect.Limits;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;
import org.mpmlab.engine.peer.Peer;

class IdleTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static LoadResult beside(Idle idle, Protocol protocol, FakeServer server) throws InterruptedException {
        return run(lasting(SHORT, load(protocol, new Arrival.Closed(), Connections.kept(2), get(server.http("/"))))
                .beside(idle));
    }

    private static IdleResult held(Idle idle, FakeServer.Script script) throws Exception {
        try (FakeServer server = new FakeServer(script)) {
            return beside(idle, Protocol.H1, server).targets().get(0).idle();
        }
    }

    private static void answerAll(Peer peer) throws IOException {
        peer.answerAll("x");
    }

    @Test
    void idleConnectionsStandBesideTheLoadAndAreServedAfterIt() throws Exception {
        try (FakeServer server = new FakeServer(IdleTest::answerAll)) {
            LoadResult result = beside(Idle.of(100), Protocol.H1, server);

            TargetResult target = result.targets().get(0);
            IdleResult idle = target.idle();
            assertThat(idle.held()).isEqualTo(100);
            assertThat(idle.served()).isEqualTo(100);
            assertThat(idle.starved()).isFalse();
            assertThat(idle.refused() + idle.closed() + idle.silent()).isZero();
            assertThat(server.accepted()).isEqualTo(102);
            assertThat(target.counts().completed()).isPositive();
            assertThat(target.counts().connections()).as("the load's own").isEqualTo(2);
            assertThat(target.times().keySet())
                    .as("idle connections' requests are no part of the load's")
                    .noneMatch(series -> series.metric() == Metric.BLOCKED
                            && target.times(series).count() > 100);
        }
    }

    @Test
    void everyFirstByteIsKeptByHowManyWereHeld() throws Exception {
        IdleResult idle = held(Idle.of(100), IdleTest::answerAll);

        assertThat(idle.opening()).hasSize(50);
        assertThat(idle.opening().get(0).held()).isEqualTo(2);
        assertThat(idle.opening().get(49).held()).isEqualTo(100);
        assertThat(idle.opening())
                .allSatisfy(level -> assertThat(level.firstByte().count()).isEqualTo(2));
    }

    @Test
    void theNumberAtWhichNewRequestsStarveIsFoundAndNoLoadIsSent() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            if (peer.number() < 25) {
                answerAll(peer);
            }
            Thread.sleep(60_000);
        })) {
            LoadResult result = beside(Idle.untilStarved(1000, Duration.ofSeconds(2)), Protocol.H1, server);

            IdleResult idle = result.targets().get(0).idle();
            assertThat(idle.starved()).isTrue();
            assertThat(idle.held()).isEqualTo(25);
            assertThat(idle.refused()).isEqualTo(4);
            assertThat(idle.samples()).contains("no answer in time to a new connection");
            assertThat(result.targets().get(0).counts()).isEqualTo(TargetResult.Counts.NONE);
        }
    }

    @Test
    void aServerThatClosesEveryNewConnectionStarvesThemToo() throws Exception {
        IdleResult idle = held(Idle.untilStarved(100, Duration.ofSeconds(5)), peer -> {
            if (peer.number() < 10) {
                answerAll(peer);
            }
        });

        assertThat(idle.starved()).isTrue();
        assertThat(idle.held()).isEqualTo(10);
    }

    @Test
    void oneRefusalAmongManyIsNoStarvation() throws Exception {
        IdleResult idle = held(Idle.untilStarved(40, Duration.ofMillis(500)), peer -> {
            if (peer.number() % 7 == 6) {
                peer.request();
                peer.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            }
            answerAll(peer);
        });

        assertThat(idle.starved()).isFalse();
        assertThat(idle.refused()).isBetween(5, 6);
        assertThat(idle.held() + idle.refused()).isEqualTo(40);
        assertThat(idle.samples().get(0)).contains("200 expected, not 503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n\r\n"})
    void wrongAnswersEndTheOpeningAndAreNoStarvation(String answer) throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                if (peer.request().startsWith("GET /lihgt.txt ")) {
                    peer.send(answer);
                } else {
                    peer.answer("x");
                }
            }
        })) {
            LoadResult result =
                    beside(Idle.untilStarved(500, Duration.ofSeconds(2)).asking("/lihgt.txt"), Protocol.H1, server);

            IdleResult idle = result.targets().get(0).idle();
            assertThat(idle.starved()).isFalse();
            assertThat(idle.held()).isZero();
            assertThat(idle.refused())
                    .as("four in a row, and those under way then")
                    .isBetween(4, 7);
            assertThat(idle.wrong()).isEqualTo(idle.refused());
            assertThat(idle.samples().get(0)).containsAnyOf("200 expected, not 404", "SSH-2.0");
        }
    }

    @Test
    void whereSomeAnswersAreWrongTheLackOfAnyIsStillStarvation() throws Exception {
        IdleResult idle = held(Idle.untilStarved(100, Duration.ofMillis(500)), peer -> {
            if (peer.number() < 10) {
                answerAll(peer);
            }
            if (peer.number() < 12) {
                peer.request();
                peer.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            }
            Thread.sleep(60_000);
        });

        assertThat(idle.starved()).isTrue();
        assertThat(idle.held()).isEqualTo(10);
        assertThat(idle.wrong()).isEqualTo(2);
        assertThat(idle.refused()).isEqualTo(6);
    }

    @Test
    void connectionsThatTheServerClosedAndThoseItNoLongerServesAreToldApart() throws Exception {
        IdleResult idle = held(new Idle(30, Optional.empty(), 1, Duration.ofMillis(400), false), peer -> {
            if (peer.number() >= 15) {
                answerAll(peer);
            }
            peer.request();
            peer.answer("x");
            if (peer.number() >= 10) {
                peer.request();
                Thread.sleep(60_000);
            }
        });

        assertThat(idle.held()).isLessThanOrEqualTo(30);
        assertThat(idle.closed()).isEqualTo(10);
        assertThat(idle.silent()).isEqualTo(5);
        assertThat(idle.served()).isEqualTo(15);
    }

    @Test
    void anotherPageCanBeAskedFor() throws Exception {
        AtomicInteger light = new AtomicInteger();
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                light.addAndGet(peer.request().startsWith("GET /light ") ? 1 : 0);
                peer.answer("x");
            }
        })) {
            LoadResult result = beside(Idle.of(10).asking("/light"), Protocol.H1, server);

            assertThat(result.targets().get(0).idle().served()).isEqualTo(10);
            assertThat(light).as("once when opened, once in the end").hasValue(20);
        }
    }

    @Test
    void http2ConnectionsAreHeldToo() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            H2Peer frames = new H2Peer(peer).greet();
            while (true) {
                frames.answer(frames.request(), "x");
            }
        })) {
            IdleResult idle =
                    beside(Idle.of(20), Protocol.H2C, server).targets().get(0).idle();

            assertThat(idle.held()).isEqualTo(20);
            assertThat(idle.served()).isEqualTo(20);
        }
    }

    @Test
    void moreConnectionsThanThisProcessMayOpenAreRefusedBeforeAnyIsMade() throws Exception {
        try (FakeServer server = new FakeServer(IdleTest::answerAll)) {
            assertThatThrownBy(() -> beside(Idle.of(100_000_000), Protocol.H1, server))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("100,000,002 connections need as many open files")
                    .hasMessageContaining("ulimit -n");
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void severalLocalAddressesMakeUpForTheLackOfPorts() throws Exception {
        InetAddress here = address(127, 0, 0, 1);

        assertThat(Limits.sources(1000, here)).isEmpty();
        assertThat(Limits.sources(100_000, here))
                .hasSizeBetween(2, 10)
                .startsWith(here, address(127, 0, 0, 2))
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> Limits.sources(100_000, address(192, 0, 2, 1)))
                .hasMessageContaining("ip_local_port_range");
    }

    private static InetAddress address(int... parts) throws IOException {
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) parts[i];
        }
        return InetAddress.getByAddress(bytes);
    }
}
