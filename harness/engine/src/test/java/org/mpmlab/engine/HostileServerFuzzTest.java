package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.engine.Loads.lasting;
import static org.mpmlab.engine.Loads.timingOutAfter;
import static org.mpmlab.engine.peer.H2Peer.CONTINUATION;
import static org.mpmlab.engine.peer.H2Peer.DATA;
import static org.mpmlab.engine.peer.H2Peer.END_HEADERS;
import static org.mpmlab.engine.peer.H2Peer.END_STREAM;
import static org.mpmlab.engine.peer.H2Peer.GOAWAY;
import static org.mpmlab.engine.peer.H2Peer.HEADERS;
import static org.mpmlab.engine.peer.H2Peer.PADDED;
import static org.mpmlab.engine.peer.H2Peer.PING;
import static org.mpmlab.engine.peer.H2Peer.RST_STREAM;
import static org.mpmlab.engine.peer.H2Peer.SETTINGS;
import static org.mpmlab.engine.peer.H2Peer.WINDOW_UPDATE;
import static org.mpmlab.engine.peer.H2Peer.encode;
import static org.mpmlab.engine.peer.H2Peer.hex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;
import org.mpmlab.engine.peer.Peer;

/** Whatever a server says: a load ends in time, each of its requests ends in one way, and no buffer is lost. */
class HostileServerFuzzTest {
    private static final Duration LASTING = Duration.ofMillis(15);
    private static final Duration TIMEOUT = Duration.ofMillis(40);

    /** Far beyond what a load may take on a busy machine, and far below what looks like a hang. */
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    private final ExecutorService caller = Executors.newSingleThreadExecutor();
    private Engine engine;
    private long offered;

    /** What a server does when it has said all that it had to say. */
    private enum End {
        CLOSES,
        RESETS,
        FALLS_SILENT
    }

    /**
     * A server: it says something for each request, in pieces.
     *
     * @param answers what it says, in turn; another connection begins elsewhere
     * @param cuts where each is cut, as shares of its length
     */
    private record Server<A>(List<A> answers, List<Double> cuts, End end) {
        A answer(Peer peer, int turn) {
            return answers.get((peer.number() + turn) % answers.size());
        }

        /** Sends these bytes, which are a text's characters. */
        void say(Peer peer, String bytes) throws IOException, InterruptedException {
            int from = 0;
            for (double cut : cuts) {
                int to = (int) (cut * bytes.length());
                peer.send(bytes.substring(from, to));
                // Else the pieces would be read as one.
                TimeUnit.MICROSECONDS.sleep(200);
                from = to;
            }
            peer.send(bytes.substring(from));
        }

        void end(Peer peer) throws IOException {
            if (end == End.RESETS) {
                peer.reset();
            }
            while (end == End.FALLS_SILENT) {
                peer.byteOf();
            }
        }
    }

    @BeforeProperty
    void trackBuffers() {
        engine = new Engine();
        LeakRecorder.start();
    }

    @AfterProperty
    void noBufferIsLost() throws InterruptedException {
        caller.shutdownNow();
        engine.close();
        assertThat(LeakRecorder.stop()).isEmpty();
        assertThat(offered)
                .as("a load on a busy machine may be over before it began, but not all")
                .isGreaterThan(50);
    }

    // The loads.

    /** How a load is sent: when, over which connections, and with how long a body. */
    private record Sending(Arrival arrival, Connections connections, int bodyBytes) {
        Load load(Protocol protocol, FakeServer server) {
            Target target = new Target(
                    "it",
                    server.http("/"),
                    bodyBytes == 0 ? "GET" : "POST",
                    Map.of(),
                    bodyBytes == 0 ? Optional.empty() : Optional.of("x".repeat(bodyBytes)),
                    Target.Expectation.OK);
            return timingOutAfter(TIMEOUT, lasting(LASTING, Loads.load(protocol, arrival, connections, target)));
        }
    }

    private void check(Load load) throws Exception {
        LoadResult result = caller.submit(() -> engine.run(load, LoadProgress.SILENT))
                .get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS);

