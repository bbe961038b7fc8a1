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
import static org.mpmlab.engine.peer.H2Peer.ACK;
import static org.mpmlab.engine.peer.H2Peer.CONTINUATION;
import static org.mpmlab.engine.peer.H2Peer.DATA;
import static org.mpmlab.engine.peer.H2Peer.END_HEADERS;
import static org.mpmlab.engine.peer.H2Peer.END_STREAM;
import static org.mpmlab.engine.peer.H2Peer.GOAWAY;
import static org.mpmlab.engine.peer.H2Peer.HEADERS;
import static org.mpmlab.engine.peer.H2Peer.PADDED;
import static org.mpmlab.engine.peer.H2Peer.PING;
import static org.mpmlab.engine.peer.H2Peer.PRIORITY;
import static org.mpmlab.engine.peer.H2Peer.PUSH_PROMISE;
import static org.mpmlab.engine.peer.H2Peer.RST_STREAM;
import static org.mpmlab.engine.peer.H2Peer.SETTINGS;
import static org.mpmlab.engine.peer.H2Peer.WINDOW_UPDATE;
import static org.mpmlab.engine.peer.H2Peer.encode;
import static org.mpmlab.engine.peer.H2Peer.hex;
import static org.mpmlab.engine.peer.H2Peer.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;

/** What the engine makes of HTTP/2 servers, hostile ones above all. */
class Http2LoadTest {
    private static final Connections ONE = Connections.kept(1);
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;

    /** What a server does once it has greeted. */
    @FunctionalInterface
    private interface Script {
        void serve(H2Peer peer) throws IOException, InterruptedException;
    }

    private static FakeServer server(Script script) throws IOException {
        return new FakeServer(peer -> script.serve(new H2Peer(peer).greet()));
    }

    private static TargetResult rounds(int count, Script script) throws Exception {
        try (FakeServer server = server(script)) {
            return only(load(Protocol.H2C, Loads.rounds(count), ONE, get(server.http("/"))));
        }
    }

    @Test
    void sendsTheRequestAsAsked() throws Exception {
        BlockingQueue<H2Peer.Frame> frames = new LinkedBlockingQueue<>();
        try (FakeServer server = server(peer -> {
            frames.add(peer.next(HEADERS));
            frames.add(peer.next(DATA));
            peer.answer(frames.peek().stream(), "");
        })) {
            Target target = new Target(
                    "login",
                    server.http("/p?x=1"),
                    "POST",
                    Map.of("X-One", "1"),
                    Optional.of("body"),
                    Target.Expectation.OK);
            TargetResult result = only(load(Protocol.H2C, ONE_ROUND, ONE, target));

            assertThat(result.errors()).isEmpty();
            H2Peer.Frame headers = frames.take();
            assertThat(headers.stream()).isEqualTo(1);
            assertThat(headers.flags()).isEqualTo(END_HEADERS);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.write(hex("20 83 86 01"));
            literal(expected, "127.0.0.1:" + server.port());
            expected.write(hex("04"));
            literal(expected, "/p?x=1");
            expected.write(0);
            literal(expected, "x-one");
            literal(expected, "1");
            expected.write(0);
            literal(expected, "content-length");
            literal(expected, "4");
            assertThat(headers.payload()).isEqualTo(expected.toByteArray());
            H2Peer.Frame data = frames.take();
            assertThat(new String(data.payload(), StandardCharsets.US_ASCII)).isEqualTo("body");
            assertThat(data.flags()).isEqualTo(END_STREAM);
        }
    }

