package org.mpmlab.engine.arrival;

/**
 * When a load sends and measures, in {@link System#nanoTime()}.
 *
 * @param startNanos sending begins, to warm up
 * @param measureNanos requests due from here on count
 * @param endNanos requests due from here on are not sent
 */
public record Window(long startNanos, long measureNanos, long endNanos) {
    boolean measures(long dueNanos) {
        return dueNanos - measureNanos >= 0 && dueNanos - endNanos < 0;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }
}