        TargetResult target = result.targets().get(0);
        TargetResult.Counts counts = target.counts();
        // For want of a connection a request fails without having been sent.
        long unconnected = target.errors().getOrDefault(ErrorKind.CONNECT, 0L);
        assertThat(counts.completed() + counts.failed() + counts.notSent() - unconnected)
                .as("completed, failed and not sent: %s", target)
                .isEqualTo(counts.offered());
        offered += counts.offered();
        assertThat(counts.failed())
                .isEqualTo(target.errors().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(target.successes(Metric.WRITTEN_TO_FIRST_BYTE).count()).isEqualTo(counts.completed());
        assertThat(target.successes(Metric.TOTAL).count()).isEqualTo(counts.completed());
        if (load.arrival() instanceof Arrival.Rounds) {
            assertThat(result.rounds().rounds()).isEqualTo((int) (counts.completed() + counts.failed()));
        }
        // Otherwise the engine broke, and closed the connection for it.
        assertThat(target.samples())
                .allMatch(words -> !words.startsWith("CLOSED")
                        || words.startsWith("CLOSED: closed by the server")
                        || words.contains("reset by peer")
                        || words.contains("Broken pipe"));
    }

    private static Arbitrary<Arrival> arrivals() {
        return Arbitraries.of(
                Loads.rounds(4),
                new Arrival.Closed(),
                new Arrival.Open(
                        List.of(new Arrival.Segment(400, 400, Duration.ofMinutes(1))),
                        Arrival.Spacing.CONSTANT,
                        Duration.ZERO));
    }

    private static Arbitrary<Sending> sendings(Connections... plans) {
        return Combinators.combine(arrivals(), Arbitraries.of(plans), Arbitraries.of(0, 0, 70_000))
                .as(Sending::new);
    }

    private static <A> Arbitrary<Server<A>> servers(Arbitrary<A> answers) {
        return Combinators.combine(
                        answers.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.doubles().between(0, 1).list().ofMaxSize(3).map(cuts -> cuts.stream()
                                .sorted()
                                .toList()),
                        Arbitraries.frequency(
                                Tuple.of(4, End.CLOSES), Tuple.of(2, End.RESETS), Tuple.of(1, End.FALLS_SILENT)))
                .as(Server::new);
    }

