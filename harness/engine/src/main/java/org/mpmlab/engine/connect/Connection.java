package org.mpmlab.engine.connect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import org.mpmlab.engine.exchange.Carrier;
import org.mpmlab.engine.exchange.Exchange;

/**
 * A connection to a target, as its protocol and its slot see it; its {@link Transport} is what Netty sees. Belongs to
 * one event loop; it sends nothing twice, and every request that it carries ends in one event.
 */
public abstract class Connection implements Carrier {
    /** How many of the offending bytes an error quotes. */
    private static final int QUOTED_BYTES = 48;

    private final Slot slot;
    private final Transport transport;
    private String negotiated = "";
    private long carried;
    private boolean counted;

    @SuppressWarnings("this-escape") // The transport keeps it, and tells it nothing before it is registered.
    protected Connection(Slot slot) {
        this.slot = slot;
        this.transport = new Transport(this);
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
        return transport.isOpening();
    }

    protected final boolean isOpen() {
        return transport.isOpen();
    }

    /** When connect(2) was called. */
    public final long connectNanos() {
        return transport.connectNanos();
    }

    /** How long the TCP connect took. */
    public final long connectTookNanos() {
        return transport.connectTookNanos();
    }

    /** How long the TLS handshake took; negative without TLS. */
    public final long tlsTookNanos() {
        return transport.tlsTookNanos();
    }

    /** True the first time it is asked: to count each connection once. */
    public final boolean countOnce() {
        boolean first = !counted;
        counted = true;
        return first;
    }

    final Transport transport() {
        return transport;
    }

    // Its end, as those see it who had it made.

    /** Gives up on a connection that takes too long to stand. */
    public final void openTimedOut() {
        transport.openTimedOut();
    }

    /** Closes the socket and reports nothing. */
    public final void drop() {
        close();
    }

    // For the protocols.

    protected final ChannelHandlerContext context() {
        return transport.context();
    }

    /** The number of requests it carried so far, this one included. */
    protected final long takeTurn(Exchange exchange) {
        exchange.carriedBy(this, carried == 0);
        return ++carried;
    }

    /** Whether it has carried as many requests as the load lets a connection carry. */
    protected final boolean usedUp() {
        long limit = slot.route().connections().requestsPerConnection();
        return limit > 0 && carried >= limit;
    }

    /** What fails of a write shows as the connection's end. */
    protected final void write(ByteBuf bytes) {
        transport.write(bytes);
    }

    /**
     * Hands what was written to the socket.
     *
     * @return when: over TLS, when the encrypted bytes were handed over
     */
    protected final long flush() {
        return transport.flush();
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
        transport.close();
    }
}
