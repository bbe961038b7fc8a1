package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.lasting;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.only;
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
import static org.mpmlab.engine.peer.H2Peer.RST_STREAM;
import static org.mpmlab.engine.peer.H2Peer.SETTINGS;
import static org.mpmlab.engine.peer.H2Peer.WINDOW_UPDATE;
import static org.mpmlab.engine.peer.H2Peer.encode;
import static org.mpmlab.engine.peer.H2Peer.hex;
import static org.mpmlab.engine.peer.H2Peer.join;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;
import org.mpmlab.engine.peer.Peer;

/** HTTP/2 servers that do what is rare, mean or forbidden, at moments when it hurts. */
class HostileHttp2Test {
    private static final Connections ONE = Connections.kept(1);
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int UPLOAD = 100_000;

    /** What a client may send before the server says otherwise (RFC 9113, 6.9.2). */
    private static final int FIRST_WINDOW = 65_535;

    private static Load upload(int requests, FakeServer server) {
        return load(
                Protocol.H2C,
                Loads.rounds(requests),
                ONE,
                new Target(
                        "upload",
                        server.http("/"),
                        "POST",
                        Map.of(),
                        Optional.of("x".repeat(UPLOAD)),
                        Target.Expectation.OK));
    }

    /** Reads so much of a request's body. */
    private static void take(H2Peer peer, int bytes) throws IOException {
        int rest = bytes;
        while (rest > 0) {
            rest -= peer.next(DATA).payload().length;
        }
        assertThat(rest).isZero();
    }

    // Splits.

    /** An answer of five bytes, with whatever else a server may say meanwhile. */
    private static byte[] answerWithEveryKindOfFrame(int stream) throws IOException {
        return join(
                encode(PING, 0, 0, new byte[8]),
                encode(HEADERS, PADDED | PRIORITY, stream, hex("02 00000000 10 88 5c 0000")),
                encode(CONTINUATION, END_HEADERS, stream, hex("01 35")),
                encode(77, 0xff, stream, hex("00 01 02")),
                encode(DATA, PADDED, stream, hex("02 6162 0000")),
                encode(WINDOW_UPDATE, 0, 0, hex("00000001")),
                encode(SETTINGS, 0, 0, H2Peer.settings(INITIAL_WINDOW_SIZE, 1000)),
                encode(DATA, 0, stream, hex("636465")),
                encode(SETTINGS, ACK, 0, hex("")),
                encode(HEADERS, END_HEADERS | END_STREAM, stream, hex("00 01 74 01 78")));
    }

    private static void sendIn2(Peer peer, byte[] bytes, int cut) throws IOException, InterruptedException {
        peer.send(Arrays.copyOf(bytes, cut));
        // The client reads what is there before the rest comes.
        Thread.sleep(2);
        peer.send(Arrays.copyOfRange(bytes, cut, bytes.length));
    }

