package org.mpmlab.lab.observe;

import java.time.Duration;

/**
 * What observing took from the machine.
 *
 * @param looks samples taken while the load ran
 * @param fullLooks how many of them read every process
 * @param cpu CPU time of these, of the observer alone: answering status requests is the server's
 * @param elapsed how long the load ran
 * @param lastFull CPU time of the last full reading
 */
public record ObservationCost(int looks, int fullLooks, Duration cpu, Duration elapsed, Duration lastFull) {
    /** The share of one CPU. */
    public double share() {
        return elapsed.isZero() ? 0 : (double) cpu.toNanos() / elapsed.toNanos();
    }
}
