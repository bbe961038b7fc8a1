package org.mpmlab.engine.arrival;

/**
 * When a load sends, in {@link System#nanoTime()}.
 *
 * @param startNanos sending begins
 * @param endNanos requests due from here on are not sent
 * @param measured whether what is sent counts
 */
public record Window(long startNanos, long endNanos, boolean measured) {
    /** Further away than any load lasts, and near enough for the arithmetic of nanoTime. */
    private static final long FAR_NANOS = Long.MAX_VALUE / 4;

    /** A window in which what is sent counts. */
    public Window(long startNanos, long endNanos) {
        this(startNanos, endNanos, true);
    }

    /** Measures nothing and has no end of its own. */
    static Window warmUp(long startNanos) {
        return new Window(startNanos, startNanos + FAR_NANOS, false);
    }

    /** The end has come. */
    static Window over(long nowNanos) {
        return new Window(nowNanos, nowNanos, false);
    }

    boolean measures(long dueNanos) {
        return measured && dueNanos - startNanos >= 0 && dueNanos - endNanos < 0;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }
}
