package org.mpmlab.gatling.visit;

import io.gatling.http.client.pool.ChannelPool;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Stands next to the socket of one of Gatling's connections and takes the time of each read, before anything is
 * decrypted or parsed, and of each write, after everything was encoded and encrypted. Belongs to the connection's event
 * loop.
 */
final class SocketTimes extends ChannelDuplexHandler {
    private static final AttributeKey<SocketTimes> KEY = AttributeKey.valueOf("mpmlab-socket-times");

    private final boolean multiplexed;
    private final boolean encrypted;
    private final Queue<Answer> toWrite = new ArrayDeque<>();
    private final Set<Answer> inFlight = new LinkedHashSet<>();
    private boolean carriedOne;
    private boolean counted;
    private boolean readSinceWrite;
    private long firstReadNanos;
    private long lastReadNanos;

    private SocketTimes(Channel channel) {
        multiplexed = ChannelPool.isHttp2(channel);
        encrypted = channel.pipeline().get(SslHandler.class) != null;
    }

    /** The connection's, put there with its first request: earlier, the client tells nobody of it. */
    static SocketTimes of(Channel channel) {
        SocketTimes times = channel.attr(KEY).get();
        if (times == null) {
            times = new SocketTimes(channel);
            channel.attr(KEY).set(times);
            channel.pipeline().addFirst(times);
        }
        return times;
    }

    /**
     * The request of this answer is about to be written; the next flush carries it.
     *
     * @return whether it is the connection's first
     */
    boolean carry(Answer answer) {
        toWrite.add(answer);
        inFlight.add(answer);
        boolean first = !carriedOne;
        carriedOne = true;
        return first;
    }

    void over(Answer answer) {
        inFlight.remove(answer);
        toWrite.remove(answer);
    }

    /** True the first time it is asked: whether this connection is yet to be counted. */
    boolean countOnce() {
        boolean first = !counted;
        counted = true;
        return first;
    }

    String protocol() {
        return multiplexed ? "h2" : "http/1.1";
    }

    boolean multiplexed() {
        return multiplexed;
    }

    /**
     * The socket read that brought the first byte of the head that was just parsed. In clear text over HTTP/1.1 it is
     * the first read since the request; else it is the latest one, because session tickets and other streams' frames
     * may come in between.
     */
    long firstByteNanos() {
        return multiplexed || encrypted ? lastReadNanos : firstReadNanos;
    }

    long lastReadNanos() {
        return lastReadNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastReadNanos = System.nanoTime();
        if (!readSinceWrite) {
            readSinceWrite = true;
            firstReadNanos = lastReadNanos;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (!toWrite.isEmpty()) {
            readSinceWrite = false;
            for (Answer answer = toWrite.poll(); answer != null; answer = toWrite.poll()) {
                answer.written(now);
            }
        }
        ctx.flush();
    }

    /** Over HTTP/2 the client forgets the streams of a connection that ends: their answers would never come. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        if (multiplexed) {
            new ArrayList<>(inFlight).forEach(Answer::connectionClosed);
        }
    }
}
