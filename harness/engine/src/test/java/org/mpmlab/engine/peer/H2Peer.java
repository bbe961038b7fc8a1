package org.mpmlab.engine.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The server's end of an HTTP/2 connection, frame by frame, with no rule kept that the test does not keep. */
public final class H2Peer {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;
    public static final int PRIORITY = 0x20;

    private final Peer peer;
    private final List<Frame> read = new ArrayList<>();

    /** A frame that the client sent. */
    public static final class Frame {
        private final int type;
        private final int flags;
        private final int stream;
        private final byte[] payload;

        private Frame(int type, int flags, int stream, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.stream = stream;
            this.payload = payload;
        }

        public int type() {
            return type;
        }

        public int flags() {
            return flags;
        }

        public int stream() {
            return stream;
        }

        public byte[] payload() {
            return payload.clone();
        }

        /** The payload's number at this place, such as an error code. */
        public int number(int at) {
            return ByteBuffer.wrap(payload).getInt(at);
        }
    }

    public H2Peer(Peer peer) {
        this.peer = peer;
    }

    /** Reads the client's preface and says these settings, given as pairs. */
    public H2Peer greet(int... settings) throws IOException {
        peer.bytes(24);
        send(SETTINGS, 0, 0, settings(settings));
        return this;
    }

    public static byte[] settings(int... pairs) {
        ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
        for (int i = 0; i < pairs.length; i += 2) {
            payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
        }
        return payload.array();
    }

    /** The next frame, of any kind. */
    public Frame frame() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(peer.bytes(9));
        int length = ((header.getShort() & 0xffff) << 8) | (header.get() & 0xff);
        int type = header.get();
        int flags = header.get();
        int stream = header.getInt();
        Frame frame = new Frame(type, flags, stream, peer.bytes(length));
        read.add(frame);
        return frame;
    }

    /** The next frame of a kind; those before it are passed over. */
    public Frame next(int type) throws IOException {
        Frame frame = frame();
        while (frame.type() != type) {
            frame = frame();
        }
        return frame;
    }

    /** The next request's stream. */
    public int request() throws IOException {
        return next(HEADERS).stream();
    }

    public H2Peer send(int type, int flags, int stream, byte[] payload) throws IOException {
        peer.send(encode(type, flags, stream, payload));
        return this;
    }

    public H2Peer send(int type, int flags, int stream, String hex) throws IOException {
        return send(type, flags, stream, hex(hex));
    }

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    public static byte[] encode(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public static byte[] join(byte[]... frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.write(frame);
        }
        return all.toByteArray();
    }

    /** Answers with status 200 and this body. */
    public void answer(int stream, String body) throws IOException {
        peer.send(join(
                encode(HEADERS, END_HEADERS, stream, hex("88")),
                encode(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.US_ASCII))));
    }

    /** Answers every request so until the client leaves. */
    public void answerAll(String body) throws IOException {
        while (true) {
            answer(request(), body);
        }
    }

    /** Reads until the client leaves; what it said since the preface, all told. */
    public List<Frame> untilTheClientLeaves() {
        try {
            while (true) {
                frame();
            }
        } catch (IOException left) {
            return read;
        }
    }
}
