package org.mpmlab.engine.http2;

import org.mpmlab.engine.exchange.Exchange;

/** A stream with a request on its way or an answer to come. Reused by its connection. */
final class Http2Stream {
    /** Links those in a {@link StreamTable}'s pool. */
    Http2Stream nextFree;

    private int id;
    private Exchange exchange;
    private boolean headed;
    private long contentLength;
    private long received;
    private long unreturned;
    private long sendWindow;
    private int bodySent;

    void begin(int streamId, Exchange carried, long initialSendWindow) {
        id = streamId;
        exchange = carried;
        sendWindow = initialSendWindow;
        headed = false;
        contentLength = -1;
        received = 0;
        unreturned = 0;
        bodySent = 0;
    }

    int id() {
        return id;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Whether the final response's head has come. */
    boolean headed() {
        return headed;
    }

    /** The final response's head has come, with this content length; negative for none. */
    void head(long length) {
        headed = true;
        contentLength = length;
    }

    /** The announced length of the body; negative when none was. */
    long contentLength() {
        return contentLength;
    }

    /** The body's bytes so far. */
    long received() {
        return received;
    }

    /** A DATA frame came: its data, and all of its payload for flow control. */
    void receive(int dataBytes, int payloadBytes) {
        received += dataBytes;
        unreturned += payloadBytes;
    }

    /** Payload for which the window was not opened again. */
    long unreturned() {
        return unreturned;
    }

    void returnWindow() {
        unreturned = 0;
    }

    long sendWindow() {
        return sendWindow;
    }

    void widenSendWindow(long by) {
        sendWindow += by;
    }

    int bodySent() {
        return bodySent;
    }

    /** A piece of the request's body was written. */
    void sendBody(int bytes) {
        bodySent += bytes;
        sendWindow -= bytes;
    }
}
