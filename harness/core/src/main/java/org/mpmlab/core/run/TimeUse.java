package org.mpmlab.core.run;

import java.time.Duration;

/**
 * Where a run's wall-clock time went.
 *
 * @param measuring while a load was sent and counted
 * @param warmingUp while a load was sent and not counted
 * @param starting while containers were started, made ready, verified and removed
 * @param checking while pages were calibrated and images and machine were taken down
 * @param total from the first container to the last file
 */
public record TimeUse(Duration measuring, Duration warmingUp, Duration starting, Duration checking, Duration total) {
    public static final TimeUse NONE =
            new TimeUse(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public TimeUse plus(TimeUse other) {
        return new TimeUse(
                measuring.plus(other.measuring),
                warmingUp.plus(other.warmingUp),
                starting.plus(other.starting),
                checking.plus(other.checking),
                total.plus(other.total));
    }

    /** The share of the total in which nothing was measured, 0 to 1. */
    public double overhead() {
        return total.isZero() ? 0 : 1 - (double) measuring.toNanos() / total.toNanos();
    }
}
