package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.Exchanges;

/** An HTTP/2 connection: many requests in flight, one stream each. */
final class Http2Connection extends Connection implements FrameReader.Frames {
    /** The receive windows of the connection and of each stream: no load is ever held up by them. */
    static final int WINDOW = (1 << 30) - 1;

    private static final int LAST_STREAM = Integer.MAX_VALUE;

    private final Http2Request request;
    private final WriteBatch batch;
    private final FrameReader reader;
    private final HeaderBlock headers;
    private final Exchanges exchanges;
    private final StreamTable streams = new StreamTable();
    private final PeerSettings peer = new PeerSettings();
    private final GivenUp givenUp = new GivenUp();

    private SendSide out;
    private int nextStream = 1;
    private long unreturned;
    private boolean corked;
    private boolean batched;
    private boolean leaving;

    Http2Connection(
            Slot slot,
            Http2Request request,
            WriteBatch batch,
            FrameReader reader,
            HpackDecoder decoder,
            ResponseFields fields) {
        super(slot);
        this.request = request;
        this.batch = batch;
        this.reader = reader;
        this.headers = new HeaderBlock(decoder, fields);
        this.exchanges = slot.route().exchanges();
    }

    @Override
    protected String clearTextName() {
        return "h2c";
    }

    @Override
    protected String objection(String alpn) {
        return "h2".equals(alpn) ? null : "asked for h2, the server chose " + (alpn == null ? "nothing" : alpn);
    }

    // Sending.

    @Override
    protected void established() {
        out = new SendSide(request, peer, context().alloc());
        out.frames().preface(WINDOW);
    }

    @Override
    public boolean canCarry() {
        return isOpen()
                && !leaving
                && !usedUp()
                && nextStream > 0
                && streams.size() < Math.min(slot().route().connections().streams(), peer.maxConcurrentStreams());
    }

    @Override
    public void carry(Exchange exchange) {
        boolean first = takeTurn(exchange) == 1;
        Http2Stream stream = streams.take();
        stream.begin(nextStream, exchange, peer.initialWindow());
        exchange.streamId(nextStream);
        nextStream = nextStream == LAST_STREAM ? -1 : nextStream + 2;
        streams.put(stream);
        out.request(stream, first);
        if (!corked) {
            if (!batch.isOpen()) {
                send();
            } else if (!batched) {
                batched = true;
                batch.add(this);
            }
        }
    }

    @Override
    protected void cork() {
        corked = true;
    }

    @Override
    protected void uncork() {
        corked = false;
        batched = false;
        send();
    }

    private void send() {
        if (out == null) {
            return;
        }
        ByteBuf control = out.takeControl();
        ByteBuf requests = out.takeRequests();
        if (control != null) {
            write(control);
        }
        if (requests != null) {
            write(requests);
        }
        if (control != null || requests != null) {
            long now = flush();
            for (Exchange sent = out.nextSent(); sent != null; sent = out.nextSent()) {
                sent.writtenAt(now);
                exchanges.written(sent);
            }
        }
    }

    // Receiving.

    @Override
    protected void received(ByteBuf bytes, long readNanos) {
        if (!peer.seen() && isHttp1(bytes)) {
            spoke("http/1.1");
            fail(ErrorKind.NEGOTIATION, "asked for HTTP/2, the server answered " + quote(bytes));
            return;
        }
        try {
            headers.readAt(readNanos);
            reader.read(bytes, readNanos, this);
        } catch (Http2Violation violation) {
            out.frames().goAway(violation.code());
            fail(ErrorKind.PROTOCOL, violation.getMessage() + ": " + reader.frame());
        }
    }

