package org.mpmlab.engine.measure;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.LoadProgress;

/** How one phase of a load goes, from glance to glance. Used by one thread. */
public final class Moments {
    private long lastNanos;
    private long completed;

    /** Before the first glance. */
    public Moments(long nowNanos) {
        lastNanos = nowNanos;
    }

    /**
     * What went on since the last glances.
     *
     * @param glances one at each thread that sends; one that is too busy to say may be missing
     * @param elapsedNanos since the phase began
     */
    public LoadProgress.Moment next(List<Glance> glances, boolean warmingUp, long elapsedNanos) {
        long before = completed;
        completed = 0;
        long failed = 0;
        Histogram recent = Glance.histogram();
        for (Glance glance : glances) {
            completed += glance.completed();
            failed += glance.failed();
            recent.add(glance.recent());
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
}
