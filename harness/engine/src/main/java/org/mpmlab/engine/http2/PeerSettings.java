package org.mpmlab.engine.http2;

/** What the server allows (RFC 9113, 6.5.2). */
final class PeerSettings {
    private static final int ENABLE_PUSH = 0x2;
    private static final int MAX_CONCURRENT_STREAMS = 0x3;
    private static final int INITIAL_WINDOW_SIZE = 0x4;
    private static final int MAX_FRAME_SIZE = 0x5;
    private static final int ENTRY_BYTES = 6;

    /** Until the server says otherwise: it should not say less (RFC 9113, 6.5.2). */
    private long maxConcurrentStreams = 100;

    private int initialWindow = 65_535;
    private int maxFrame = Frame.MAX_PAYLOAD;
    private boolean seen;

    /** Takes in a SETTINGS frame that is no acknowledgement. */
    void apply(byte[] payload, int length) throws Http2Violation {
        if (length % ENTRY_BYTES != 0) {
            throw new Http2Violation(Http2Violation.FRAME_SIZE_ERROR, "settings of " + length + " bytes");
        }
        if (!seen) {
            maxConcurrentStreams = Integer.MAX_VALUE;
        }
        seen = true;
        for (int at = 0; at < length; at += ENTRY_BYTES) {
            int name = ((payload[at] & 0xff) << 8) | (payload[at + 1] & 0xff);
            apply(name, FrameReader.integer(payload, at + 2) & 0xffff_ffffL);
        }
    }

    private void apply(int name, long value) throws Http2Violation {
        switch (name) {
            case ENABLE_PUSH -> check(value == 0, Http2Violation.PROTOCOL_ERROR, "a server that enables push");
            case MAX_CONCURRENT_STREAMS -> maxConcurrentStreams = value;
            case INITIAL_WINDOW_SIZE -> {
                check(value <= Integer.MAX_VALUE, Http2Violation.FLOW_CONTROL_ERROR, "an initial window of " + value);
                initialWindow = (int) value;
            }
            case MAX_FRAME_SIZE -> {
                check(
                        value >= Frame.MAX_PAYLOAD && value < 1 << 24,
                        Http2Violation.PROTOCOL_ERROR,
                        "a maximum frame size of " + value);
                maxFrame = (int) value;
            }
            default -> {
                // Nothing to this client: it keeps no table and compares no header list with a limit.
            }
        }
    }

    private static void check(boolean holds, int code, String words) throws Http2Violation {
        if (!holds) {
            throw new Http2Violation(code, words);
        }
    }

    boolean seen() {
        return seen;
    }

    long maxConcurrentStreams() {
        return maxConcurrentStreams;
    }

    int initialWindow() {
        return initialWindow;
    }

    int maxFrame() {
        return maxFrame;
    }
}
