package org.mpmlab.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;

/**
 * Collections while 15,000 requests a second are sent, and what the sending threads allocate for each: {@code Garbage
 * URL h1|h2c [seconds (20)]}. Exits with 1 when there was a collection or a request was not answered.
 */
final class Garbage {
    private static final double PER_SECOND = 15_000;

    private Garbage() {}

    public static void main(String[] args) throws InterruptedException {
        Target target = Target.get("target", URI.create(args[0]));
        Protocol protocol = Protocol.H2C.word().equals(args[1]) ? Protocol.H2C : Protocol.H1;
        Duration seconds = Duration.ofSeconds(args.length > 2 ? Long.parseLong(args[2]) : 20);
        Load load = new Load(
                List.of(target),
                protocol,
                Arrival.Open.at(PER_SECOND),
                Connections.kept(16),
                WarmUp.fixed(Duration.ofSeconds(8)),
                seconds,
                Duration.ofSeconds(5),
                1);
        Snapshot before = new Snapshot();
        LoadResult result;
        long allocatedBytes;
        try (Engine engine = new Engine(EngineOptions.DEFAULT.pinnedTo(List.of(ServerProcess.ENGINE_CPU)))) {
            result = engine.run(load, before);
            allocatedBytes = allocatedBytes() - before.bytes;
        }
        TargetResult.Counts counts = result.target("target").counts();
        long collections = result.generator().collections();
        System.out.printf(
                Locale.ROOT,
                "%-4s at %.0f/s for %d s: %d completed of %d offered, %d collections while measuring, "
                        + "%.1f bytes allocated per request by the sending threads%n",
                protocol.word(),
                PER_SECOND,
                seconds.toSeconds(),
                counts.completed(),
                counts.offered(),
                collections,
                (double) allocatedBytes / counts.sent());
        System.exit(collections == 0 && counts.completed() == counts.offered() ? 0 : 1);
    }

    /** What the sending threads had allocated when measuring began. */
    private static final class Snapshot implements LoadProgress {
        private long bytes;

        @Override
        public void at(Moment now) {
            // Only the beginning matters.
        }

        @Override
        public void measuring() {
            bytes = allocatedBytes();
        }
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            // The name is the engine's promise: its own test of allocation rests on it too.
            if (info != null && info.getThreadName().startsWith("mpmlab-load-")) {
                bytes += threads.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }
}
