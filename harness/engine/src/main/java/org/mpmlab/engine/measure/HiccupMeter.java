package org.mpmlab.engine.measure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that only sleeps, and notes by how much it was ever held up beyond its sleep: what the JVM's and the
 * kernel's pauses would do to any other thread.
 */
public final class HiccupMeter implements AutoCloseable {
    private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Thread thread = new Thread(this::measure, "mpmlab-hiccups");
    private volatile boolean closed;
    private volatile long longestNanos;

    public HiccupMeter() {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!closed) {
            long start = System.nanoTime();
            LockSupport.parkNanos(SLEEP_NANOS);
            longestNanos = Math.max(longestNanos, System.nanoTime() - start - SLEEP_NANOS);
        }
    }

    public Duration longest() {
        return Duration.ofNanos(Math.max(0, longestNanos));
    }

    @Override
    public void close() {
        closed = true;
    }
}
