package org.mpmlab.engine.measure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import org.mpmlab.core.load.Generator;

/** Watches the generator and its machine while it measures. Used by one thread. */
public final class GeneratorWatch implements AutoCloseable {
    private final Senders senders;
    private final int sending;
    private final HiccupMeter hiccups = new HiccupMeter();
    private final long startNanos = System.nanoTime();
    private final Duration cpuBefore;
    private final List<Duration> waitsBefore;
    private final long collectionsBefore = collections(GarbageCollectorMXBean::getCollectionCount);
    private final long collectingBefore = collections(GarbageCollectorMXBean::getCollectionTime);
    private final Optional<Kernel.Stat> before = Kernel.stat();
    private long runnable;
    private int looks;

    /**
     * Starts watching.
     *
     * @param sending how many of the senders have connections: one that has none has no CPU to spare for the others
     */
    public GeneratorWatch(Senders senders, int sending) {
        this.senders = senders;
        this.sending = sending;
        this.cpuBefore = senders.cpu();
        this.waitsBefore = senders.waits();
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
                sending,
                senders.cpu().minus(cpuBefore),
                collections(GarbageCollectorMXBean::getCollectionCount) - collectionsBefore,
                Duration.ofMillis(collections(GarbageCollectorMXBean::getCollectionTime) - collectingBefore),
                hiccups.longest(),
                steal,
                looks == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) runnable / looks / cpus),
                runDelay());
    }

    private OptionalDouble runDelay() {
        List<Duration> waits = senders.waits();
        if (waits.isEmpty() || waits.size() != waitsBefore.size()) {
            return OptionalDouble.empty();
        }
        long longest = 0;
        for (int thread = 0; thread < waits.size(); thread++) {
            longest = Math.max(
                    longest, waits.get(thread).minus(waitsBefore.get(thread)).toNanos());
        }
        return OptionalDouble.of((double) longest / Math.max(1, System.nanoTime() - startNanos));
    }

    private static long collections(ToLongFunction<GarbageCollectorMXBean> figure) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(figure)
                .sum();
    }

    @Override
    public void close() {
        hiccups.close();
    }
}
