package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.mpmlab.core.load.Target;

/**
 * A target's request as a header block that needs no encoder's state: names and values from HPACK's static table or as
 * literals that are not indexed, so that every request on every connection is the same bytes but for the stream's id.
 */
final class Http2Request {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";

    /** Says to a connection's decoder that its dynamic table stays empty (RFC 7541, 6.3). */
    private static final int NO_TABLE = 0x20;

    private static final int AUTHORITY = 1;
    private static final int METHOD = 2;
    private static final int PATH = 4;
    private static final int SCHEME_HTTP = 6;
    private static final int SCHEME_HTTPS = 7;

    private final byte[] block;
    private final byte[] body;
    private final boolean head;

    /**
     * Encodes the target's request.
     *
     * @throws IllegalArgumentException for a method or header that HTTP/2 cannot carry
     */
    Http2Request(Target target) {
        if (!target.method().toLowerCase(Locale.ROOT).matches(TOKEN) || "CONNECT".equals(target.method())) {
            throw new IllegalArgumentException(
                    "target " + target.name() + ": method " + target.method() + " cannot be sent");
        }
        body = target.body()
                .map(words -> words.getBytes(StandardCharsets.UTF_8))
                .orElse(new byte[0]);
        head = "HEAD".equals(target.method());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (target.method()) {
            case "GET" -> out.write(0x80 | METHOD);
            case "POST" -> out.write(0x80 | (METHOD + 1));
            default -> literal(out, METHOD, target.method());
        }
        out.write(0x80 | (target.tls() ? SCHEME_HTTPS : SCHEME_HTTP));
        literal(out, AUTHORITY, authority(target));
        literal(out, PATH, path(target));
        for (Map.Entry<String, String> header : target.headers().entrySet()) {
            literal(out, check(target, header.getKey(), header.getValue()), header.getValue());
        }
        if (target.body().isPresent()) {
            literal(out, "content-length", String.valueOf(body.length));
        }
        block = out.toByteArray();
    }

    byte[] body() {
        return body;
    }

    int bodyLength() {
        return body.length;
    }

    /** Whether the response has no body whatever its head says. */
    boolean isHead() {
        return head;
    }

    void writeHeaders(ByteBuf out, int stream, boolean firstOnConnection) {
        int extra = firstOnConnection ? 1 : 0;
        int total = block.length + extra;
        int inFirst = Math.min(total, Frame.MAX_PAYLOAD);
        int flags = (body.length == 0 ? Frame.END_STREAM : 0) | (inFirst == total ? Frame.END_HEADERS : 0);
        FrameWriter.header(out, inFirst, Frame.HEADERS, flags, stream);
        if (firstOnConnection) {
            out.writeByte(NO_TABLE);
        }
        int written = inFirst - extra;
        out.writeBytes(block, 0, written);
        while (written < block.length) {
            int n = Math.min(block.length - written, Frame.MAX_PAYLOAD);
            int last = written + n == block.length ? Frame.END_HEADERS : 0;
            FrameWriter.header(out, n, Frame.CONTINUATION, last, stream);
            out.writeBytes(block, written, n);
            written += n;
        }
    }

    private static String authority(Target target) {
        int port = target.uri().getPort();
        return target.uri().getHost() + (port < 0 ? "" : ":" + port);
    }

    private static String path(Target target) {
        String path = target.uri().getRawPath();
        String query = target.uri().getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** The header's name as HTTP/2 has it. */
    private static String check(Target target, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean ours =
                switch (lower) {
                    case "content-length",
                            "connection",
                            "keep-alive",
                            "proxy-connection",
                            "transfer-encoding",
                            "upgrade",
                            "host" -> true;
                    default -> false;
                };
        if (ours || !lower.matches(TOKEN) || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 0xff)) {
            throw new IllegalArgumentException("target " + target.name() + ": header " + name
                    + (ours
                            ? " is not for HTTP/2 or is the engine's to set"
                            : " cannot be sent: its name or value holds forbidden bytes"));
        }
        return lower;
    }

    private static void literal(ByteArrayOutputStream out, int nameIndex, String value) {
        out.write(nameIndex);
        string(out, value);
    }

    private static void literal(ByteArrayOutputStream out, String name, String value) {
        out.write(0);
        string(out, name);
        string(out, value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        integer(out, bytes.length, 7);
        out.writeBytes(bytes);
    }

    /** RFC 7541, 5.1, with the bits above the prefix zero. */
    private static void integer(ByteArrayOutputStream out, int value, int prefixBits) {
        int mask = (1 << prefixBits) - 1;
        if (value < mask) {
            out.write(value);
            return;
        }
        out.write(mask);
        int rest = value - mask;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
