package org.mpmlab.engine;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.connect.Connector;
import org.mpmlab.engine.connect.Limits;
import org.mpmlab.engine.connect.Route;
import org.mpmlab.engine.connect.SlotOwner;
import org.mpmlab.engine.connect.Tls;
import org.mpmlab.engine.connect.Wire;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.exchange.Exchanges;
import org.mpmlab.engine.http1.Http1Wire;
import org.mpmlab.engine.http2.Http2Wire;
import org.mpmlab.engine.loop.EventLoops;

/** The ways from one event loop to a load's targets. */
final class Routes implements AutoCloseable {
    private final Load load;
    private final List<InetSocketAddress> addresses;
    private final boolean trustAll;
    private final EventLoops loops;
    private final int loop;
    private final Connector connector;
    private final WriteBatch batch = new WriteBatch();

    Routes(Load load, List<InetSocketAddress> addresses, boolean trustAll, EventLoops loops, int loop) {
        this.load = load;
        this.addresses = addresses;
        this.trustAll = trustAll;
        this.loops = loops;
        this.loop = loop;
        this.connector = new Connector(loops, loop);
    }

    /** Gathers what this loop sends at one time. */
    WriteBatch batch() {
        return batch;
    }

    /** The way of the load's requests. */
    Route busy(int index, Exchanges exchanges, SlotOwner owner) {
        return route(index, load.targets().get(index), load.connections(), List.of(), exchanges, owner);
    }

    /** The way of the idle connections' few requests. */
    Route idle(int index, Exchanges exchanges, SlotOwner owner) {
        Target asked = load.targets().get(index);
        Target target = load.idle().path().map(asked::at).orElse(asked);
        List<InetAddress> sources =
                Limits.sources(load.idle().connections(), addresses.get(index).getAddress());
        return route(index, target, Connections.kept(1), sources, exchanges, owner);
    }

    private Route route(
            int index,
            Target target,
            Connections connections,
            List<InetAddress> sources,
            Exchanges exchanges,
            SlotOwner owner) {
        Wire wire =
                switch (load.protocol()) {
                    case H1 -> new Http1Wire(target);
                    case H2, H2C -> new Http2Wire(target, batch);
                };
        SslContext tls = target.tls() ? Tls.context(wire.alpn(), trustAll) : null;
        return new Route(
                index,
                target,
                addresses.get(index),
                tls,
                sources,
                connections,
                wire,
                connector,
                loops.loop(loop),
                exchanges,
                owner);
    }

    /** Frees what the connections share; after they are closed. */
    @Override
    public void close() {
        connector.close();
    }
}
