package org.mpmlab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.engine.arrival.Lane;
import org.mpmlab.engine.loop.EventLoops;
import org.mpmlab.engine.measure.Glance;
import org.mpmlab.engine.measure.Moments;

/** Looks at all lanes of a load under way, one stretch after another. Used by one thread. */
final class LoadGlances {
    private static final long PATIENCE_MILLIS = 2_000;

    private final List<Lane> lanes;
    private final EventLoops loops;
    private final Moments moments = new Moments(System.nanoTime());

    LoadGlances(List<Lane> lanes, EventLoops loops) {
        this.lanes = lanes;
        this.loops = loops;
    }

    /** What went on since the last look. */
    LoadProgress.Moment look(boolean warmingUp, long elapsedNanos) throws InterruptedException {
        List<Glance> glances = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            Glance glance = get(CompletableFuture.supplyAsync(lanes.get(i)::glance, loops.loop(i)));
            if (glance != null) {
                glances.add(glance);
            }
        }
        return moments.next(glances, warmingUp, elapsedNanos);
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
