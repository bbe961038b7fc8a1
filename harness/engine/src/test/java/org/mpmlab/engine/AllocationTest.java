package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.rounds;

import com.sun.management.ThreadMXBean;
import io.netty.channel.epoll.Epoll;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;

/** In the steady state a request allocates nothing, so that no collection falls into what is measured. */
class AllocationTest {
    private static final int FEW = 500;
    private static final int MANY = 4_500;

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"H1", "H2C"})
    void aRequestOnAKeptConnectionAllocatesNothing(Protocol protocol) throws Exception {
        assumeThat(Epoll.isAvailable()).as("Java's own selector allocates").isTrue();
        FakeServer.Script script = protocol == Protocol.H1
                ? peer -> peer.answerAll("x")
                : peer -> new H2Peer(peer).greet().answerAll("x");
        try (FakeServer server = new FakeServer(script);
                Engine engine = new Engine()) {
            allocatedBytes(engine, protocol, server.http("/"), MANY);
            double least = Double.MAX_VALUE;
            // A slow path taken for the first time loads classes: that is not the steady state.
            for (int i = 0; i < 4; i++) {
                long few = allocatedBytes(engine, protocol, server.http("/"), FEW);
                long many = allocatedBytes(engine, protocol, server.http("/"), MANY);
                least = Math.min(least, (double) (many - few) / (MANY - FEW));
            }

            // What a round's time takes in the recorder is part of it: 4 bytes, doubled as it grows.
            // From Java 24 on that takes the flags that the launcher passes, and this build to its tests.
            assertThat(least).isLessThan(40);
        }
    }

    private static long allocatedBytes(Engine engine, Protocol protocol, URI uri, int requests)
            throws InterruptedException {
        long before = allocatedByLoadThreads();
        LoadResult result =
                engine.run(load(protocol, rounds(requests), Connections.kept(1), get(uri)), LoadProgress.SILENT);
        assertThat(result.targets().get(0).counts().completed()).isEqualTo(requests);
        return allocatedByLoadThreads() - before;
    }

    private static long allocatedByLoadThreads() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("mpmlab-load-")) {
                bytes += threads.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }
}
