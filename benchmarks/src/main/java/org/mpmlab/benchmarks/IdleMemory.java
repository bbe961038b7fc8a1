package org.mpmlab.benchmarks;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;

/**
 * What an idle HTTP/1.1 connection takes of the engine's memory: {@code IdleMemory URL [fewer (2000)] [more (20000)]}
 * holds fewer, then more of them beside a slow load, and divides what the process grew by. Exits with 1 when they were
 * not all held.
 */
final class IdleMemory {
    private IdleMemory() {}

    /**
     * The process's memory after a collection, in bytes.
     *
     * @param used heap in use, and direct memory, Java's and Netty's
     * @param resident what the kernel has given the process (VmRSS), with all that the JVM keeps in reserve
     */
    private record Memory(long used, long resident) {
        static Memory now() throws IOException {
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                used += pool.getMemoryUsed();
            }
            used += Math.max(0, PlatformDependent.usedDirectMemory());
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            return new Memory(used, Long.parseLong(resident.replaceAll("[^0-9]", "")) * 1024);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Target target = Target.get("target", URI.create(args[0]));
        int fewer = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        int more = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        boolean allHeld;
        try (Engine engine = new Engine(EngineOptions.DEFAULT.pinnedTo(List.of(ServerProcess.ENGINE_CPU)))) {
            // Loads the classes and compiles some of the code: neither grows with the connections.
            hold(engine, target, fewer);
            Holding few = hold(engine, target, fewer);
            Holding many = hold(engine, target, more);
            allHeld = few.isWhole() && many.isWhole();
            if (allHeld) {
                double connections = many.result.held() - few.result.held();
                System.out.printf(
                        Locale.ROOT,
                        "per idle connection: %.0f bytes of heap and direct memory, %.0f bytes of resident memory%n",
                        (many.memory.used - few.memory.used) / connections,
                        (many.memory.resident - few.memory.resident) / connections);
            }
        }
        System.exit(allHeld ? 0 : 1);
    }

    private static Holding hold(Engine engine, Target target, int connections) throws InterruptedException {
        Load load = new Load(
                        List.of(target),
                        Protocol.H1,
                        Arrival.Open.at(10),
                        Connections.kept(1),
                        WarmUp.NONE,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        1)
                .beside(Idle.of(connections));
        Holding holding = new Holding();
        holding.result = engine.run(load, holding).target("target").idle();
        System.out.printf(
                Locale.ROOT,
                "held %,d of %,d idle connections: %,d kB of heap and direct memory, %,d kB resident%n",
                holding.result.held(),
                connections,
                holding.memory.used / 1024,
                holding.memory.resident / 1024);
        holding.result.samples().forEach(System.out::println);
        return holding;
    }

    /** Looks at the memory once, when measuring begins: the connections stand then. */
    private static final class Holding implements LoadProgress {
        private Memory memory;
        private IdleResult result;

        @Override
        public void at(Moment now) {
            // Only the beginning matters.
        }

        @Override
        public void measuring() {
            try {
                memory = Memory.now();
            } catch (IOException noProc) {
                throw new UncheckedIOException("this needs Linux's /proc", noProc);
            }
        }

        boolean isWhole() {
            return result.asked() > 0 && result.held() == result.asked();
        }
    }
}
