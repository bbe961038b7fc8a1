package org.mpmlab.lab.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a server on this machine for its status page within a fixed time. HTTP/1.0 over a plain socket: one request, one
 * answer, the end of the connection, and no thread beside the caller's, which an HTTP client's selector would be.
 */
final class StatusRequest {
    private static final int MAX_BYTES = 1 << 20;

    private StatusRequest() {}

    /**
     * Fetches a page.
     *
     * @param page such as {@code http://127.0.0.1:8080/server-status?auto}
     * @param within for everything: connecting, waiting and reading
     * @return the body
     * @throws SocketTimeoutException if it took longer
     * @throws IOException if nobody listens, or the status is not 200; the message is fit for a note
     */
    static String get(URI page, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(page.getHost(), page.getPort() < 0 ? 80 : page.getPort()),
                    millisUntil(deadline));
            socket.getOutputStream().write(request(page).getBytes(StandardCharsets.US_ASCII));
            return body(page, readAll(socket, deadline));
        }
    }

    private static String request(URI page) {
        String path = page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
        return "GET " + path + query + " HTTP/1.0\r\nHost: " + page.getRawAuthority()
                + "\r\nUser-Agent: mpmlab-observer\r\nConnection: close\r\n\r\n";
    }

    private static String readAll(Socket socket, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        while (answer.size() < MAX_BYTES) {
            socket.setSoTimeout(millisUntil(deadline));
            int count = in.read(buffer);
            if (count < 0) {
                break;
            }
            answer.write(buffer, 0, count);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static String body(URI page, String answer) throws IOException {
        int head = answer.indexOf("\r\n\r\n");
        String[] status = answer.split("\\s+", 3);
        if (head < 0 || status.length < 2 || !status[0].startsWith("HTTP/")) {
            throw new IOException(page + " answered with something else than HTTP");
        }
        if (!status[1].equals("200")) {
            throw new IOException(page + " answered with status " + status[1] + " instead of 200");
        }
        return answer.substring(head + 4);
    }

    /** Sockets take 0 for "for ever": what is spent is an error here. */
    private static int millisUntil(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("time is up");
        }
        return (int) millis;
    }
}
