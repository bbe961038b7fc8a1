package org.mpmlab.gatling.visit;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.mpmlab.engine.measure.Kernel;
import org.mpmlab.engine.measure.Senders;

/** Gatling's event-loop threads. Immutable. */
final class EventLoopThreads implements Senders {
    /** proc(5): PID/task/TID of the thread that reads the link. */
    private static final Path SELF = Path.of("/proc/thread-self");

    private final List<Identity> threads;

    /** A thread as the JVM and as the kernel know it. */
    private record Identity(long java, Optional<Integer> kernel) {}

    private EventLoopThreads(List<Identity> threads) {
        this.threads = List.copyOf(threads);
    }

    /** Asks each loop for its thread. */
    static EventLoopThreads of(List<EventLoop> loops) throws InterruptedException {
        List<Identity> threads = new ArrayList<>();
        for (EventLoop loop : loops) {
            try {
                threads.add(loop.submit(EventLoopThreads::self).get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("an event loop does not answer", failed);
            }
        }
        return new EventLoopThreads(threads);
    }

    private static Identity self() {
        Optional<Integer> kernel = Optional.empty();
        try {
            kernel = Optional.of(
                    Integer.valueOf(Files.readSymbolicLink(SELF).getFileName().toString()));
        } catch (IOException | RuntimeException noProc) {
            // its waits are then unknown
        }
        return new Identity(Thread.currentThread().getId(), kernel);
    }

    @Override
    public int count() {
        return threads.size();
    }

    @Override
    public Duration cpu() {
        return Duration.ofNanos(threads.stream()
                .mapToLong(thread ->
                        Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.java())))
                .sum());
    }

    @Override
    public List<Duration> waits() {
        return threads.stream()
                .flatMap(thread -> thread.kernel().stream())
                .flatMap(number -> Kernel.waited(number).stream())
                .toList();
    }
}
