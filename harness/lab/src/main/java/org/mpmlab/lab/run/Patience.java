package org.mpmlab.lab.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a server does by itself. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Patience() {}

    /** Whether a sign comes in time; it is looked for over and over. */
    static boolean comes(BooleanSupplier sign, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            if (sign.getAsBoolean()) {
                return true;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return false;
    }
}
