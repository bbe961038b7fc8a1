package org.mpmlab.engine.http2;

/** Rules about frames that say which connection error their breach is (RFC 9113, 5.1 and 6). */
final class Rules {
    private Rules() {}

    static void streamless(int stream) throws Http2Violation {
        if (stream != 0) {
            throw broken("a stream where the connection is meant");
        }
    }

    static void length(int length, int expected) throws Http2Violation {
        if (length != expected) {
            throw new Http2Violation(Http2Violation.FRAME_SIZE_ERROR, length + " bytes of payload, not " + expected);
        }
    }

    static void within(long unreturned, int window, String whose) throws Http2Violation {
        if (unreturned > window) {
            throw new Http2Violation(Http2Violation.FLOW_CONTROL_ERROR, "more data than the " + whose + "'s window");
        }
    }

    /** A stream that this client has opened, even if it is over. */
    static void opened(int stream, int nextStream) throws Http2Violation {
        boolean ours = (stream & 1) == 1 && (nextStream < 0 || stream < nextStream);
        if (!ours) {
            throw broken("a stream that is not in use");
        }
    }

    static Http2Violation broken(String words) {
        return new Http2Violation(Http2Violation.PROTOCOL_ERROR, words);
    }
}
