package org.mpmlab.engine.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.mpmlab.core.load.Target;

/** A target's request as bytes, in two forms: one that keeps the connection and one that asks to close it. */
final class Http1Request {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private final ByteBuf kept;
    private final ByteBuf last;
    private final boolean head;

    /**
     * Encodes the request.
     *
     * @throws IllegalArgumentException for a method or header that HTTP/1.1 cannot carry
     */
    Http1Request(Target target) {
        kept = encode(target, "");
        last = encode(target, "Connection: close\r\n");
        head = "HEAD".equals(target.method());
    }

    ByteBuf kept() {
        return kept;
    }

    ByteBuf last() {
        return last;
    }

    /** Whether the response has no body whatever its head says. */
    boolean isHead() {
        return head;
    }

    private static ByteBuf encode(Target target, String connection) {
        if (!target.method().matches(TOKEN) || "CONNECT".equals(target.method())) {
            throw new IllegalArgumentException(
                    "target " + target.name() + ": method " + target.method() + " cannot be sent");
        }
        StringBuilder text = new StringBuilder()
                .append(target.method())
                .append(' ')
                .append(requestTarget(target))
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority(target))
                .append("\r\n");
        for (Map.Entry<String, String> header : target.headers().entrySet()) {
            check(target, header.getKey(), header.getValue());
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        byte[] body = target.body()
                .map(words -> words.getBytes(StandardCharsets.UTF_8))
                .orElse(new byte[0]);
        if (target.body().isPresent()) {
            text.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] headBytes = text.append(connection).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        // Off the heap for the socket's sake, and in memory that goes when the load does: no one releases it.
        ByteBuffer bytes = ByteBuffer.allocateDirect(headBytes.length + body.length);
        return Unpooled.wrappedBuffer(bytes.put(headBytes).put(body).flip());
    }

    /** Path and query in origin form (RFC 9112, 3.2.1). */
    static String requestTarget(Target target) {
        String path = target.uri().getRawPath();
        String query = target.uri().getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    static String authority(Target target) {
        int port = target.uri().getPort();
        return target.uri().getHost() + (port < 0 ? "" : ":" + port);
    }

    private static void check(Target target, String name, String value) {
        boolean ours = name.equalsIgnoreCase("content-length")
                || name.equalsIgnoreCase("transfer-encoding")
                || name.equalsIgnoreCase("connection");
        if (ours || !name.matches(TOKEN) || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 0xff)) {
            throw new IllegalArgumentException("target " + target.name() + ": header " + name
                    + (ours ? " is the engine's to set" : " cannot be sent: its name or value holds forbidden bytes"));
        }
    }
}
