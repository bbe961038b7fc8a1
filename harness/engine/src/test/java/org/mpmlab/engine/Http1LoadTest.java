package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.engine.Loads.ONE_ROUND;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.lasting;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.only;
import static org.mpmlab.engine.Loads.rounds;
import static org.mpmlab.engine.Loads.target;
import static org.mpmlab.engine.Loads.timingOutAfter;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Series.Connection;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Series.Outcome;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.Peer;

/** What the engine makes of HTTP/1.1 servers, good and bad. */
class Http1LoadTest {
    private static final Connections ONE = Connections.kept(1);

    private static TargetResult once(FakeServer.Script script) throws Exception {
        try (FakeServer server = new FakeServer(script)) {
            return only(load(Protocol.H1, ONE_ROUND, ONE, get(server.http("/"))));
        }
    }

    private static FakeServer.Script saying(String... pieces) {
        return peer -> {
            peer.request();
            for (String piece : pieces) {
                peer.send(piece);
                Thread.sleep(2);
            }
        };
    }

    @Test
    void sendsTheRequestAsAsked() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(peer -> {
            requests.add(peer.request());
            peer.answer("");
        })) {
            Target target = new Target(
                    "login",
                    server.http("/a%20b?x=1"),
                    "POST",
                    Map.of("X-One", "1"),
                    Optional.of("naïve"),
                    Target.Expectation.OK);
            only(load(Protocol.H1, ONE_ROUND, ONE, target));

            assertThat(requests.take())
                    .isEqualTo("POST /a%20b?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nX-One: 1\r\nContent-Length: 6\r\n\r\nnaïve");
        }
    }

    @Test
    void keepsTheConnectionAndTellsTheFirstRequestOnItApart() throws Exception {
        try (FakeServer server = new FakeServer(peer -> peer.answerAll("hello"))) {
            TargetResult result = only(load(Protocol.H1, rounds(20), ONE, get(server.http("/"))));

            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(20, 20, 20, 0, 100, 1));
            assertThat(result.negotiated()).isEqualTo(Map.of("http/1.1", 1L));
            assertThat(result.statuses()).isEqualTo(Map.of(200, 20L));
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(count(result, Metric.WRITTEN_TO_FIRST_BYTE, Connection.NEW, Outcome.SUCCESS))
                    .isEqualTo(1);
            assertThat(count(result, Metric.WRITTEN_TO_FIRST_BYTE, Connection.REUSED, Outcome.SUCCESS))
                    .isEqualTo(19);
            assertThat(count(result, Metric.CONNECT, Connection.NEW, Outcome.SUCCESS))
                    .isEqualTo(1);
            assertThat(count(result, Metric.TLS, Connection.NEW, Outcome.SUCCESS))
                    .isZero();
        }
    }

    private static long count(TargetResult result, Metric metric, Connection connection, Outcome outcome) {
        return result.times(new Series(metric, connection, outcome)).count();
    }

    @ParameterizedTest
    @CsvSource({"1, 12, true", "5, 3, true", "7, 2, true", "12, 1, true"})
    void opensAConnectionForSoManyRequests(int requests, int connections, boolean saysClose) throws Exception {
        BlockingQueue<String> last = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(peer -> {
            String request = "";
            for (int i = 0; i < requests; i++) {
                request = peer.request();
                assertThat(request.contains("Connection: close")).isEqualTo(i == requests - 1);
                peer.answer("x");
            }
            last.add(request);
            // The client closes, whatever the server does.
            assertThat(peer.socket().getInputStream().read()).isNegative();
        })) {
            Connections plan = new Connections(1, 1, requests, Connections.Policy.ON_DEMAND);
            TargetResult result = only(load(Protocol.H1, rounds(12), plan, get(server.http("/"))));

            assertThat(result.counts().completed()).isEqualTo(12);
            assertThat(result.counts().connections()).isEqualTo(connections);
            assertThat(server.accepted()).isEqualTo(connections);
            assertThat(last.take().contains("Connection: close")).isEqualTo(saysClose);
        }
    }

    @Test
    void aFreshConnectionsTimeIsPartOfWhatAUserSeesButNotOfTheServersTime() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            Thread.sleep(20);
            peer.answer("x");
        })) {
            TargetResult result = only(load(Protocol.H1, rounds(5), Connections.fresh(1), get(server.http("/"))));

            long connect = result.successes(Metric.CONNECT).minNanos();
            long written = result.successes(Metric.WRITTEN_TO_FIRST_BYTE).quantileNanos(0.5);
            assertThat(connect).isPositive();
            assertThat(result.successes(Metric.BLOCKED).minNanos()).isGreaterThanOrEqualTo(connect);
            assertThat(written).isBetween(20_000_000L, 500_000_000L);
            assertThat(result.successes(Metric.INTENDED_TO_FIRST_BYTE).minNanos())
                    .isGreaterThan(
                            result.successes(Metric.WRITTEN_TO_FIRST_BYTE).minNanos());
        }
    }

    @Test
    void theFirstByteIsTheFinalHeadsNotAnInterimOnesAndNotTheBodys() throws Exception {
        TargetResult result = once(peer -> {
            peer.request();
            peer.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            Thread.sleep(100);
            peer.send("HTT");
            Thread.sleep(100);
            peer.send("P/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
            Thread.sleep(100);
            peer.send("body");
        });

        assertThat(result.counts().completed()).isEqualTo(1);
        double firstByte = result.successes(Metric.WRITTEN_TO_FIRST_BYTE).quantileMillis(0.5);
        assertThat(firstByte).isGreaterThan(95);
        // Half of what the server waits, lest a busy machine blur it.
        assertThat(result.successes(Metric.TOTAL).quantileMillis(0.5) - firstByte)
                .isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nT: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
            })
    void understandsEveryFraming(String response) throws Exception {
        TargetResult result = once(saying(response));

        assertThat(result.errors()).isEmpty();
        assertThat(result.counts().bodyBytes()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200, 'Content-Length: 100'", "GET, 204, 'X: y'", "GET, 304, 'Content-Length: 100'"})
    void knowsWhenThereIsNoBody(String method, int status, String header) throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                peer.request();
                peer.send("HTTP/1.1 " + status + " Whatever\r\n" + header + "\r\n\r\n");
            }
        })) {
            TargetResult result = only(load(Protocol.H1, rounds(3), ONE, target(method, server.http("/"), status, 0)));

            assertThat(result.errors()).isEmpty();
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void anotherStatusAndAnotherLengthAreErrorsOfTheirOwnWithTimesApart() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            peer.request();
            peer.answer("four");
            peer.request();
            peer.answer("three");
        })) {
            TargetResult result = only(load(Protocol.H1, rounds(3), ONE, target("GET", server.http("/"), 200, 5)));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.STATUS, 1L, ErrorKind.LENGTH, 1L));
            assertThat(result.counts().completed()).isEqualTo(1);
            assertThat(result.counts().failed()).isEqualTo(2);
            assertThat(result.statuses()).isEqualTo(Map.of(200, 2L, 503, 1L));
            assertThat(count(result, Metric.TOTAL, Connection.NEW, Outcome.FAILURE))
                    .isEqualTo(1);
            assertThat(count(result, Metric.TOTAL, Connection.REUSED, Outcome.FAILURE))
                    .isEqualTo(1);
            assertThat(result.samples())
                    .containsExactly("STATUS: 200 expected, not 503", "LENGTH: 5 bytes expected, not 4");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, there is more",
            })
    void whatIsNotTheProtocolIsAnErrorThatQuotesIt(String response) throws Exception {
        TargetResult result = once(saying(response));

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
        assertThat(result.samples()).hasSize(1);
        assertThat(result.samples().get(0)).containsPattern("\"|0x|101");
    }

    @ParameterizedTest
    @CsvSource({
        "'', before the first byte",
        "'HTTP/1.1 200', after 12 bytes of the head",
        "'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', after 4 of 9 bytes of the body"
    })
    void aConnectionThatEndsTooSoonIsNeverTriedAgain(String response, String progress) throws Exception {
        try (FakeServer server = new FakeServer(saying(response))) {
            TargetResult result = only(load(Protocol.H1, ONE_ROUND, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.CLOSED, 1L));
            assertThat(result.samples().get(0)).endsWith(progress);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aResetIsNoEndOfABody() throws Exception {
        TargetResult result = once(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\n\r\nsome");
            Thread.sleep(50);
            peer.reset();
        });

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.CLOSED, 1L));
    }

    @Test
    void aServerMayCloseBetweenRequests() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            peer.answer("x");
            peer.request();
            peer.answer("x");
        })) {
            // The pause lets the FIN arrive before the next request is due.
            Arrival arrival = new Arrival.Rounds(false, Duration.ofMillis(60), 6);
            TargetResult result = only(load(Protocol.H1, arrival, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().connections()).isEqualTo(3);
            assertThat(count(result, Metric.WRITTEN_TO_FIRST_BYTE, Connection.NEW, Outcome.SUCCESS))
                    .isEqualTo(3);
        }
    }

    @Test
    void aGoodbyeOnAnIdleConnectionIsNoOnesAnswer() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            peer.answer("x");
            Thread.sleep(20);
            peer.send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
            peer.socket().getInputStream().read();
        })) {
            Arrival arrival = new Arrival.Rounds(false, Duration.ofMillis(100), 3);
            TargetResult result = only(load(Protocol.H1, arrival, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().connections()).isEqualTo(3);
        }
    }

    @Test
    void aServerThatSaysCloseIsTakenAtItsWord() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nConnection: Keep-Alive, close\r\nContent-Length: 0\r\n\r\n");
            // It does not close; the client does.
            assertThat(peer.socket().getInputStream().read()).isNegative();
        })) {
            TargetResult result = only(load(Protocol.H1, rounds(4), ONE, get(server.http("/"))));

            assertThat(result.counts().completed()).isEqualTo(4);
            assertThat(server.accepted()).isEqualTo(4);
        }
    }

    @Test
    void anAnswerThatTakesTooLongIsATimeoutAndItsConnectionIsNotUsedAgain() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            if (peer.number() == 0) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1");
                Thread.sleep(2_000);
            }
            peer.answer("x");
            peer.answerAll("x");
        })) {
            TargetResult result = only(
                    timingOutAfter(Duration.ofMillis(200), load(Protocol.H1, rounds(3), ONE, get(server.http("/")))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.TIMEOUT, 1L));
            assertThat(result.counts().sent()).isEqualTo(3);
            assertThat(result.samples().get(0)).contains("request timeout", "after 1 of 2 bytes");
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedConnectionFailsTheRequestThatNeededIt() throws Exception {
        FakeServer gone = new FakeServer(Peer::request);
        gone.close();
        TargetResult result = only(load(Protocol.H1, rounds(3), ONE, get(gone.http("/"))));

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.CONNECT, 3L));
        assertThat(result.counts().offered()).isEqualTo(3);
        assertThat(result.counts().sent()).isZero();
        assertThat(result.counts().failed()).isEqualTo(3);
    }

    @Test
    void manyConnectionsShareAClosedLoop() throws Exception {
        try (FakeServer server = new FakeServer(peer -> peer.answerAll("hello"))) {
            TargetResult result = only(lasting(
                    Duration.ofMillis(300),
                    load(Protocol.H1, new Arrival.Closed(), Connections.kept(8), get(server.http("/")))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().connections()).isEqualTo(8);
            assertThat(result.counts().completed())
                    .isEqualTo(result.counts().offered())
                    .isGreaterThan(8);
            assertThat(result.counts().bodyBytes())
                    .isEqualTo(5 * result.counts().completed());
        }
    }

    @Test
    void refusesRequestsThatCannotBeSent() {
        for (Target target : List.of(
                new Target(
                        "a",
                        URI.create("http://127.0.0.1:1/"),
                        "GET",
                        Map.of("X", "1\r\nY: 2"),
                        Optional.empty(),
                        Target.Expectation.OK),
                new Target(
                        "a",
                        URI.create("http://127.0.0.1:1/"),
                        "G ET",
                        Map.of(),
                        Optional.empty(),
                        Target.Expectation.OK),
                new Target(
                        "a",
                        URI.create("http://127.0.0.1:1/"),
                        "GET",
                        Map.of("Connection", "close"),
                        Optional.empty(),
                        Target.Expectation.OK))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> only(load(Protocol.H1, ONE_ROUND, ONE, target))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("target a: ");
        }
    }
}
