package org.mpmlab.engine.http1;

import io.netty.buffer.ByteBuf;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.ProtocolViolation;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.exchange.Exchange;

/** An HTTP/1.1 connection with at most one request in flight. */
final class Http1Connection extends Connection {
    private final Http1Request request;
    private final ResponseParser parser;

    /** This connection's view of the request's bytes; the bytes are everyone's. */
    private ByteBuf bytesToSend;

    private Exchange current;

    Http1Connection(Slot slot, Http1Request request, ResponseParser parser) {
        super(slot);
        this.request = request;
        this.parser = parser;
    }

    @Override
    protected void established() {}

    @Override
    protected String clearTextName() {
        return "http/1.1";
    }

    @Override
    protected String objection(String alpn) {
        return alpn == null || alpn.equals("http/1.1") ? null : "asked for http/1.1, the server chose " + alpn;
    }

    @Override
    public boolean canCarry() {
        return current == null && isOpen();
    }

    @Override
    public void carry(Exchange exchange) {
        boolean first = takeTurn(exchange) == 1;
        if (usedUp()) {
            bytesToSend = request.last().duplicate();
        } else if (first) {
            bytesToSend = request.kept().duplicate();
        }
        current = exchange;
        parser.expect(request.isHead());
        bytesToSend.readerIndex(0);
        write(bytesToSend.retain());
        exchange.writtenAt(flush());
        slot().route().exchanges().written(exchange);
    }

    @Override
    protected void received(ByteBuf bytes, long readNanos) {
        while (current != null && bytes.isReadable()) {
            if (parser.atStart()) {
                current.firstByteAt(readNanos);
            }
            try {
                if (parser.parse(bytes)) {
                    complete(bytes, readNanos);
                    return;
                }
            } catch (ProtocolViolation violation) {
                fail(ErrorKind.PROTOCOL, violation.getMessage());
                return;
            }
        }
        if (current == null && bytes.isReadable()) {
            // A server may say goodbye, such as with a 408, to a connection that asked nothing: it is no one's answer.
            leave();
            slot().vacated();
        }
    }

    /** The response is whole, by its own account. */
    private void complete(ByteBuf rest, long readNanos) {
        if (rest.isReadable()) {
            fail(ErrorKind.PROTOCOL, "bytes after the end of the response: " + quote(rest));
            return;
        }
        Exchange done = current;
        current = null;
        done.answered(parser.status());
        done.endedAt(readNanos, parser.bodyBytes());
        if (parser.keepsAlive() && !usedUp() && isFlushed()) {
            slot().route().exchanges().completed(done);
            slot().freed(this);
        } else {
            leave();
            slot().route().exchanges().completed(done);
            slot().vacated();
        }
    }

    /** A server may answer before it has read all of a request; the rest of that would be read as the next one. */
    private boolean isFlushed() {
        return context().channel().unsafe().outboundBuffer() != null
                && context().channel().unsafe().outboundBuffer().isEmpty();
    }

    private void fail(ErrorKind kind, String words) {
        Exchange failed = give();
        leave();
        slot().route().exchanges().failed(failed, kind, words);
        slot().vacated();
    }

    /** Takes the exchange out of this connection with what is known of its answer. */
    private Exchange give() {
        Exchange exchange = current;
        current = null;
        if (parser.hasHead()) {
            exchange.answered(parser.status());
        }
        return exchange;
    }

    private void leave() {
        boolean mine = slot().detach(this);
        assert mine : "a connection leaves its slot once";
        close();
    }

    @Override
    public void timeOut(Exchange exchange, String words) {
        if (current == exchange) {
            fail(ErrorKind.TIMEOUT, words + ", " + parser.progress());
        }
    }

    @Override
    protected void lost(boolean clean, String words) {
        if (current == null) {
            return;
        }
        Exchange last = give();
        if (clean && parser.endsAtClose()) {
            last.endedAt(System.nanoTime(), parser.bodyBytes());
            slot().route().exchanges().completed(last);
        } else {
            slot().route().exchanges().failed(last, ErrorKind.CLOSED, words + " " + parser.progress());
        }
    }
}
