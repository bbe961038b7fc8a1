package org.mpmlab.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Waits to the microsecond. */
final class Clock {
    /** A sleeping thread may wake this late: 50 us of timer slack (prctl(2)), and the way back to a CPU. */
    private static final long SPIN_NANOS = 200_000;

    private Clock() {}

    /** Sleeps until shortly before that moment of {@link System#nanoTime()}, and spins what is left. */
    static void await(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            left = nanos - System.nanoTime();
        }
    }
}
