package org.mpmlab.engine.http2;

import org.mpmlab.engine.exchange.Exchange;

/** A connection's streams: those in flight, those that this side gave up, and how many more there can be. */
final class Streams {
    private static final int LAST = Integer.MAX_VALUE;

    private final StreamTable table = new StreamTable();
    private final GivenUp givenUp = new GivenUp();
    private int next = 1;

    /** The first whose request was not sent: to the server it and all beyond are idle. */
    private int unsent = 1;

    /** Opens the next stream; only while not {@link #areExhausted}. */
    Http2Stream open(Exchange exchange, int sendWindow) {
        Http2Stream stream = table.take();
        stream.begin(next, exchange, sendWindow);
        exchange.streamId(next);
        next = next == LAST ? -1 : next + 2;
        table.put(stream);
        return stream;
    }

    /** The requests of all streams so far are on their way. */
    void allSent() {
        unsent = next;
    }

    /** Whether the ids are used up (RFC 9113, 5.1.1). */
    boolean areExhausted() {
        return next < 0;
    }

    int inFlight() {
        return table.size();
    }

    /** Those in flight, by id; for the rare case that all are concerned. */
    Http2Stream[] all() {
        return table.all();
    }

    /** Null for a stream that is not in flight. */
    Http2Stream get(int id) {
        return table.get(id);
    }

    /** Holds the server to streams that it has seen opened, even if they are over. */
    void checkOpened(int id) throws Http2Violation {
        Rules.opened(id, unsent);
    }

    /** Holds the server, which sent more on a stream that is not in flight, to what it may have sent in ignorance. */
    void checkGivenUp(int id) throws Http2Violation {
        if (!givenUp.contains(id)) {
            throw new Http2Violation(Http2Violation.STREAM_CLOSED, "more on a stream that the server had ended");
        }
    }

    /** The stream is over, on both sides. */
    void end(Http2Stream stream) {
        table.remove(stream);
    }

    /** The stream is over on this side; what the server still sends on it is passed over. */
    void giveUp(Http2Stream stream) {
        givenUp.add(stream.id());
        table.remove(stream);
    }
}
