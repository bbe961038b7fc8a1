package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangeList;
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
    private final ExchangeList unsent = new ExchangeList();
    private final PeerSettings peer = new PeerSettings();
    private final GivenUp givenUp = new GivenUp();

    private FrameWriter writer;
    private int nextStream = 1;
    private long sendWindow = 65_535;
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
        writer = new FrameWriter(context().alloc());
        writer.preface(WINDOW);
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
        writer.headers(request, stream.id(), first);
        sendBody(stream);
        unsent.add(exchange);
        if (!corked) {
            if (!batch.isOpen()) {
                send();
            } else if (!batched) {
                batched = true;
                batch.add(this);
            }
        }
    }

    private void sendBody(Http2Stream stream) {
        while (stream.bodySent() < request.bodyLength()) {
            long n = Math.min(request.bodyLength() - stream.bodySent(), peer.maxFrame());
            n = Math.min(n, Math.min(stream.sendWindow(), sendWindow));
            if (n <= 0) {
                return;
            }
            writer.data(request, stream.id(), stream.bodySent(), (int) n);
            stream.sendBody((int) n);
            sendWindow -= n;
        }
    }

    private void sendBodies() {
        if (request.bodyLength() > 0 && sendWindow > 0) {
            for (Http2Stream stream : streams.all()) {
                sendBody(stream);
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
        ByteBuf control = writer == null ? null : writer.takeControl();
        ByteBuf requests = writer == null ? null : writer.takeRequests();
        if (control != null) {
            write(control);
        }
        if (requests != null) {
            write(requests);
        }
        if (control != null || requests != null) {
            long now = flush();
            for (Exchange sent = unsent.poll(); sent != null; sent = unsent.poll()) {
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
            writer.goAway(violation.code());
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
            throw violation("a connection that does not begin with SETTINGS");
        }
        if (headers.isOpen() && (type != Frame.CONTINUATION || stream != headers.stream())) {
            throw violation("a frame amid a header block");
        }
        switch (type) {
            case Frame.HEADERS -> {
                checkKnown(stream);
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
            case Frame.PUSH_PROMISE -> throw violation("a push that was forbidden");
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
            throw violation("a frame amid a header block");
        }
        checkKnown(id);
        unreturned += length;
        if (unreturned > WINDOW) {
            throw new Http2Violation(Http2Violation.FLOW_CONTROL_ERROR, "more data than the connection's window");
        }
        if (unreturned > WINDOW / 2) {
            writer.windowUpdate(0, (int) unreturned);
            unreturned = 0;
        }
        Http2Stream stream = streams.get(id);
        if (stream == null) {
            checkGivenUp(id);
            return;
        }
        stream.receive(dataBytes, length);
        if (!stream.headed()) {
            malformed(stream, "data before a head");
        } else if (stream.unreturned() > WINDOW) {
            throw new Http2Violation(Http2Violation.FLOW_CONTROL_ERROR, "more data than the stream's window");
        } else if ((flags & Frame.END_STREAM) != 0) {
            complete(stream);
        } else if (stream.unreturned() > WINDOW / 2) {
            writer.windowUpdate(id, (int) stream.unreturned());
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
        if (stream.bodySent() < request.bodyLength()) {
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
        writer.resetStream(stream.id(), code);
        givenUp.add(stream.id());
        streams.remove(stream);
    }

    private void failed(Exchange exchange, ErrorKind kind, String words) {
        if (!exchange.written()) {
            unsent.remove(exchange);
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
        checkLength(length, 4);
        checkKnown(id);
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
        checkStreamless(stream);
        if ((flags & Frame.ACK) != 0) {
            checkLength(length, 0);
            return;
        }
        long before = peer.initialWindow();
        boolean first = !peer.seen();
        peer.apply(payload, length);
        writer.settingsAck();
        long widened = peer.initialWindow() - before;
        if (widened != 0) {
            for (Http2Stream each : streams.all()) {
                each.widenSendWindow(widened);
                checkWindow(each.sendWindow());
            }
            sendBodies();
        }
        if (first || canCarry()) {
            slot().freed(this);
        }
    }

    private void ping(int flags, int stream, byte[] payload, int length) throws Http2Violation {
        checkStreamless(stream);
        checkLength(length, 8);
        if ((flags & Frame.ACK) == 0) {
            writer.pingAck(payload);
        }
    }

    private void windowUpdate(int id, byte[] payload, int length) throws Http2Violation {
        checkLength(length, 4);
        int increment = FrameReader.integer(payload, 0) & Integer.MAX_VALUE;
        if (increment == 0) {
            throw violation("a window update of nothing");
        }
        if (id == 0) {
            sendWindow += increment;
            checkWindow(sendWindow);
            sendBodies();
            return;
        }
        checkKnown(id);
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            stream.widenSendWindow(increment);
            checkWindow(stream.sendWindow());
            sendBody(stream);
        }
    }

    /** The server takes no more: what it did not see fails, what was not sent goes elsewhere, the rest is awaited. */
    private void goAway(int stream, byte[] payload, int length) throws Http2Violation {
        checkStreamless(stream);
        if (length < 8) {
            throw new Http2Violation(Http2Violation.FRAME_SIZE_ERROR, "a GOAWAY of " + length + " bytes");
        }
        leaving = true;
        boolean mine = slot().detach(this);
        int last = FrameReader.integer(payload, 0) & Integer.MAX_VALUE;
        String words = "GOAWAY with error code " + FrameReader.integer(payload, 4) + ", last stream " + last;
        writer.dropRequests();
        for (Http2Stream each : streams.all()) {
            Exchange exchange = each.exchange();
            if (!exchange.written()) {
                streams.remove(each);
                unsent.remove(exchange);
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

    private void checkKnown(int stream) throws Http2Violation {
        boolean ours = (stream & 1) == 1 && (nextStream < 0 || stream < nextStream);
        if (!ours) {
            throw violation("a stream that is not in use");
        }
    }

    private void checkGivenUp(int stream) throws Http2Violation {
        if (!givenUp.contains(stream)) {
            throw new Http2Violation(Http2Violation.STREAM_CLOSED, "more on a stream that the server had ended");
        }
    }

    private static void checkStreamless(int stream) throws Http2Violation {
        if (stream != 0) {
            throw violation("a stream where the connection is meant");
        }
    }

    private static void checkLength(int length, int expected) throws Http2Violation {
        if (length != expected) {
            throw new Http2Violation(Http2Violation.FRAME_SIZE_ERROR, length + " bytes of payload, not " + expected);
        }
    }

    private static void checkWindow(long window) throws Http2Violation {
        if (window > Integer.MAX_VALUE) {
            throw new Http2Violation(Http2Violation.FLOW_CONTROL_ERROR, "a window of more than 2^31-1");
        }
    }

    private static Http2Violation violation(String words) {
        return new Http2Violation(Http2Violation.PROTOCOL_ERROR, words);
    }

    // The end.

    /** Ends the connection and all that is on it. */
    private void fail(ErrorKind kind, String words) {
        leaving = true;
        boolean mine = slot().detach(this);
        writer.dropRequests();
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
        writer.drop();
        failAll(ErrorKind.CLOSED, words);
    }
}
