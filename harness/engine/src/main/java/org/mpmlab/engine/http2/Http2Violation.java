package org.mpmlab.engine.http2;

import org.mpmlab.engine.connect.ProtocolViolation;

/** A violation that ends the connection, with the error code to say so (RFC 9113, 7). */
final class Http2Violation extends ProtocolViolation {
    static final int PROTOCOL_ERROR = 0x1;
    static final int FLOW_CONTROL_ERROR = 0x3;
    static final int STREAM_CLOSED = 0x5;
    static final int FRAME_SIZE_ERROR = 0x6;
    static final int COMPRESSION_ERROR = 0x9;
    static final int CANCEL = 0x8;

    private static final long serialVersionUID = 1L;

    private final int code;

    Http2Violation(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
