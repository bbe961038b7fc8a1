package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusRequestTest {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void fetchesThePageAndItsQuery() throws IOException {
        try (TinyServer server = TinyServer.answering("HTTP/1.1 200 OK\r\nX: y\r\n\r\nBusyWorkers: 1\n")) {
            assertThat(StatusRequest.get(server.uri("/server-status?auto"), LONG))
                    .isEqualTo("BusyWorkers: 1\n");
            assertThat(server.lastRequest()).startsWith("GET /server-status?auto HTTP/1.0\r\n");
        }
    }

    @Test
    void givesUpOnAServerThatAcceptsNothing() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertGivesUp(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"));
        }
    }

    @Test
    void givesUpOnAServerThatTricklesEvenThoughEachByteIsInTime() throws IOException {
        try (TinyServer server = TinyServer.trickling(Duration.ofMillis(50))) {
            assertGivesUp(server.uri("/"));
        }
    }

    private static void assertGivesUp(URI page) {
        long before = System.nanoTime();
        assertThatThrownBy(() -> StatusRequest.get(page, SHORT)).isInstanceOf(SocketTimeoutException.class);
        // Generous: this machine may be busy. Without a deadline these two never end.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void saysWhichStatusItGotInstead() throws IOException {
        try (TinyServer server = TinyServer.answering("HTTP/1.1 403 Forbidden\r\n\r\nno")) {
            assertThatThrownBy(() -> StatusRequest.get(server.uri("/server-status"), LONG))
                    .hasMessageContaining("/server-status answered with status 403");
        }
    }

    @Test
    void refusesAnAnswerThatIsNotHttp() throws IOException {
        try (TinyServer server = TinyServer.answering("SSH-2.0-OpenSSH\r\n")) {
            assertThatThrownBy(() -> StatusRequest.get(server.uri("/"), LONG)).hasMessageContaining("else than HTTP");
        }
    }
}
