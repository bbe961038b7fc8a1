package org.mpmlab.core.load;

import java.time.Duration;

/** Hears how a load is going. */
@FunctionalInterface
public interface LoadProgress {
    LoadProgress SILENT = now -> {};

    void at(Moment now);

    /** So many idle connections are held, over all targets, of so many that are asked for. */
    default void holding(int held, int asked) {}

    /** The warm-up is over: what is sent once this returns is measured. */
    default void measuring() {}

    /**
     * A glance at a load under way.
     *
     * @param warmingUp whether what is sent does not count yet
     * @param elapsed since sending or, once warm, since measuring began
     * @param completed answered as expected so far
     * @param failed so far
     * @param perSecond completed per second since the last glance
     * @param p99Nanos of written-to-first-byte since the last glance
     */
    record Moment(boolean warmingUp, Duration elapsed, long completed, long failed, double perSecond, long p99Nanos) {}
}
