package org.mpmlab.engine.bench;

import java.time.Duration;
import java.util.List;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;
import org.mpmlab.engine.peer.Peer;

/**
 * A server that stops for 200 ms every 2 s, at 1,000 requests a second. One request in ten is due during a stop and
 * waits for its end, so that of all requests one in a hundred waits 180 ms or longer, one in a thousand 198 ms.
 */
public final class Stall {
    private static final long PERIOD_NANOS = 2_000_000_000L;
    private static final long STOP_NANOS = 200_000_000L;

    private Stall() {}

    public static void main(String[] args) throws Exception {
        for (Protocol protocol : List.of(Protocol.H1, Protocol.H2C)) {
            long start = System.nanoTime();
            try (FakeServer server = new FakeServer(peer -> serve(protocol, peer, start));
                    Engine engine = new Engine(EngineOptions.DEFAULT)) {
                Connections connections = protocol == Protocol.H1
                        ? Connections.kept(32)
                        : Connections.kept(4).withStreams(8);
                Load load = new Load(
                        List.of(Target.get("stalling", server.http("/"))),
                        protocol,
                        Arrival.Open.at(1000),
                        connections,
                        WarmUp.fixed(Duration.ofSeconds(4)),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        1);
                Distribution seen =
                        engine.run(load, LoadProgress.SILENT).targets().get(0).successes(Metric.INTENDED_TO_FIRST_BYTE);
                System.out.printf(
                        "%s: %d requests, p99 %.1f ms (180), p99.9 %.1f ms (198)%n",
                        protocol.word(), seen.count(), seen.quantileMillis(0.99), seen.quantileMillis(0.999));
            }
        }
    }

    private static void serve(Protocol protocol, Peer peer, long start)
            throws java.io.IOException, InterruptedException {
        H2Peer frames = protocol == Protocol.H1 ? null : new H2Peer(peer).greet();
        while (true) {
            int stream = 0;
            if (frames == null) {
                peer.request();
            } else {
                stream = frames.request();
            }
            long into = (System.nanoTime() - start) % PERIOD_NANOS;
            if (into < STOP_NANOS) {
                Thread.sleep(Duration.ofNanos(STOP_NANOS - into).toMillis() + 1);
            }
            if (frames == null) {
                peer.answer("x");
            } else {
                frames.answer(stream, "x");
            }
        }
    }
}
