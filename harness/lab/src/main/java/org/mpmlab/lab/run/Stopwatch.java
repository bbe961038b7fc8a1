package org.mpmlab.lab.run;

import java.time.Duration;
import org.mpmlab.core.run.TimeUse;

/** Keeps account of where the time goes. Not for sharing between threads. */
final class Stopwatch {
    private final long startedNanos = System.nanoTime();
    private long measuring;
    private long warmingUp;
    private long starting;
    private long checking;

    void starting(long sinceNanos) {
        starting += System.nanoTime() - sinceNanos;
    }

    void checking(long sinceNanos) {
        checking += System.nanoTime() - sinceNanos;
    }

    void measuring(Duration measured) {
        measuring += measured.toNanos();
    }

    void warmingUp(Duration warmed) {
        warmingUp += warmed.toNanos();
    }

    TimeUse soFar() {
        return new TimeUse(
                Duration.ofNanos(measuring),
                Duration.ofNanos(warmingUp),
                Duration.ofNanos(starting),
                Duration.ofNanos(checking),
                Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
