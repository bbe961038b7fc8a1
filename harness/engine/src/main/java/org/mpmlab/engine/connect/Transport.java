package org.mpmlab.engine.connect;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.mpmlab.core.load.ErrorKind;

/**
 * A connection's way from connect(2) over the TLS handshake, where there is one, to its end, and the times of it.
 * Belongs to one event loop.
 */
final class Transport extends ChannelInboundHandlerAdapter {
    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    private final Connection connection;
    private ChannelHandlerContext context;
    private SocketClock clock;
    private State state = State.OPENING;
    private String trouble;
    private long connectNanos;
    private long connectedNanos;
    private long securedNanos;

    Transport(Connection connection) {
        this.connection = connection;
    }

    // What is known of it.

    boolean isOpening() {
        return state == State.OPENING;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    long connectNanos() {
        return connectNanos;
    }

    long connectTookNanos() {
        return connectedNanos - connectNanos;
    }

    /** Negative without TLS. */
    long tlsTookNanos() {
        return clock == null ? -1 : securedNanos - connectedNanos;
    }

    ChannelHandlerContext context() {
        return context;
    }

    // What the connection does with it.

    void write(ByteBuf bytes) {
        ChannelFuture unused = context.write(bytes, context.voidPromise());
    }

    long flush() {
        long now = System.nanoTime();
        context.flush();
        return clock == null ? now : clock.flushedSince(now);
    }

    void close() {
        state = State.CLOSED;
        closeSocket();
    }

    private void closeSocket() {
        if (context != null) {
            ChannelFuture unused = context.close();
        }
    }

    // Its making.

    /** Over TLS, this clock takes the times. */
    void tells(SocketClock socketClock) {
        clock = socketClock;
    }

    void connecting(long nowNanos) {
        connectNanos = nowNanos;
    }

    void connectFailed(Throwable cause) {
        failOpening(ErrorKind.CONNECT, String.valueOf(cause.getMessage()));
    }

    void openTimedOut() {
        boolean connected = connectedNanos != 0;
        failOpening(
                connected ? ErrorKind.TLS : ErrorKind.CONNECT,
                connected ? "no TLS handshake in time" : "no connection in time");
    }

    private void failOpening(ErrorKind kind, String words) {
        if (state == State.OPENING) {
            close();
            connection.slot().openFailed(connection, kind, words);
        }
    }

    private void stand() {
        if (state == State.OPENING) {
            state = State.OPEN;
            connection.cork();
            connection.established();
            connection.slot().opened(connection);
            connection.uncork();
        }
    }

    // What Netty tells.

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connectedNanos = System.nanoTime();
        if (clock == null) {
            connection.spoke(connection.clearTextName());
            stand();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                failOpening(ErrorKind.TLS, String.valueOf(handshake.cause().getMessage()));
                return;
            }
            securedNanos = System.nanoTime();
            String alpn = ctx.pipeline().get(SslHandler.class).applicationProtocol();
            connection.spoke(alpn == null ? "http/1.1" : alpn);
            String objection = connection.objection(alpn);
            if (objection == null) {
                stand();
            } else {
                failOpening(ErrorKind.NEGOTIATION, objection);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (state == State.OPEN) {
                connection.cork();
                connection.received(bytes, clock == null ? System.nanoTime() : clock.readNanos());
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (state == State.OPEN) {
            connection.uncork();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        trouble = String.valueOf(cause.getMessage());
        closeSocket();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.OPENING) {
            failOpening(connectedNanos == 0 ? ErrorKind.CONNECT : ErrorKind.TLS, words());
        } else if (state == State.OPEN) {
            state = State.CLOSED;
            boolean mine = connection.slot().detach(connection);
            connection.lost(trouble == null, words());
            if (mine) {
                connection.slot().vacated();
            }
        }
    }

    private String words() {
        return trouble == null ? "closed by the server" : trouble;
    }
}