    @Test
    void anAnswerMayBeSplitAtEveryByte() throws Exception {
        int cuts = answerWithEveryKindOfFrame(1).length - 1;
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            for (int cut = 1; cut <= cuts; cut++) {
                sendIn2(raw, answerWithEveryKindOfFrame(peer.request()), cut);
            }
            peer.untilTheClientLeaves();
        })) {
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(cuts), ONE, get(server.http("/"))));

            assertThat(result.samples()).isEmpty();
            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(cuts, cuts, cuts, 0, 5L * cuts, 1));
        }
    }

    @Test
    void aGreetingMayBeSplitAtEveryByte() throws Exception {
        byte[] greeting = join(
                encode(SETTINGS, 0, 0, H2Peer.settings(INITIAL_WINDOW_SIZE, 1000)), encode(SETTINGS, ACK, 0, hex("")));
        int cuts = greeting.length - 1;
        try (FakeServer server = new FakeServer(raw -> {
            raw.bytes(24);
            sendIn2(raw, greeting, raw.number() + 1);
            new H2Peer(raw).answerAll("x");
        })) {
            Connections fresh = new Connections(1, 1, 1, Connections.Policy.ON_DEMAND);
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(cuts), fresh, get(server.http("/"))));

            assertThat(result.samples()).isEmpty();
            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(cuts, cuts, cuts, 0, cuts, cuts));
        }
    }

    // HPACK.

    @Test
    void theHeaderTableMayChangeItsSizeBetweenAnswers() throws Exception {
        BlockingQueue<List<H2Peer.Frame>> said = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            // content-length: 1 becomes the table's newest entry, 62.
            int stream = peer.request();
            peer.send(HEADERS, END_HEADERS, stream, "88 5c 01 31").send(DATA, END_STREAM, stream, "61");
            // Down to nothing and up to 4096 again (RFC 7541, 4.2), which empties it; then 62 is content-length: 2.
            stream = peer.request();
            peer.send(HEADERS, END_HEADERS, stream, "20 3fe11f 88 5c 01 32").send(DATA, END_STREAM, stream, "6161");
            stream = peer.request();
            peer.send(HEADERS, END_HEADERS, stream, "88 be").send(DATA, END_STREAM, stream, "6161");
            // Emptied, and yet referred to.
            peer.send(HEADERS, END_HEADERS | END_STREAM, peer.request(), "20 88 be");
            said.add(peer.untilTheClientLeaves());
        })) {
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(4), ONE, get(server.http("/"))));

            assertThat(result.counts().completed()).isEqualTo(3);
            assertThat(result.counts().bodyBytes()).isEqualTo(5);
            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.PROTOCOL, 1L));
            assertThat(result.samples().get(0)).contains("HPACK: index 62 of a table of 61");

            assertThat(said.poll(5, TimeUnit.SECONDS))
                    .as("COMPRESSION_ERROR")
                    .anyMatch(frame -> frame.type() == GOAWAY && frame.number(4) == 9);
        }
    }

    // Pings.

    @Test
    void everyPingIsAnsweredWithItsOwnBytesAndAnAcknowledgementIsNot() throws Exception {
        BlockingQueue<List<H2Peer.Frame>> said = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            int stream = peer.request();
            peer.send(PING, 0, 0, "0102030405060708");
            peer.send(PING, ACK, 0, "1111111111111111");
            peer.send(PING, 0, 0, "f1f2f3f4f5f6f7f8");
            peer.answer(stream, "x");
            said.add(peer.untilTheClientLeaves());
        })) {
            assertThat(only(load(Protocol.H2C, Loads.ONE_ROUND, ONE, get(server.http("/"))))
                            .errors())
                    .isEmpty();

            assertThat(said.poll(5, TimeUnit.SECONDS))
                    .filteredOn(frame -> frame.type() == PING)
                    .extracting(frame -> frame.flags() + " " + HexFormat.of().formatHex(frame.payload()))
                    .containsExactly(ACK + " 0102030405060708", ACK + " f1f2f3f4f5f6f7f8");
        }
    }

    // Resets.

    @Test
    void anAnswerThatDoesNotWaitForTheBodyCountsThoughTheServerThenResets() throws Exception {
        BlockingQueue<List<H2Peer.Frame>> said = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            for (int i = 0; i < 2; i++) {
                int stream = peer.request();
                // RFC 9113, 8.1: the answer is whole, and NO_ERROR asks for no more of the request.
                raw.send(join(
                        encode(HEADERS, END_HEADERS | END_STREAM, stream, hex("88")),
                        encode(RST_STREAM, 0, stream, hex("00000000"))));
            }
            said.add(peer.untilTheClientLeaves());
        })) {
            TargetResult result = only(upload(2, server));

            assertThat(result.samples()).isEmpty();
            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(2, 2, 2, 0, 0, 1));

            assertThat(said.poll(5, TimeUnit.SECONDS))
                    .filteredOn(frame -> frame.type() == RST_STREAM)
                    .as("what is not sent to the end is cancelled")
                    .extracting(frame -> frame.stream() + " " + frame.number(0))
                    .containsExactly("1 8", "3 8");
        }
    }

    // Going away.

    /** A graceful shutdown (RFC 9113, 6.8): first that there will be an end, then which requests it spares. */
    @Test
    void goAwayMayComeTwice() throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            if (raw.number() > 0) {
                peer.answerAll("x");
            }
            int taken = peer.request();
            peer.request();
            peer.send(GOAWAY, 0, 0, "7fffffff 00000000");
            Thread.sleep(20);
            peer.send(GOAWAY, 0, 0, "00000001 00000000");
            Thread.sleep(20);
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
    void aBodyOnItsWayIsSentToItsEndAfterGoAway() throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            int stream = peer.request();
            take(peer, FIRST_WINDOW);
            // All in one read: what the windows let through must not be taken back with what was not sent.
            raw.send(join(
                    encode(WINDOW_UPDATE, 0, 0, hex("00100000")),
                    encode(WINDOW_UPDATE, 0, stream, hex("00100000")),
                    encode(GOAWAY, 0, 0, hex("00000001 00000000"))));
            take(peer, UPLOAD - FIRST_WINDOW);
            peer.answer(stream, "x");
            peer.untilTheClientLeaves();
        })) {
            TargetResult result = only(timingOutAfter(Duration.ofSeconds(2), upload(1, server)));

            assertThat(result.samples()).isEmpty();
            assertThat(result.counts().completed()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerToARequestNotYetSentIsAViolationAndTheRequestGoesElsewhere() throws Exception {
        BlockingQueue<List<H2Peer.Frame>> said = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            if (raw.number() > 0) {
                peer.answerAll("x");
            }
            peer.request();
            // The first answer brings forth the second request, which waits for the read's end to be written.
            raw.send(join(
                    encode(HEADERS, END_HEADERS | END_STREAM, 1, hex("88")),
                    encode(HEADERS, END_HEADERS | END_STREAM, 3, hex("88"))));
            said.add(peer.untilTheClientLeaves());
        })) {
            TargetResult result = only(load(Protocol.H2C, Loads.rounds(3), ONE, get(server.http("/"))));

            assertThat(result.samples()).isEmpty();
            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(3, 3, 3, 0, 2, 2));

            List<H2Peer.Frame> frames = said.poll(5, TimeUnit.SECONDS);
            assertThat(frames).anyMatch(frame -> frame.type() == GOAWAY && frame.number(4) == 1);
            assertThat(frames).filteredOn(frame -> frame.type() == HEADERS).hasSize(1);
        }
    }

    // Windows.

    @Test
    void aWindowMayBecomeNegative() throws Exception {
        BlockingQueue<String> course = new LinkedBlockingQueue<>();
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            int stream = peer.request();
            take(peer, FIRST_WINDOW);
            peer.send(WINDOW_UPDATE, 0, 0, "00100000");
            // From 0 to minus 64,535 (RFC 9113, 6.9.2), and back to 0.
            peer.send(SETTINGS, 0, 0, H2Peer.settings(INITIAL_WINDOW_SIZE, 1000));
            peer.send(WINDOW_UPDATE, 0, stream, "0000fc17");
            raw.socket().setSoTimeout(100);
            try {
                peer.next(DATA);
                course.add("data into a closed window");
            } catch (SocketTimeoutException rightly) {
                raw.socket().setSoTimeout(0);
            }
            peer.send(WINDOW_UPDATE, 0, stream, "0000000a");
            course.add(peer.next(DATA).payload().length + " bytes");
            peer.send(WINDOW_UPDATE, 0, stream, "00100000");
            take(peer, UPLOAD - FIRST_WINDOW - 10);
            peer.answer(stream, "x");
            peer.untilTheClientLeaves();
        })) {
            TargetResult result = only(upload(1, server));

            assertThat(result.samples()).isEmpty();
            assertThat(course).containsExactly("10 bytes");
        }
    }
}
