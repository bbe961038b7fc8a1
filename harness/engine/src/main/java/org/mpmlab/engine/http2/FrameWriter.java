package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * Gathers frames until they are sent: those that speak of the connection or of what was sent already and, apart, those
 * of new requests, so that these can be taken back as long as they were not sent.
 */
final class FrameWriter {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ENABLE_PUSH = 0x2;
    private static final int INITIAL_WINDOW_SIZE = 0x4;

    /** Before it is widened (RFC 9113, 6.9.2). */
    private static final int FIRST_CONNECTION_WINDOW = 65_535;

    private final ByteBufAllocator allocator;
    private ByteBuf control;
    private ByteBuf requests;

    FrameWriter(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** The connection preface: no push, and windows that the server will not find closed. */
    void preface(int window) {
        ByteBuf out = control();
        out.writeBytes(PREFACE);
        header(out, 12, Frame.SETTINGS, 0, 0);
        out.writeShort(ENABLE_PUSH).writeInt(0).writeShort(INITIAL_WINDOW_SIZE).writeInt(window);
        windowUpdate(0, window - FIRST_CONNECTION_WINDOW);
    }

    void settingsAck() {
        header(control(), 0, Frame.SETTINGS, Frame.ACK, 0);
    }

    void pingAck(byte[] payload) {
        header(control(), 8, Frame.PING, Frame.ACK, 0);
        control().writeBytes(payload, 0, 8);
    }

    void windowUpdate(int stream, int increment) {
        header(control(), 4, Frame.WINDOW_UPDATE, 0, stream);
        control().writeInt(increment);
    }

    void resetStream(int stream, int code) {
        header(control(), 4, Frame.RST_STREAM, 0, stream);
        control().writeInt(code);
    }

    void goAway(int code) {
        header(control(), 8, Frame.GOAWAY, 0, 0);
        control().writeInt(0).writeInt(code);
    }

    /** A request's HEADERS and CONTINUATION frames. */
    void headers(Http2Request request, int stream, boolean firstOnConnection) {
        if (requests == null) {
            requests = allocator.directBuffer(1024);
        }
        request.writeHeaders(requests, stream, firstOnConnection);
    }

    /** The next piece of a request's body. Of a request that was sent, nothing can be taken back. */
    void data(Http2Request request, Http2Stream stream, int length) {
        ByteBuf out = stream.exchange().written() ? control() : requests;
        int from = stream.bodySent();
        boolean last = from + length == request.bodyLength();
        header(out, length, Frame.DATA, last ? Frame.END_STREAM : 0, stream.id());
        out.writeBytes(request.body(), from, length);
    }

    /** Takes back the new requests that were gathered; all else stays. */
    void dropRequests() {
        if (requests != null) {
            requests.release();
            requests = null;
        }
    }

    void drop() {
        dropRequests();
        if (control != null) {
            control.release();
            control = null;
        }
    }

    /** All but the new requests, to be sent first; the caller's from now on; null for nothing. */
    ByteBuf takeControl() {
        ByteBuf taken = control;
        control = null;
        return taken;
    }

    /** The new requests; the caller's from now on; null for nothing. */
    ByteBuf takeRequests() {
        ByteBuf taken = requests;
        requests = null;
        return taken;
    }

    private ByteBuf control() {
        if (control == null) {
            control = allocator.directBuffer(128);
        }
        return control;
    }

    static void header(ByteBuf out, int length, int type, int flags, int stream) {
        out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    }
}
