package org.mpmlab.engine.connect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.exchange.Carrier;
import org.mpmlab.engine.exchange.Exchange;

/**
 * A connection to a target, from connect(2) to its end. Belongs to one event loop; it sends nothing twice, and every
 * request that it carries ends in one event.
 */
public abstract class Connection extends ChannelInboundHandlerAdapter implements Carrier {
    /** How many of the offending bytes an error quotes. */
    private static final int QUOTED_BYTES = 48;

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    private final Slot slot;
    private ChannelHandlerContext context;
    private SocketClock clock;
    private State state = State.OPENING;
    private String negotiated = "";
    private String trouble;
    private long connectNanos;
    private long connectedNanos;
    private long securedNanos;
    private long carried;
    private boolean counted;

    protected Connection(Slot slot) {
        this.slot = slot;
    }

    // What a protocol does.

    /** The transport stands: says what the protocol says first. */
    protected abstract void established();

    /** Takes the bytes of one read; the buffer is the caller's and holds only until this returns. */
    protected abstract void received(ByteBuf bytes, long readNanos);

    /**
     * The peer is gone; fails or ends what is in flight.
     *
     * @param clean whether it closed in order, with a FIN
     */
    protected abstract void lost(boolean clean, String words);

    /** Whether a request can be sent right now. */
    public abstract boolean canCarry();

    /** Sends a request; only when {@link #canCarry}. */
    public abstract void carry(Exchange exchange);

    /** What is carried from here on may be written together. */
    protected void cork() {}

    /** Writes what was put off since {@link #cork}. */
    protected void uncork() {}

    /** The protocol's name where the transport did not negotiate one. */
    protected abstract String clearTextName();

    /** Why the protocol that the server chose by ALPN, if any, will not do; null when it will. */
    protected abstract String objection(String alpn);

    // What is known of it.

    public final Slot slot() {
        return slot;
    }

    /** {@code h2}, {@code http/1.1}, or the clear-text protocol that is spoken. */
    public final String negotiated() {
        return negotiated;
    }

    protected final void spoke(String protocol) {
        negotiated = protocol;
    }

    public final boolean isOpening() {
        return state == State.OPENING;
    }

    protected final boolean isOpen() {
        return state == State.OPEN;
    }

    /** When connect(2) was called. */
    public final long connectNanos() {
        return connectNanos;
    }

    /** How long the TCP connect took. */
    public final long connectTookNanos() {
        return connectedNanos - connectNanos;
    }

    /** How long the TLS handshake took; negative without TLS. */
    public final long tlsTookNanos() {
        return clock == null ? -1 : securedNanos - connectedNanos;
    }

    /** True the first time it is asked: to count each connection once. */
    public final boolean countOnce() {
        boolean first = !counted;
        counted = true;
        return first;
    }

    // For the protocols.

    protected final ChannelHandlerContext context() {
        return context;
    }

    /** The number of requests it carried so far, this one included. */
    protected final long takeTurn(Exchange exchange) {
        exchange.carriedBy(this, carried == 0);
        return ++carried;
    }

    protected final long carried() {
        return carried;
    }

    /** Whether it has carried as many requests as the load lets a connection carry. */
    protected final boolean usedUp() {
        long limit = slot.route().connections().requestsPerConnection();
        return limit > 0 && carried >= limit;
    }

    /**
     * Hands what was written to the socket.
     *
     * @return when: over TLS, when the encrypted bytes were handed over
     */
    protected final long flush() {
        long now = System.nanoTime();
        context.flush();
        return clock == null ? now : clock.flushedSince(now);
    }

    /** The first bytes of what is readable, as text where it is text. */
    protected static String quote(ByteBuf bytes) {
        return quote(ByteBufUtil.getBytes(bytes, bytes.readerIndex(), Math.min(QUOTED_BYTES, bytes.readableBytes())));
    }

    /** Bytes in words: as text with escapes, up to a length. */
    public static String quote(byte[] bytes) {
        StringBuilder words = new StringBuilder("\"");
        for (int i = 0; i < Math.min(bytes.length, QUOTED_BYTES); i++) {
            int b = bytes[i] & 0xff;
            switch (b) {
                case '\r' -> words.append("\\r");
                case '\n' -> words.append("\\n");
                case '"', '\\' -> words.append('\\').append((char) b);
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        words.append((char) b);
                    } else {
                        words.append(String.format("\\x%02x", b));
                    }
                }
            }
        }
        return words.append(bytes.length > QUOTED_BYTES ? "\"..." : "\"").toString();
    }

    /** Closes the socket; what is in flight must have been told already. */
    protected final void close() {
        state = State.CLOSED;
        closeSocket();
    }

    /** Closes the socket and reports nothing. */
    public final void drop() {
        close();
    }

    // The transport's life.

    final void tells(SocketClock socketClock) {
        clock = socketClock;
    }

    final void connecting(long nowNanos) {
        connectNanos = nowNanos;
    }

    final void connectFailed(Throwable cause) {
        failOpening(ErrorKind.CONNECT, String.valueOf(cause.getMessage()));
    }

    /** Gives up on a connection that takes too long to stand. */
    public final void openTimedOut() {
        boolean connected = connectedNanos != 0;
        failOpening(
                connected ? ErrorKind.TLS : ErrorKind.CONNECT,
                connected ? "no TLS handshake in time" : "no connection in time");
    }

    private void failOpening(ErrorKind kind, String words) {
        if (state == State.OPENING) {
            close();
            slot.openFailed(this, kind, words);
        }
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        connectedNanos = System.nanoTime();
        if (clock == null) {
            negotiated = clearTextName();
            stand();
        }
    }

    private void stand() {
        if (state == State.OPENING) {
            state = State.OPEN;
            cork();
            established();
            slot.opened(this);
            uncork();
        }
    }

    @Override
    public final void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                failOpening(ErrorKind.TLS, String.valueOf(handshake.cause().getMessage()));
                return;
            }
            securedNanos = System.nanoTime();
            String alpn = ctx.pipeline().get(SslHandler.class).applicationProtocol();
            negotiated = alpn == null ? "http/1.1" : alpn;
            String objection = objection(alpn);
            if (objection == null) {
                stand();
            } else {
                failOpening(ErrorKind.NEGOTIATION, objection);
            }
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (state == State.OPEN) {
                cork();
                received(bytes, clock == null ? System.nanoTime() : clock.readNanos());
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        if (state == State.OPEN) {
            uncork();
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        trouble = String.valueOf(cause.getMessage());
        closeSocket();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.OPENING) {
            failOpening(connectedNanos == 0 ? ErrorKind.CONNECT : ErrorKind.TLS, words());
        } else if (state == State.OPEN) {
            state = State.CLOSED;
            boolean mine = slot.detach(this);
            lost(trouble == null, words());
            if (mine) {
                slot.vacated();
            }
        }
    }

    private String words() {
        return trouble == null ? "closed by the server" : trouble;
    }

    /** What fails of a write shows as the connection's end. */
    protected final void write(ByteBuf bytes) {
        ChannelFuture unused = context.write(bytes, context.voidPromise());
    }

    private void closeSocket() {
        if (context != null) {
            ChannelFuture unused = context.close();
        }
    }
}