    private static boolean isHttp1(ByteBuf bytes) {
        return bytes.readableBytes() >= 5
                && bytes.getInt(bytes.readerIndex()) == 0x48545450
                && bytes.getByte(bytes.readerIndex() + 4) == '/';
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
                Rules.opened(stream, nextStream);
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

    private void headersDone() throws Http2Violation {
        ResponseFields fields = headers.decode();
        Http2Stream stream = streams.get(headers.stream());
        if (stream == null) {
            checkGivenUp(headers.stream());
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
            malformed(stream, objection);
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
            complete(stream);
        }
    }

    @Override
    public void data(int flags, int id, int length, int dataBytes) throws Http2Violation {
        if (headers.isOpen()) {
            throw Rules.broken("a frame amid a header block");
        }
        Rules.opened(id, nextStream);
        unreturned += length;
        Rules.within(unreturned, WINDOW, "connection");
        if (unreturned > WINDOW / 2) {
            out.frames().windowUpdate(0, (int) unreturned);
            unreturned = 0;
        }
        Http2Stream stream = streams.get(id);
        if (stream == null) {
            checkGivenUp(id);
            return;
        }
        stream.receive(dataBytes, length);
        Rules.within(stream.unreturned(), WINDOW, "stream");
        if (!stream.headed()) {
            malformed(stream, "data before a head");
        } else if ((flags & Frame.END_STREAM) != 0) {
            complete(stream);
        } else if (stream.unreturned() > WINDOW / 2) {
            out.frames().windowUpdate(id, (int) stream.unreturned());
            stream.returnWindow();
        }
    }

    /** The server ended the stream: its answer is whole, if it is as long as it said. */
    private void complete(Http2Stream stream) {
        Exchange exchange = stream.exchange();
        boolean mayLack = request.isHead() || exchange.status() == 304;
        if (stream.contentLength() >= 0 && stream.contentLength() != stream.received() && !mayLack) {
            malformed(stream, stream.received() + " bytes of data where content-length says " + stream.contentLength());
            return;
        }
        exchange.endedAt(headers.readNanos(), stream.received());
        if (!out.isWhole(stream)) {
            giveUp(stream, Http2Violation.CANCEL);
        } else {
            streams.remove(stream);
        }
        exchanges.completed(exchange);
        streamOver();
    }

    private void malformed(Http2Stream stream, String words) {
        Exchange exchange = stream.exchange();
        giveUp(stream, Http2Violation.PROTOCOL_ERROR);
        failed(exchange, ErrorKind.PROTOCOL, words + ": " + reader.frame());
        streamOver();
    }

    /** Ends a stream from this side; what the server still sends on it is passed over. */
    private void giveUp(Http2Stream stream, int code) {
        out.frames().resetStream(stream.id(), code);
        givenUp.add(stream.id());
        streams.remove(stream);
    }

    private void failed(Exchange exchange, ErrorKind kind, String words) {
        if (!exchange.written()) {
            out.forget(exchange);
        }
        exchanges.failed(exchange, kind, words);
    }

    /** A stream is free, for another request if this connection still takes any. */
    private void streamOver() {
        if ((leaving || usedUp() || nextStream < 0) && streams.size() == 0) {
            boolean mine = slot().detach(this);
            closeGently();
            if (mine) {
                slot().vacated();
            }
        } else {
            slot().freed(this);
        }
    }

    private void closeGently() {
        if (isOpen()) {
            send();
            close();
        }
    }

    private void reset(int id, byte[] payload, int length) throws Http2Violation {
        Rules.length(length, 4);
        Rules.opened(id, nextStream);
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            Exchange exchange = stream.exchange();
            streams.remove(stream);
            failed(
                    exchange,
                    ErrorKind.RESET_STREAM,
                    "RST_STREAM with error code " + FrameReader.integer(payload, 0) + " after " + stream.received()
                            + " bytes of the body");
            streamOver();
        }
    }

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
        if (first || canCarry()) {
            slot().freed(this);
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
        Rules.opened(id, nextStream);
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            SendSide.widen(stream, increment);
            out.body(stream);
        }
    }

    /** The server takes no more: what it did not see fails, what was not sent goes elsewhere, the rest is awaited. */
    private void goAway(int stream, byte[] payload, int length) throws Http2Violation {
        Rules.streamless(stream);
        if (length < 8) {
            throw new Http2Violation(Http2Violation.FRAME_SIZE_ERROR, "a GOAWAY of " + length + " bytes");
        }
        leaving = true;
        boolean mine = slot().detach(this);
        int last = FrameReader.integer(payload, 0) & Integer.MAX_VALUE;
        String words = "GOAWAY with error code " + FrameReader.integer(payload, 4) + ", last stream " + last;
        out.frames().dropRequests();
        for (Http2Stream each : streams.all()) {
            Exchange exchange = each.exchange();
            if (!exchange.written()) {
                streams.remove(each);
                out.forget(exchange);
                slot().submit(exchange);
            } else if (each.id() > last) {
                streams.remove(each);
                failed(exchange, ErrorKind.GOAWAY, words);
            }
        }
        if (streams.size() == 0) {
            closeGently();
        }
        if (mine) {
            slot().vacated();
        }
    }

    private void checkGivenUp(int stream) throws Http2Violation {
        if (!givenUp.contains(stream)) {
            throw new Http2Violation(Http2Violation.STREAM_CLOSED, "more on a stream that the server had ended");
        }
    }

    // The end.

    /** Ends the connection and all that is on it. */
    private void fail(ErrorKind kind, String words) {
        leaving = true;
        boolean mine = slot().detach(this);
        out.frames().dropRequests();
        closeGently();
        failAll(kind, words);
        if (mine) {
            slot().vacated();
        }
    }

    private void failAll(ErrorKind kind, String words) {
        for (Http2Stream stream : streams.all()) {
            Exchange exchange = stream.exchange();
            streams.remove(stream);
            failed(exchange, kind, words);
        }
    }

    @Override
    public void timeOut(Exchange exchange, String words) {
        Http2Stream stream = streams.get(exchange.streamId());
        if (stream != null && stream.exchange() == exchange) {
            String progress = stream.headed() ? stream.received() + " bytes of the body" : "no head";
            giveUp(stream, Http2Violation.CANCEL);
            if (!corked) {
                send();
            }
            failed(exchange, ErrorKind.TIMEOUT, words + ", " + progress);
            streamOver();
        }
    }

    @Override
    protected void lost(boolean clean, String words) {
        leaving = true;
        out.frames().drop();
        failAll(ErrorKind.CLOSED, words);
    }
}
