package org.mpmlab.engine.loop;

/** What an event loop has to do at a given time. Called on the loop's thread only. */
public interface Agenda {
    /** Nothing is due, ever. */
    long NEVER = Long.MAX_VALUE;

    /** When something is due next, in {@link System#nanoTime()}; {@link #NEVER} for nothing. */
    long dueNanos();

    /** Does what is due at {@code nowNanos}. */
    void run(long nowNanos);
}
