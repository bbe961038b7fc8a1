package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.only;
import static org.mpmlab.engine.Loads.rounds;

import java.nio.file.Path;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;
import org.mpmlab.engine.peer.TlsSockets;

/** TLS and what is negotiated over it. */
class TlsLoadTest {
    private static final Connections ONE = Connections.kept(1);

    @TempDir
    private static Path folder;

    private static TlsSockets sockets;

    @BeforeAll
    static void makeACertificate() throws Exception {
        sockets = new TlsSockets(folder);
    }

    private static ServerSocketFactory tls(String... protocols) {
        return sockets.choosing(protocols);
    }

    @Test
    void http1OverTlsTimesTheHandshakeApart() throws Exception {
        try (FakeServer server = new FakeServer(tls("http/1.1"), peer -> peer.answerAll("hello"))) {
            TargetResult result = only(load(Protocol.H1, rounds(10), ONE, get(server.https("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(10, 10, 10, 0, 50, 1));
            assertThat(result.negotiated()).isEqualTo(Map.of("http/1.1", 1L));
            assertThat(result.successes(Metric.TLS).count()).isEqualTo(1);
            assertThat(result.successes(Metric.TLS).minNanos()).isPositive();
        }
    }

    @Test
    void http2IsNegotiatedByAlpn() throws Exception {
        try (FakeServer server = new FakeServer(
                tls("h2", "http/1.1"), peer -> new H2Peer(peer).greet().answerAll("hello"))) {
            TargetResult result = only(load(Protocol.H2, rounds(10), ONE, get(server.https("/"))));

            assertThat(result.errors()).isEmpty();
            assertThat(result.counts()).isEqualTo(new TargetResult.Counts(10, 10, 10, 0, 50, 1));
            assertThat(result.negotiated()).isEqualTo(Map.of("h2", 1L));
        }
    }

    @Test
    void aServerThatChoosesHttp1IsTakenAtItsWord() throws Exception {
        try (FakeServer server = new FakeServer(tls("http/1.1"), peer -> peer.answerAll("hello"))) {
            TargetResult result = only(load(Protocol.H2, rounds(2), ONE, get(server.https("/"))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.NEGOTIATION, 2L));
            assertThat(result.counts().sent()).isZero();
            assertThat(result.negotiated()).containsOnlyKeys("http/1.1");
            assertThat(result.samples()).anyMatch(words -> words.contains("asked for h2, the server chose http/1.1"));
        }
    }

    @Test
    void aCertificateThatNoOneVouchesForFailsTheHandshakeUnlessAllAreTrusted() throws Exception {
        try (FakeServer server = new FakeServer(tls(), peer -> peer.answerAll("hello"));
                Engine strict = new Engine()) {
            TargetResult refused = strict.run(
                            load(Protocol.H1, rounds(2), ONE, get(server.https("/"))), LoadProgress.SILENT)
                    .targets()
                    .get(0);
            assertThat(refused.errors()).isEqualTo(Map.of(ErrorKind.TLS, 2L));

            assertThat(only(load(Protocol.H1, rounds(2), ONE, get(server.https("/"))))
                            .errors())
                    .isEmpty();
        }
    }

    @Test
    void aServerThatSpeaksNoTlsFailsTheHandshake() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.byteOf();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            TargetResult result = only(load(Protocol.H1, rounds(2), ONE, get(server.https("/"))));

            assertThat(result.errors()).isEqualTo(Map.of(ErrorKind.TLS, 2L));
        }
    }

    @Test
    void theFirstByteOverTlsIsThatOfTheHead() throws Exception {
        try (FakeServer server = new FakeServer(tls("http/1.1"), peer -> {
            peer.request();
            Thread.sleep(60);
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
            Thread.sleep(150);
            peer.send("body");
            peer.byteOf();
        })) {
            TargetResult result = only(load(Protocol.H1, rounds(1), ONE, get(server.https("/"))));

            double firstByte = result.successes(Metric.WRITTEN_TO_FIRST_BYTE).quantileMillis(0.5);
            assertThat(firstByte).isGreaterThan(55);
            // Half of what the server waits, lest a busy machine blur it.
            assertThat(result.successes(Metric.TOTAL).quantileMillis(0.5) - firstByte)
                    .isGreaterThan(75);
        }
    }
}