    /** Places and the bytes that come there instead. */
    private static Arbitrary<List<int[]>> mutations(int most) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 255),
                                Arbitraries.of('\r', '\n', ':', ' ', '0').map(c -> (int) c)))
                .as((at, b) -> new int[] {at, b})
                .list()
                .ofMaxSize(most);
    }

    private static String mutated(String bytes, List<int[]> mutations) {
        StringBuilder result = new StringBuilder(bytes);
        for (int[] mutation : mutations) {
            if (result.length() > 0) {
                result.setCharAt(mutation[0] % result.length(), (char) mutation[1]);
            }
        }
        return result.toString();
    }

    private static Arbitrary<String> garbage() {
        return Arbitraries.strings()
                .withCharRange('\0', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(200);
    }

    // HTTP/1.1.

    @Property(tries = 120)
    void http1(@ForAll("http1Servers") Server<String> said, @ForAll("http1Sendings") Sending sending) throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            for (int turn = 0; turn < 3; turn++) {
                peer.request();
                said.say(peer, said.answer(peer, turn));
            }
            said.end(peer);
        })) {
            check(sending.load(Protocol.H1, server));
        }
    }

    @Provide
    Arbitrary<Sending> http1Sendings() {
        return sendings(
                Connections.kept(1),
                Connections.kept(3),
                Connections.fresh(2),
                new Connections(2, 1, 3, Connections.Policy.PER_USER));
    }

    @Provide
    Arbitrary<Server<String>> http1Servers() {
        Arbitrary<String> valid = Arbitraries.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nT: x\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
                "HTTP/1.0 404 Not Found\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 204 No Content\r\nX-One: 1\r\n\r\n");
        return servers(Arbitraries.frequencyOf(
                Tuple.of(3, valid),
                Tuple.of(4, Combinators.combine(valid, mutations(5)).as(HostileServerFuzzTest::mutated)),
                Tuple.of(1, garbage())));
    }

    // HTTP/2.

    /** A frame on a stream that is so far from the one that is to be answered. */
    private record Frame(int type, int flags, Integer away, String payload) {
        byte[] on(int stream) {
            return encode(type, flags, away == null ? 0 : stream + away, hex(payload));
        }
    }

    /** Frames, and what befalls their bytes. */
    private record Answer(List<Frame> frames, List<int[]> mutations) {
        String on(int stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            frames.forEach(frame -> bytes.writeBytes(frame.on(stream)));
            return mutated(bytes.toString(StandardCharsets.ISO_8859_1), mutations);
        }
    }

    @Property(tries = 200)
    void http2(@ForAll("http2Servers") Server<Answer> said, @ForAll("http2Sendings") Sending sending) throws Exception {
        try (FakeServer server = new FakeServer(raw -> {
            H2Peer peer = new H2Peer(raw).greet();
            for (int turn = 0; turn < 4; turn++) {
                int stream = peer.request();
                said.say(raw, said.answer(raw, turn).on(stream));
            }
            said.end(raw);
        })) {
            check(sending.load(Protocol.H2C, server));
        }
    }

    @Property(tries = 40)
    void http2ThatIsNone(@ForAll("garbageServers") Server<String> said, @ForAll("http2Sendings") Sending sending)
            throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            said.say(peer, said.answer(peer, 0));
            said.end(peer);
        })) {
            check(sending.load(Protocol.H2C, server));
        }
    }

    @Provide
    Arbitrary<Sending> http2Sendings() {
        return sendings(
                Connections.kept(1),
                new Connections(1, 4, 0, Connections.Policy.SHARED),
                new Connections(2, 3, 5, Connections.Policy.ON_DEMAND),
                new Connections(2, 2, 0, Connections.Policy.PER_USER));
    }

    @Provide
    Arbitrary<Server<String>> garbageServers() {
        return servers(garbage());
    }

    @Provide
    Arbitrary<Server<Answer>> http2Servers() {
        Arbitrary<List<Frame>> whole = Combinators.combine(
                        frames().list().ofMaxSize(3), frames().list().ofMaxSize(2))
                .as((before, after) -> {
                    List<Frame> all = new ArrayList<>(before);
                    all.add(new Frame(HEADERS, END_HEADERS, 0, "88"));
                    all.add(new Frame(DATA, END_STREAM, 0, "6869"));
                    all.addAll(after);
                    return all;
                });
        Arbitrary<List<Frame>> some = frames().list().ofMinSize(1).ofMaxSize(6);
        return servers(Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Combinators.combine(whole, Arbitraries.just(List.<int[]>of()))
                                .as(Answer::new)),
                Tuple.of(
                        2,
                        Combinators.combine(some, Arbitraries.just(List.<int[]>of()))
                                .as(Answer::new)),
                Tuple.of(2, Combinators.combine(whole, mutations(4)).as(Answer::new))));
    }

    private static Arbitrary<Frame> frames() {
        // The stream to be answered, that before, that after, the server's own, one never used; null is the connection.
        Arbitrary<Integer> streams = Arbitraries.of(0, 0, 0, 0, 0, -2, 2, 1, 1000);
        Arbitrary<String> blocks = Arbitraries.of(
                "88", "88 5c 01 32", "88 be", "20 88", "20 3fe11f 88 5c 01 31", "08 03 313033", "00 01 74 01 78");
        Arbitrary<Integer> heads = Arbitraries.of(END_HEADERS, END_HEADERS, END_HEADERS | END_STREAM, 0, END_STREAM);
        Arbitrary<String> data = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(30)
                .map(bytes -> HexFormat.of().formatHex(bytes));
        // The limit of streams, the initial window, the longest frame.
        Arbitrary<String> settings = Arbitraries.of(
                "0003 00000000", "0003 00000002", "0004 00000000", "0004 00100000", "0005 00008000", "0005 00000001");
        Arbitrary<String> numbers = Arbitraries.of("00000000", "00000001", "00010000", "7fffffff");
        Arbitrary<String> lasts = Arbitraries.of("00000000 00000000", "00000003 00000002", "7fffffff 00000000");
        return Arbitraries.frequencyOf(
                Tuple.of(3, frames(HEADERS, heads, streams, blocks)),
                Tuple.of(1, frames(CONTINUATION, heads, streams, blocks)),
                Tuple.of(4, frames(DATA, Arbitraries.of(0, PADDED, END_STREAM), streams, data)),
                Tuple.of(2, frames(SETTINGS, Arbitraries.of(0), connection(), settings)),
                Tuple.of(2, frames(PING, Arbitraries.of(0), connection(), Arbitraries.of("0102030405060708"))),
                Tuple.of(1, frames(RST_STREAM, Arbitraries.of(0), streams, numbers)),
                Tuple.of(1, frames(WINDOW_UPDATE, Arbitraries.of(0), connection(), numbers)),
                Tuple.of(2, frames(WINDOW_UPDATE, Arbitraries.of(0), streams, numbers)),
                Tuple.of(1, frames(GOAWAY, Arbitraries.of(0), connection(), lasts)),
                Tuple.of(1, frames(99, Arbitraries.of(0xff), streams, data)));
    }

    private static Arbitrary<Integer> connection() {
        return Arbitraries.just((Integer) null);
    }

    private static Arbitrary<Frame> frames(
            int type, Arbitrary<Integer> flags, Arbitrary<Integer> streams, Arbitrary<String> payloads) {
        return Combinators.combine(flags, streams, payloads)
                .as((flag, stream, payload) -> new Frame(type, flag, stream, payload));
    }
}
