package org.mpmlab.engine.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mpmlab.engine.loop.EventLoops;

/**
 * Answers every HTTP/1.1 request without a body with the same few bytes, on a thread of its own: the least that a
 * server can do. It listens on 127.0.0.1, on a port of the kernel's choosing.
 */
public final class TrivialServer implements AutoCloseable {
    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes("HTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\nan answer without any thinking.\n"
                    .getBytes(StandardCharsets.US_ASCII)));

    private final EventLoops loops;
    private final Channel listener;

    /**
     * Starts the server.
     *
     * @param cpus where its thread is pinned; empty to leave that to the kernel
     * @throws IllegalStateException if it cannot be pinned there or cannot listen
     */
    public TrivialServer(List<Integer> cpus) {
        loops = new EventLoops(1, cpus);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.loop(0))
                .channelFactory(loops::listener)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Answering());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.close();
            throw new IllegalStateException("the trivial server can't listen: " + bound.cause(), bound.cause());
        }
        listener = bound.channel();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + "/");
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        loops.close();
    }

    /** One connection's. A request without a body ends with its first empty line. */
    private static final class Answering extends ChannelInboundHandlerAdapter {
        private static final int END = 0x0d0a0d0a;

        private int lastFour;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            while (bytes.isReadable()) {
                lastFour = (lastFour << 8) | (bytes.readByte() & 0xff);
                if (lastFour == END) {
                    ChannelFuture unused = ctx.write(ANSWER.duplicate(), ctx.voidPromise());
                }
            }
            bytes.release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ChannelFuture unused = ctx.close();
        }
    }
}
