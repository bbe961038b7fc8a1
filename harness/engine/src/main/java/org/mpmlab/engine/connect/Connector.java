package org.mpmlab.engine.connect;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.mpmlab.engine.loop.EventLoops;

/** Makes the connections of one event loop. */
public final class Connector {
    private final EventLoops loops;
    private final EventLoop loop;
    private final SharedReadBuffer readBuffer = new SharedReadBuffer();

    public Connector(EventLoops loops, int index) {
        this.loops = loops;
        this.loop = loops.loop(index);
    }

    void open(Connection connection) {
        Route route = connection.slot().route();
        Transport transport = connection.transport();
        SocketChannel channel = loops.socket();
        // The lane times connects out itself: a timer for each would be a task for each.
        channel.config().setTcpNoDelay(true).setConnectTimeoutMillis(0).setAllocator(PooledByteBufAllocator.DEFAULT);
        if (route.tls() == null) {
            channel.config().setRecvByteBufAllocator(readBuffer);
        } else {
            addTls(channel, connection, route.tls());
        }
        if (!route.sources().isEmpty()) {
            loops.choosePortsLate(channel);
        }
        channel.pipeline().addLast(transport);
        loop.register(channel).addListener(registered -> {
            transport.connecting(System.nanoTime());
            if (!registered.isSuccess()) {
                transport.connectFailed(registered.cause());
                return;
            }
            ChannelFuture connect = channel.connect(route.address(), source(connection.slot()));
            connect.addListener(done -> {
                if (!done.isSuccess()) {
                    transport.connectFailed(done.cause());
                }
            });
        });
    }

    /** Null to leave it to the kernel. */
    private static InetSocketAddress source(Slot slot) {
        List<InetAddress> sources = slot.route().sources();
        return sources.isEmpty() ? null : new InetSocketAddress(sources.get(slot.index() % sources.size()), 0);
    }

    private static void addTls(SocketChannel channel, Connection connection, SslContext tls) {
        Route route = connection.slot().route();
        SslHandler handler = tls.newHandler(
                channel.alloc(), route.target().uri().getHost(), route.target().port());
        handler.setHandshakeTimeoutMillis(0);
        SocketClock clock = new SocketClock();
        connection.transport().tells(clock);
        channel.pipeline().addLast(clock, handler);
    }

    /** Frees what the connections share; after they are closed. */
    public void close() {
        readBuffer.release();
    }
}
