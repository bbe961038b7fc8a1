package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.Exchanges;

/**
 * An HTTP/2 connection: many requests in flight, one stream each. What the server says on it is read by {@link
 * ServerFrames}; what becomes of the requests is decided here.
 */
final class Http2Connection extends Connection {
    private final Http2Request request;
    private final WriteBatch batch;
    private final FrameReader reader;
    private final HeaderBlock headers;
    private final Exchanges exchanges;
    private final Streams streams = new Streams();
    private final PeerSettings peer = new PeerSettings();

    private SendSide out;
    private ServerFrames frames;
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
        frames = new ServerFrames(this, reader, headers, streams, peer, out);
        out.frames().preface(ServerFrames.WINDOW);
    }

    @Override
    public boolean canCarry() {
        return isOpen()
                && !leaving
                && !usedUp()
                && !streams.areExhausted()
                && streams.inFlight() < Math.min(slot().route().connections().streams(), peer.maxConcurrentStreams());
    }

    @Override
    public void carry(Exchange exchange) {
        boolean first = takeTurn(exchange) == 1;
        out.request(streams.open(exchange, peer.initialWindow()), first);
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
            streams.allSent();
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
            reader.read(bytes, readNanos, frames);
        } catch (Http2Violation violation) {
            out.frames().goAway(violation.code());
            fail(ErrorKind.PROTOCOL, violation.getMessage() + ": " + reader.frame());
        }
        if (!isOpen()) {
            // The rest of the read may have called for answers, which no one takes any more.
            out.frames().drop();
        }
    }

    private static boolean isHttp1(ByteBuf bytes) {
        return bytes.readableBytes() >= 5
                && bytes.getInt(bytes.readerIndex()) == 0x48545450
                && bytes.getByte(bytes.readerIndex() + 4) == '/';
    }

    // What becomes of the requests.

    /** The server ended the stream: its answer is whole, if it is as long as it said. */
    void ended(Http2Stream stream) {
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
            streams.end(stream);
        }
        exchanges.completed(exchange);
        streamOver();
    }

    /** The answer breaks a rule that concerns its stream alone (RFC 9113, 8.1.1). */
    void malformed(Http2Stream stream, String words) {
        Exchange exchange = stream.exchange();
        giveUp(stream, Http2Violation.PROTOCOL_ERROR);
        exchanges.failed(exchange, ErrorKind.PROTOCOL, words + ": " + reader.frame());
        streamOver();
    }

    /** Ends a stream from this side; what the server still sends on it is passed over. */
    private void giveUp(Http2Stream stream, int code) {
        out.frames().resetStream(stream.id(), code);
        streams.giveUp(stream);
    }

    /** A stream is free, for another request if this connection still takes any. */
    private void streamOver() {
        if ((leaving || usedUp() || streams.areExhausted()) && streams.inFlight() == 0) {
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

    /** The server gave the stream up. */
    void reset(Http2Stream stream, String words) {
        Exchange exchange = stream.exchange();
        streams.end(stream);
        exchanges.failed(exchange, ErrorKind.RESET_STREAM, words);
        streamOver();
    }

    /**
     * The server takes no more: what it did not see fails, what was not sent goes elsewhere, the rest is awaited.
     *
     * @param last the last stream that the server may answer
     */
    void goAway(int last, String words) {
        leaving = true;
        boolean mine = slot().detach(this);
        handOver();
        for (Http2Stream each : streams.all()) {
            if (each.id() > last) {
                Exchange exchange = each.exchange();
                streams.end(each);
                exchanges.failed(exchange, ErrorKind.GOAWAY, words);
            }
        }
        if (streams.inFlight() == 0) {
            closeGently();
        }
        if (mine) {
            slot().vacated();
        }
    }

    /** What was not sent goes elsewhere: the server has seen nothing of it. */
    private void handOver() {
        out.frames().dropRequests();
        for (Http2Stream each : streams.all()) {
            Exchange exchange = each.exchange();
            if (!exchange.written()) {
                out.takeBack(each);
                streams.end(each);
                slot().submit(exchange);
            }
        }
    }

    // The end.

    /** Ends the connection and all that was sent on it. */
    private void fail(ErrorKind kind, String words) {
        leaving = true;
        boolean mine = slot().detach(this);
        handOver();
        closeGently();
        failAll(kind, words);
        if (mine) {
            slot().vacated();
        }
    }

    private void failAll(ErrorKind kind, String words) {
        for (Http2Stream stream : streams.all()) {
            Exchange exchange = stream.exchange();
            streams.end(stream);
            exchanges.failed(exchange, kind, words);
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
            exchanges.failed(exchange, ErrorKind.TIMEOUT, words + ", " + progress);
            streamOver();
        }
    }

    @Override
    protected void lost(boolean clean, String words) {
        leaving = true;
        handOver();
        out.frames().drop();
        failAll(ErrorKind.CLOSED, words);
    }
}