    private static void literal(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.length());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void everyRequestIsAStreamOfTheSameConnection() throws Exception {
        TargetResult result = rounds(20, peer -> {
            for (int stream = 1; ; stream += 2) {
                assertThat(peer.request()).isEqualTo(stream);
                peer.answer(stream, "hello");
            }
        });

        assertThat(result.counts()).isEqualTo(new TargetResult.Counts(20, 20, 20, 0, 100, 1));
        assertThat(result.negotiated()).isEqualTo(Map.of("h2c", 1L));
        assertThat(result.successes(Metric.CONNECT).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void framesMayBeSplitAnywhere(int piece) throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            int stream = peer.request();
            byte[] answer = join(
                    encode(HEADERS, END_HEADERS, stream, hex("88 5c 01 35")),
                    encode(77, 0xff, stream, hex("00 01 02")),
                    encode(DATA, PADDED, stream, hex("02 6162 0000")),
                    encode(DATA, END_STREAM, stream, "cde".getBytes(StandardCharsets.US_ASCII)));
            for (int at = 0; at < answer.length; at += piece) {
                raw.send(java.util.Arrays.copyOfRange(answer, at, Math.min(answer.length, at + piece)));
                Thread.sleep(1);
            }
            peer.untilTheClientLeaves();
        })) {
            TargetResult result = only(load(Protocol.H2C, ONE_ROUND, ONE, target("GET", server.http("/"), 200, 5)));

            assertThat(result.errors()).isEmpty();
            assertThat(result.samples()).isEmpty();
        }
    }

    @Test
    void theFirstByteIsTheFinalHeadersFrame() throws Exception {
        TargetResult result = rounds(1, peer -> {
            int stream = peer.request();
            peer.send(HEADERS, END_HEADERS, stream, "08 03 313033"); // 103
            Thread.sleep(100);
            peer.send(HEADERS, END_HEADERS, stream, "88");
            Thread.sleep(100);
            peer.send(DATA, 0, stream, "61");
            peer.send(HEADERS, END_HEADERS | END_STREAM, stream, "00 01 74 01 78"); // a trailer
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEmpty();
        assertThat(result.counts().bodyBytes()).isEqualTo(1);
        double firstByte = result.successes(Metric.WRITTEN_TO_FIRST_BYTE).quantileMillis(0.5);
        assertThat(firstByte).isGreaterThan(95);
        // Half of what the server waits, lest a busy machine blur it.
        assertThat(result.successes(Metric.TOTAL).quantileMillis(0.5) - firstByte)
                .isGreaterThan(50);
    }

    @Test
    void headersMayComeInPiecesWithPaddingAndPriority() throws Exception {
        TargetResult result = rounds(2, peer -> {
            int stream = peer.request();
            // content-length: 3, indexed, in a block of four pieces.
            peer.send(HEADERS, PADDED | PRIORITY, stream, "02 00000000 10 88 5c 0000");
            peer.send(CONTINUATION, 0, stream, "");
            peer.send(CONTINUATION, 0, stream, "01");
            peer.send(CONTINUATION, END_HEADERS, stream, "33");
            peer.send(DATA, END_STREAM | PADDED, stream, "00 616263");
            stream = peer.request();
            // The same by the table's index.
            peer.send(HEADERS, END_HEADERS, stream, "88 be");
            peer.send(DATA, PADDED, stream, "01 616263 00");
            peer.send(DATA, END_STREAM, stream, "");
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEmpty();
        assertThat(result.counts().bodyBytes()).isEqualTo(6);
    }

    @Test
    void respectsTheServersStreamLimitAsItChanges() throws Exception {
        AtomicInteger most = new AtomicInteger();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet(MAX_CONCURRENT_STREAMS, 2);
            int answered = 0;
            int open = 0;
            BlockingQueue<Integer> streams = new LinkedBlockingQueue<>();
            raw.socket().setSoTimeout(20);
            while (true) {
                try {
                    streams.add(peer.request());
                    open++;
                    if (answered > 16) {
                        most.accumulateAndGet(open, Math::max);
                    }
                } catch (java.net.SocketTimeoutException quiet) {
                    if (!streams.isEmpty()) {
                        answered++;
                        open--;
                        peer.answer(streams.take(), "x");
                    }
                }
            }
        })) {
            Connections plan = new Connections(1, 8, 0, Connections.Policy.SHARED);
            // Requests sent before the server's settings are known may be as many as the load says; a warm-up ends
            // that.
            TargetResult result = only(lasting(
                    Duration.ofSeconds(1), load(Protocol.H2C, new Arrival.Closed(), plan, get(server.http("/")))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().completed()).isPositive();
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void streamsAreInFlightTogether() throws Exception {
        try (FakeServer server = server(peer -> {
            while (true) {
                // Answers only once all four are there, the last first.
                int[] streams = {peer.request(), peer.request(), peer.request(), peer.request()};
                for (int i = 3; i >= 0; i--) {
                    peer.answer(streams[i], "x");
                }
            }
        })) {
            Connections plan = new Connections(1, 4, 0, Connections.Policy.SHARED);
            TargetResult result = only(timingOutAfter(
                    Duration.ofSeconds(1),
                    lasting(
                            Duration.ofMillis(200),
                            load(Protocol.H2C, new Arrival.Closed(), plan, get(server.http("/"))))));

            assertThat(result.counts().completed()).isGreaterThanOrEqualTo(4);
            assertThat(result.counts().completed() % 4).isZero();
            assertThat(result.counts().connections()).isEqualTo(1);
        }
    }

    @Test
    void aResetStreamFailsOneRequestAndIsNotTriedAgain() throws Exception {
        TargetResult result = rounds(3, peer -> {
            peer.send(RST_STREAM, 0, peer.request(), "00000007"); // REFUSED_STREAM
            int half = peer.request();
            peer.send(HEADERS, END_HEADERS, half, "88");
            peer.send(DATA, 0, half, "6161");
            peer.send(RST_STREAM, 0, half, "00000002");
            peer.answer(peer.request(), "x");
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.RESET_STREAM, 2L));
        assertThat(result.counts().connections()).isEqualTo(1);
        assertThat(result.counts().sent()).isEqualTo(3);
        assertThat(result.samples().get(0)).contains("error code 7");
        assertThat(result.samples().get(1)).contains("after 2 bytes");
    }

    @Test
    void goAwayFailsWhatTheServerDidNotTakeAndLetsTheRestFinish() throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            if (raw.number() > 0) {
                peer.answerAll("x");
            }
            int taken = peer.request();
            peer.request();
            peer.send(GOAWAY, 0, 0, "00000001 00000000");
            Thread.sleep(30);
            peer.answer(taken, "x");
            peer.untilTheClientLeaves();
        })) {
            Connections plan = new Connections(1, 2, 0, Connections.Policy.SHARED);
            TargetResult result = only(lasting(
                    Duration.ofMillis(300), load(Protocol.H2C, new Arrival.Closed(), plan, get(server.http("/")))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.GOAWAY, 1L));
            assertThat(result.counts().sent()).isEqualTo(result.counts().completed() + 1);
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void goAwayBetweenRequestsIsNoError() throws Exception {
        try (FakeServer server = server(peer -> {
            int stream = peer.request();
            // The answer and the goodbye in one read: the next request must not be lost to it.
            peer.send(HEADERS, END_HEADERS | END_STREAM, stream, "88");
            peer.send(GOAWAY, 0, 0, "00000001 00000000");
            peer.untilTheClientLeaves();
        })) {
            Arrival arrival = new Arrival.Rounds(false, Duration.ofMillis(50), 3);
            TargetResult result = only(load(Protocol.H2C, arrival, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().connections()).isEqualTo(3);
        }
    }

    @Test
    void aRequestNotYetSentWhenGoAwayComesGoesToAnotherConnection() throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            int stream = peer.request();
            raw.send(join(
                    encode(HEADERS, END_HEADERS | END_STREAM, stream, hex("88")),
                    encode(GOAWAY, 0, 0, hex("00000001 00000000"))));
            peer.untilTheClientLeaves();
        })) {
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(5), ONE, get(server.http("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().sent()).isEqualTo(5);
            assertThat(server.accepted()).isBetween(5, 6);
        }
    }

    @Test
    void opensAConnectionForSoManyRequests() throws Exception {
        try (FakeServer server = server(peer -> peer.answerAll("x"))) {
            Connections plan = new Connections(1, 1, 4, Connections.Policy.ON_DEMAND);
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(12), plan, get(server.http("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(server.accepted()).isEqualTo(3);
        }
    }

    @Test
    void aBodyWaitsForTheServersWindows() throws Exception {
        String body = "x".repeat(100_000);
        AtomicInteger received = new AtomicInteger();
        AtomicInteger beforeUpdates = new AtomicInteger();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet(INITIAL_WINDOW_SIZE, 0);
            // The first request may have been sent under the window that holds before settings; the second is not.
            int stream = peer.request();
            peer.send(RST_STREAM, 0, stream, "00000008");
            stream = peer.request();
            raw.socket().setSoTimeout(50);
            try {
                beforeUpdates.set(peer.next(DATA).payload().length);
            } catch (java.net.SocketTimeoutException rightly) {
                raw.socket().setSoTimeout(0);
            }
            peer.send(WINDOW_UPDATE, 0, 0, "00100000");
            peer.send(WINDOW_UPDATE, 0, stream, "00000005");
            assertThat(peer.next(DATA).payload()).hasSize(5);
            peer.send(SETTINGS, 0, 0, H2Peer.settings(INITIAL_WINDOW_SIZE, 100_000));
            received.set(5);
            while (received.get() < body.length()) {
                received.addAndGet(peer.next(DATA).payload().length);
            }
            peer.answer(stream, "ok");
            peer.untilTheClientLeaves();
        })) {
            Target target =
                    new Target("upload", server.http("/"), "POST", Map.of(), Optional.of(body), Target.Expectation.OK);
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(2), ONE, target));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.RESET_STREAM, 1L));
            assertThat(result.counts().completed()).isEqualTo(1);
        }
        assertThat(beforeUpdates).hasValue(0);
        assertThat(received).hasValue(body.length());
    }

    @Test
    void aBodyWaitsForTheConnectionsWindowToo() throws Exception {
        String body = "x".repeat(100_000);
        AtomicInteger beforeUpdate = new AtomicInteger();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet(INITIAL_WINDOW_SIZE, 1 << 20);
            // By the second request the settings are known, and the connection's window is what it was at first.
            int stream = peer.request();
            peer.send(WINDOW_UPDATE, 0, 0, "000186a0");
            for (int rest = body.length(); rest > 0; ) {
                rest -= peer.next(DATA).payload().length;
            }
            peer.answer(stream, "ok");
            stream = peer.request();
            raw.socket().setSoTimeout(100);
            try {
                while (true) {
                    beforeUpdate.addAndGet(peer.next(DATA).payload().length);
                }
            } catch (java.net.SocketTimeoutException rightly) {
                raw.socket().setSoTimeout(0);
            }
            peer.send(WINDOW_UPDATE, 0, 0, "00100000");
            for (int rest = body.length() - beforeUpdate.get(); rest > 0; ) {
                rest -= peer.next(DATA).payload().length;
            }
            peer.answer(stream, "ok");
            peer.untilTheClientLeaves();
        })) {
            Target target =
                    new Target("upload", server.http("/"), "POST", Map.of(), Optional.of(body), Target.Expectation.OK);
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(2), ONE, target));

            assertThat(result.errors()).isEmpty();
        }
        assertThat(beforeUpdate).hasValue(65_535);
    }

    @Test
    void answersPingsAndAcknowledgesSettings() throws Exception {
        BlockingQueue<List<H2Peer.Frame>> said = new LinkedBlockingQueue<>();
        rounds(1, peer -> {
            int stream = peer.request();
            peer.send(PING, 0, 0, "0102030405060708");
            peer.next(PING);
            peer.answer(stream, "x");
            said.add(peer.untilTheClientLeaves());
        });

        assertThat(said.take())
                .anySatisfy(frame -> {
                    assertThat(frame.type()).isEqualTo(PING);
                    assertThat(frame.flags()).isEqualTo(ACK);
                    assertThat(frame.payload()).isEqualTo(hex("0102030405060708"));
                })
                .anyMatch(frame -> frame.type() == SETTINGS && frame.flags() == ACK);
    }

    @Test
    void opensTheWindowsAgainLongBeforeTheyClose() throws Exception {
        // 40,000 frames of 16 KiB: more than half of 2^30.
        byte[] frame = encode(DATA, 0, 1, new byte[16_384]);
        BlockingQueue<Long> updates = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            int stream = peer.request();
            peer.send(HEADERS, END_HEADERS, stream, "88");
            for (int i = 0; i < 40_000; i++) {
                raw.send(frame);
            }
            peer.send(DATA, END_STREAM, stream, "");
            updates.add(peer.untilTheClientLeaves().stream()
                    .filter(said -> said.type() == WINDOW_UPDATE)
                    .count());
        })) {
            TargetResult result = only(load(Protocol.H2C, ONE_ROUND, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts().bodyBytes()).isEqualTo(40_000L * 16_384);
            // One after the preface, one of the connection, one of the stream.
            assertThat(updates.poll(5, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("data on a stream that is not in use", encode(DATA, 0, 99, hex("61"))),
                Arguments.of("headers on the server's own stream", encode(HEADERS, END_HEADERS, 2, hex("88"))),
                Arguments.of("a push", encode(PUSH_PROMISE, END_HEADERS, 1, hex("00000002 82"))),
                Arguments.of("a continuation of nothing", encode(CONTINUATION, END_HEADERS, 1, hex("88"))),
                Arguments.of("a frame that is too long", encode(DATA, 0, 1, new byte[16_385])),
                Arguments.of("more padding than payload", encode(DATA, PADDED, 1, hex("05 6161"))),
                Arguments.of(
                        "headers with more padding than payload",
                        encode(HEADERS, PADDED | END_HEADERS, 1, hex("05 88"))),
                Arguments.of("a padded frame without a length", encode(DATA, PADDED, 1, hex(""))),
                Arguments.of("a window update of nothing", encode(WINDOW_UPDATE, 0, 0, hex("00000000"))),
                Arguments.of("a window beyond 2^31-1", encode(WINDOW_UPDATE, 0, 0, hex("7fffffff"))),
                Arguments.of("a window update on an idle stream", encode(WINDOW_UPDATE, 0, 9, hex("00000001"))),
                Arguments.of("a short window update", encode(WINDOW_UPDATE, 0, 0, hex("0001"))),
                Arguments.of("settings on a stream", encode(SETTINGS, 0, 1, hex(""))),
                Arguments.of("settings of no whole entries", encode(SETTINGS, 0, 0, hex("0001"))),
                Arguments.of("a settings acknowledgement with payload", encode(SETTINGS, ACK, 0, hex("000100000000"))),
                Arguments.of("settings that enable push", encode(SETTINGS, 0, 0, hex("0002 00000001"))),
                Arguments.of("an initial window beyond 2^31-1", encode(SETTINGS, 0, 0, hex("0004 80000000"))),
                Arguments.of("a frame size below 16384", encode(SETTINGS, 0, 0, hex("0005 00003fff"))),
                Arguments.of("a ping on a stream", encode(PING, 0, 1, new byte[8])),
                Arguments.of("a ping of seven bytes", encode(PING, 0, 0, new byte[7])),
                Arguments.of("a goaway on a stream", encode(GOAWAY, 0, 1, new byte[8])),
                Arguments.of("a short goaway", encode(GOAWAY, 0, 0, new byte[7])),
                Arguments.of("a reset of an idle stream", encode(RST_STREAM, 0, 7, hex("00000000"))),
                Arguments.of("a short reset", encode(RST_STREAM, 0, 1, hex("0000"))),
                Arguments.of("a header block that is none", encode(HEADERS, END_HEADERS, 1, hex("be"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void aViolationEndsTheConnectionWithAGoAway(String name, byte[] violation) throws Exception {
        BlockingQueue<List<H2Peer.Frame>> said = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            peer.request();
            raw.send(violation);
            said.add(peer.untilTheClientLeaves());
        })) {
            TargetResult result = only(load(Protocol.H2C, ONE_ROUND, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
            assertThat(result.samples().get(0)).contains("frame of", "bytes ");
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(said.take()).anyMatch(frame -> frame.type() == GOAWAY && frame.number(4) != 0);
        }
    }

    @Test
    void nothingMayComeBetweenTheFramesOfAHeaderBlock() throws Exception {
        for (byte[] between : List.of(
                encode(PING, 0, 0, new byte[8]),
                encode(DATA, 0, 1, hex("61")),
                encode(CONTINUATION, END_HEADERS, 3, hex("88")))) {
            try (FakeServer server = new FakeServer(raw -> {
                H2Peer peer = new H2Peer(raw).greet();
                peer.request();
                raw.send(join(encode(HEADERS, 0, 1, hex("88")), between));
                peer.untilTheClientLeaves();
            })) {
                TargetResult result = only(load(Protocol.H2C, ONE_ROUND, ONE, get(server.http("/"))));

                assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
                assertThat(result.samples().get(0)).contains("amid a header block");
            }
        }
    }

    @Test
    void anEndlessHeaderBlockIsRefused() throws Exception {
        TargetResult result = rounds(1, peer -> {
            peer.send(HEADERS, 0, peer.request(), "88");
            for (int i = 0; i < 10; i++) {
                peer.send(CONTINUATION, 0, 1, new byte[16_000]);
            }
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 01 78 01 79", // no status
                "88 00 01 58 01 79", // an upper-case name
                "88 00 0a 636f6e6e656374696f6e 01 78", // connection
                "08 03 313031", // 101
            })
    void aMalformedResponseFailsItsStreamAlone(String block) throws Exception {
        TargetResult result = rounds(2, peer -> {
            peer.send(HEADERS, END_HEADERS, peer.request(), block);
            assertThat(peer.next(RST_STREAM).number(0)).isEqualTo(1);
            // Late frames on a stream that the client gave up are passed over.
            peer.send(DATA, END_STREAM, 1, "61");
            peer.answer(peer.request(), "x");
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
        assertThat(result.counts().completed()).isEqualTo(1);
        assertThat(result.counts().connections()).isEqualTo(1);
    }

    @Test
    void aBodyThatIsNotAsLongAsItSaysIsMalformed() throws Exception {
        TargetResult result = rounds(1, peer -> {
            int stream = peer.request();
            peer.send(HEADERS, END_HEADERS, stream, "88 5c 01 35");
            peer.send(DATA, END_STREAM, stream, "6161");
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
        assertThat(result.samples().get(0)).contains("2 bytes of data where content-length says 5");
    }

    @Test
    void moreOnAStreamThatTheServerEndedIsAViolation() throws Exception {
        TargetResult result = rounds(2, peer -> {
            int stream = peer.request();
            peer.answer(stream, "x");
            peer.request();
            peer.send(DATA, END_STREAM, stream, "61");
            peer.untilTheClientLeaves();
        });

        assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
        assertThat(result.counts().completed()).isEqualTo(1);
    }

    @Test
    void aTimeoutEndsItsStreamAlone() throws Exception {
        try (FakeServer server = server(peer -> {
            int slow = peer.request();
            assertThat(peer.next(RST_STREAM).stream()).isEqualTo(slow);
            peer.answer(slow, "late");
            peer.answerAll("x");
        })) {
            TargetResult result = only(timingOutAfter(
                    Duration.ofMillis(200), load(Protocol.H2C, Loads.rounds(3), ONE, get(server.http("/")))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.TIMEOUT, 1L));
            assertThat(result.counts().completed()).isEqualTo(2);
            assertThat(result.counts().connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatSpeaksHttp1IsNotNegotiatedWith() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            peer.socket().getInputStream().read();
        })) {
            TargetResult result = only(load(Protocol.H2C, ONE_ROUND, ONE, get(server.http("/"))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.NEGOTIATION, 1L));
            assertThat(result.negotiated()).isEqualTo(Map.of("http/1.1", 1L));
            assertThat(result.samples().get(0)).contains("\"HTTP/1.1 400 Bad Request\\r\\n");
        }
    }

    @Test
    void aConnectionThatEndsFailsAllThatIsOnIt() throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            peer.request();
            // At the end of the load the second may not come.
            raw.socket().setSoTimeout(100);
            peer.request();
        })) {
            Connections plan = new Connections(1, 2, 0, Connections.Policy.SHARED);
            TargetResult result = only(lasting(
                    Duration.ofMillis(100), load(Protocol.H2C, new Arrival.Closed(), plan, get(server.http("/")))));

            assertThat(result.errors()).containsOnlyKeys(ErrorKind.CLOSED);
            assertThat(result.counts().failed())
                    .isEqualTo(result.counts().sent())
                    .isGreaterThanOrEqualTo(2);
        }
    }
}
