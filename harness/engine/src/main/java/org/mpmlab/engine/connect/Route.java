package org.mpmlab.engine.connect;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.exchange.Exchanges;

/**
 * What all of one event loop's connections to one target share.
 *
 * @param index the target's index in the load
 * @param tls null for clear text
 * @param sources local addresses to connect from, taken in turn; none to leave that to the kernel
 */
public record Route(
        int index,
        Target target,
        InetSocketAddress address,
        SslContext tls,
        List<InetAddress> sources,
        Connections connections,
        Wire wire,
        Connector connector,
        EventLoop loop,
        Exchanges exchanges,
        SlotOwner owner) {}
