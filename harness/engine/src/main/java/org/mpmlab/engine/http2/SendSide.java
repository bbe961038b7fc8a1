package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangeList;

/**
 * What a connection sends: its requests, with bodies as far as the server's windows let them (RFC 9113, 5.2), and what
 * it says of itself. Frames are gathered until they are taken to be written.
 */
final class SendSide {
    private static final int FIRST_WINDOW = 65_535;

    private final Http2Request request;
    private final PeerSettings peer;
    private final FrameWriter frames;
    private final ExchangeList unsent = new ExchangeList();
    private long window = FIRST_WINDOW;

    SendSide(Http2Request request, PeerSettings peer, ByteBufAllocator allocator) {
        this.request = request;
        this.peer = peer;
        this.frames = new FrameWriter(allocator);
    }

    /** For what the connection says of itself. */
    FrameWriter frames() {
        return frames;
    }

    /** A request's headers and as much of its body as may be sent. */
    void request(Http2Stream stream, boolean firstOnConnection) {
        frames.headers(request, stream.id(), firstOnConnection);
        body(stream);
        unsent.add(stream.exchange());
    }

    /** More of a body, if there is more and it may be sent. */
    void body(Http2Stream stream) {
        while (!isWhole(stream)) {
            long n = Math.min(request.bodyLength() - stream.bodySent(), peer.maxFrame());
            n = Math.min(n, Math.min(stream.sendWindow(), window));
            if (n <= 0) {
                return;
            }
            frames.data(request, stream, (int) n);
            stream.sendBody((int) n);
            window -= n;
        }
    }

    /** More of all the bodies that wait. */
    void bodies(Streams streams) {
        if (request.bodyLength() > 0 && window > 0) {
            for (Http2Stream stream : streams.all()) {
                body(stream);
            }
        }
    }

    /** Whether all of a stream's request was gathered. */
    boolean isWhole(Http2Stream stream) {
        return stream.bodySent() >= request.bodyLength();
    }

    /** The server widened the connection's window. */
    void widen(int by) throws Http2Violation {
        window += by;
        check(window);
    }

    /** The server widened, or narrowed, a stream's window. */
    static void widen(Http2Stream stream, long by) throws Http2Violation {
        stream.widenSendWindow(by);
        check(stream.sendWindow());
    }

    private static void check(long size) throws Http2Violation {
        if (size > Integer.MAX_VALUE) {
            throw new Http2Violation(Http2Violation.FLOW_CONTROL_ERROR, "a window of more than 2^31-1");
        }
    }

    /** A request that was not sent will not be: its frames are dropped, and the window is as it was. */
    void takeBack(Http2Stream stream) {
        unsent.remove(stream.exchange());
        window += stream.bodySent();
    }

    /** The next of the requests whose frames were taken; null when there are no more. */
    Exchange nextSent() {
        return unsent.poll();
    }

    ByteBuf takeControl() {
        return frames.takeControl();
    }

    ByteBuf takeRequests() {
        return frames.takeRequests();
    }
}
