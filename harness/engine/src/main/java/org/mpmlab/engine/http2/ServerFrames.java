package org.mpmlab.engine.http2;

/** What the server's frames mean (RFC 9113, 6), and which of them break a rule. */
final class ServerFrames implements FrameReader.Frames {
    /** The receive windows of the connection and of each stream: no load is ever held up by them. */
    static final int WINDOW = (1 << 30) - 1;

    private final Http2Connection connection;
    private final FrameReader reader;
    private final HeaderBlock headers;
    private final Streams streams;
    private final PeerSettings peer;
    private final SendSide out;
    private long unreturned;

    ServerFrames(
            Http2Connection connection,
            FrameReader reader,
            HeaderBlock headers,
            Streams streams,
            PeerSettings peer,
            SendSide out) {
        this.connection = connection;
        this.reader = reader;
        this.headers = headers;
        this.streams = streams;
        this.peer = peer;
        this.out = out;
    }

    @Override
    public void frame(int type, int flags, int stream, byte[] payload, int length) throws Http2Violation {
        if (!peer.seen() && (type != Frame.SETTINGS || (flags & Frame.ACK) != 0)) {
            throw Rules.broken("a connection that does not begin with SETTINGS");
        }
        if (headers.isOpen() && (type != Frame.CONTINUATION || stream != headers.stream())) {
            throw Rules.broken("a frame amid a header block");
        }
        switch (type) {
            case Frame.HEADERS -> {
                streams.checkOpened(stream);
                if (headers.begin(flags, stream, payload, length, reader.beganNanos())) {
                    headersDone();
                }
            }
            case Frame.CONTINUATION -> {
                if (headers.more(flags, payload, length)) {
                    headersDone();
                }
            }
            case Frame.RST_STREAM -> reset(stream, payload, length);
            case Frame.SETTINGS -> settings(flags, stream, payload, length);
            case Frame.PUSH_PROMISE -> throw Rules.broken("a push that was forbidden");
            case Frame.PING -> ping(flags, stream, payload, length);
            case Frame.GOAWAY -> goAway(stream, payload, length);
            case Frame.WINDOW_UPDATE -> windowUpdate(stream, payload, length);
            default -> {
                // PRIORITY and frames of extensions are to be ignored (RFC 9113, 5.3.2 and 5.5).
            }
        }
    }

    // Answers.

    private void headersDone() throws Http2Violation {
        ResponseFields fields = headers.decode();
        Http2Stream stream = streams.get(headers.stream());
        if (stream == null) {
            streams.checkGivenUp(headers.stream());
            return;
        }
        String objection = stream.headed() ? fields.trailerObjection() : fields.headObjection();
        if (objection == null && !headers.endsStream()) {
            objection = stream.headed() ? "trailers that do not end the stream" : null;
        }
        boolean interim = !stream.headed() && fields.status() < 200;
        if (objection == null && interim && (headers.endsStream() || fields.status() == 101)) {
            objection = "an interim response that ends the stream or switches protocols";
        }
        if (objection != null) {
            connection.malformed(stream, objection);
            return;
        }
        if (interim) {
            return;
        }
        if (!stream.headed()) {
            stream.head(fields.contentLength());
            stream.exchange().firstByteAt(headers.beganNanos());
            stream.exchange().answered(fields.status());
        }
        if (headers.endsStream()) {
            connection.ended(stream);
        }
    }

    @Override
    public void data(int flags, int id, int length, int dataBytes) throws Http2Violation {
        if (headers.isOpen()) {
            throw Rules.broken("a frame amid a header block");
        }
        streams.checkOpened(id);
        unreturned += length;
        Rules.within(unreturned, WINDOW, "connection");
        if (unreturned > WINDOW / 2) {
            out.frames().windowUpdate(0, (int) unreturned);
            unreturned = 0;
        }
        Http2Stream stream = streams.get(id);
        if (stream == null) {
            streams.checkGivenUp(id);
            return;
        }
        stream.receive(dataBytes, length);
        Rules.within(stream.unreturned(), WINDOW, "stream");
        if (!stream.headed()) {
            connection.malformed(stream, "data before a head");
        } else if ((flags & Frame.END_STREAM) != 0) {
            connection.ended(stream);
        } else if (stream.unreturned() > WINDOW / 2) {
            out.frames().windowUpdate(id, (int) stream.unreturned());
            stream.returnWindow();
        }
    }

    private void reset(int id, byte[] payload, int length) throws Http2Violation {
        Rules.length(length, 4);
        streams.checkOpened(id);
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            connection.reset(
                    stream,
                    "RST_STREAM with error code " + FrameReader.integer(payload, 0) + " after " + stream.received()
                            + " bytes of the body");
        }
    }

    // The connection.

    private void settings(int flags, int stream, byte[] payload, int length) throws Http2Violation {
        Rules.streamless(stream);
        if ((flags & Frame.ACK) != 0) {
            Rules.length(length, 0);
            return;
        }
        long before = peer.initialWindow();
        boolean first = !peer.seen();
        peer.apply(payload, length);
        out.frames().settingsAck();
        long widened = peer.initialWindow() - before;
        if (widened != 0) {
            for (Http2Stream each : streams.all()) {
                SendSide.widen(each, widened);
            }
            out.bodies(streams);
        }
        if (first || connection.canCarry()) {
            connection.slot().freed(connection);
        }
    }

    private void ping(int flags, int stream, byte[] payload, int length) throws Http2Violation {
        Rules.streamless(stream);
        Rules.length(length, 8);
        if ((flags & Frame.ACK) == 0) {
            out.frames().pingAck(payload);
        }
    }

    private void windowUpdate(int id, byte[] payload, int length) throws Http2Violation {
        Rules.length(length, 4);
        int increment = FrameReader.integer(payload, 0) & Integer.MAX_VALUE;
        if (increment == 0) {
            throw Rules.broken("a window update of nothing");
        }
        if (id == 0) {
            out.widen(increment);
            out.bodies(streams);
            return;
        }
        streams.checkOpened(id);
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            SendSide.widen(stream, increment);
            out.body(stream);
        }
    }

    private void goAway(int stream, byte[] payload, int length) throws Http2Violation {
        Rules.streamless(stream);
        if (length < 8) {
            throw new Http2Violation(Http2Violation.FRAME_SIZE_ERROR, "a GOAWAY of " + length + " bytes");
        }
        int last = FrameReader.integer(payload, 0) & Integer.MAX_VALUE;
        connection.goAway(last, "GOAWAY with error code " + FrameReader.integer(payload, 4) + ", last stream " + last);
    }
}
