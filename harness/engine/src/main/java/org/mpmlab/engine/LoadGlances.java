package org.mpmlab.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.engine.arrival.Lane;
import org.mpmlab.engine.loop.EventLoops;
import org.mpmlab.engine.measure.Glance;

/** Looks at all lanes of a load under way, one stretch after another. Used by one thread. */
final class LoadGlances {
    private static final long PATIENCE_MILLIS = 2_000;

    private final List<Lane> lanes;
    private final EventLoops loops;
    private long lastNanos = System.nanoTime();
    private long completed;

    LoadGlances(List<Lane> lanes, EventLoops loops) {
        this.lanes = lanes;
        this.loops = loops;
    }

    /** What went on since the last look. */
    LoadProgress.Moment look(boolean warmingUp, long elapsedNanos) throws InterruptedException {
        long before = completed;
        completed = 0;
        long failed = 0;
        Histogram recent = Glance.histogram();
        for (int i = 0; i < lanes.size(); i++) {
            Glance glance = get(CompletableFuture.supplyAsync(lanes.get(i)::glance, loops.loop(i)));
            if (glance != null) {
                completed += glance.completed();
                failed += glance.failed();
                recent.add(glance.recent());
            }
        }
        long now = System.nanoTime();
        double perSecond = Math.max(0, completed - before) * 1e9 / Math.max(1, now - lastNanos);
        lastNanos = now;
        return new LoadProgress.Moment(
                warmingUp,
                Duration.ofNanos(elapsedNanos),
                completed,
                failed,
                perSecond,
                recent.getTotalCount() == 0 ? 0 : recent.getValueAtPercentile(99));
    }

    /** Null when the loop is too busy to say. */
    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException busy) {
            return null;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the engine failed: " + failed.getCause(), failed.getCause());
        }
    }
}
