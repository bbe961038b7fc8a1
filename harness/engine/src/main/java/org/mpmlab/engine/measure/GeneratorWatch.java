package org.mpmlab.engine.measure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.load.Generator;
import org.mpmlab.engine.loop.EventLoops;

/** Watches the generator and its machine while it measures. Used by one thread. */
public final class GeneratorWatch implements AutoCloseable {
    private final EventLoops loops;
    private final HiccupMeter hiccups = new HiccupMeter();
    private final Duration cpuBefore;
    private final long collectionsBefore = collections();
    private final Optional<Kernel.Stat> before = Kernel.stat();
    private long runnable;
    private int looks;

    /** Starts watching. */
    public GeneratorWatch(EventLoops loops) {
        this.loops = loops;
        this.cpuBefore = loops.cpu();
    }

    /** Takes one look at the run queue; call every so often. */
    public void look() {
        Kernel.stat().ifPresent(stat -> {
            // The thread that looks is running too, and is not part of the load.
            runnable += Math.max(0, stat.runnable() - 1);
            looks++;
        });
    }

    /** How the generator fared since the watch began. */
    public Generator figures(String name) {
        Optional<Kernel.Stat> after = Kernel.stat();
        OptionalDouble steal = OptionalDouble.empty();
        if (before.isPresent() && after.isPresent()) {
            long total = after.get().totalTicks() - before.get().totalTicks();
            long stolen = after.get().stealTicks() - before.get().stealTicks();
            steal = OptionalDouble.of(total <= 0 ? 0 : (double) stolen / total);
        }
        int cpus = Runtime.getRuntime().availableProcessors();
        return new Generator(
                name,
                loops.cpu().minus(cpuBefore),
                collections() - collectionsBefore,
                hiccups.longest(),
                steal,
                looks == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) runnable / looks / cpus));
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Override
    public void close() {
        hiccups.close();
    }
}
