package org.mpmlab.engine.connect;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Stands between the socket and TLS and takes the time of each read before it is decrypted and of each write after it
 * was encrypted. Without TLS nothing stands between, and the connection takes the times itself.
 */
final class SocketClock extends ChannelDuplexHandler {
    private long readNanos;
    private long flushedNanos;

    /** When the last bytes were read. */
    long readNanos() {
        return readNanos;
    }

    /** When bytes were last handed to the socket, if that was after {@code startNanos}; else that. */
    long flushedSince(long startNanos) {
        return flushedNanos - startNanos > 0 ? flushedNanos : startNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        readNanos = System.nanoTime();
        ctx.fireChannelRead(message);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        flushedNanos = System.nanoTime();
        ctx.flush();
    }
}
