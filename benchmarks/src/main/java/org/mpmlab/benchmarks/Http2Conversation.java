package org.mpmlab.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * HTTP/2 (RFC 9113) with requests that have no body. It never looks into header blocks, as every request gets the same
 * answer, nor at windows, as its client's are larger than all it ever sends.
 */
final class Http2Conversation implements Conversation {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    private static final int PREFACE_BYTES = 24;

    /** {@code :status: 200} by its index, {@code content-length: 1024} as a literal (RFC 7541, 6.2.2). */
    private static final byte[] FIELDS = HexFormat.of().parseHex("880f0d0431303234");

    private static final byte[] BODY = "x".repeat(ClockedServer.BODY_BYTES - 1).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST = {'y'};

    private final Intake in;
    private final OutputStream out;
    private int stream;

    /** Reads the client's preface and greets it. */
    Http2Conversation(Intake in, OutputStream out) throws IOException {
        this.in = in;
        this.out = out;
        in.next(PREFACE_BYTES);
        out.write(frame(SETTINGS, 0, 0, new byte[0]));
    }

    @Override
    public long read() throws IOException {
        while (true) {
            int lengthAndType = in.nextInt();
            int flags = in.next();
            int id = in.nextInt();
            byte[] payload = in.next(lengthAndType >>> 8);
            int type = lengthAndType & 0xff;
            if (type == HEADERS) {
                if ((flags & END_HEADERS) == 0 || (flags & END_STREAM) == 0) {
                    throw new IOException("a request in several frames, which this server does not read");
                }
                stream = id;
                return in.readNanos();
            }
            if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
                out.write(frame(type, ACK, 0, type == PING ? payload : new byte[0]));
            }
        }
    }

    @Override
    public byte[] head() {
        byte[] headers = frame(HEADERS, END_HEADERS, stream, FIELDS);
        byte[] data = frame(DATA, 0, stream, BODY);
        return ByteBuffer.allocate(headers.length + data.length)
                .put(headers)
                .put(data)
                .array();
    }

    @Override
    public byte[] rest() {
        return frame(DATA, END_STREAM, stream, LAST);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
