package org.mpmlab.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Netty's leak detector, with its reports kept where a test can see them. The build names it to Netty, which asks once
 * and before the first buffer ({@code io.netty.customResourceLeakDetector} in the module's pom.xml); it detects nothing
 * until {@link #start}.
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();
    private static final int COLLECTIONS = 100;

    /** Called by Netty, once for each kind of resource. */
    public LeakRecorder(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /** The older form, for which Netty asks too. */
    public LeakRecorder(Class<?> resourceType, int samplingInterval, long unusedMostActive) {
        this(resourceType, samplingInterval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        REPORTS.add(resourceType + " " + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        REPORTS.add(resourceType);
    }

    /** Tracks every buffer that is made from now on. */
    static void start() {
        REPORTS.clear();
        setLevel(Level.PARANOID);
    }

    /**
     * What was collected without having been released since {@link #start}; tracks no more.
     *
     * @throws IllegalStateException if a leak made on purpose is not seen: then the others would not be either
     */
    static List<String> stop() throws InterruptedException {
        String mark = "made on purpose " + System.nanoTime();
        leak(mark);
        try {
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(10);
                // The detector looks for leaks when it is to track another buffer.
                PooledByteBufAllocator.DEFAULT.heapBuffer(1).release();
                if (REPORTS.stream().anyMatch(report -> report.contains(mark))) {
                    return REPORTS.stream()
                            .filter(report -> !report.contains(mark))
                            .toList();
                }
            }
        } finally {
            setLevel(Level.DISABLED);
        }
        throw new IllegalStateException("a leaked buffer was not reported; tests that look for leaks need"
                + " -Dio.netty.customResourceLeakDetector=" + LeakRecorder.class.getName());
    }

    private static void leak(String mark) {
        ByteBuf unused = PooledByteBufAllocator.DEFAULT.heapBuffer(1).touch(mark);
    }
}
