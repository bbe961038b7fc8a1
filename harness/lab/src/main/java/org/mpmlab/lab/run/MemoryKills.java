package org.mpmlab.lab.run;

import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells one load's kills from those before it. The kernel counts them from a container's start, and a container serves
 * many loads: one that cost it a process must not speak against all that follow.
 */
final class MemoryKills {
    private final Supplier<OptionalLong> sinceStart;
    private long before;

    /**
     * Of servers that had no load yet.
     *
     * @param sinceStart how many processes the kernel has killed so far; empty where it does not tell
     */
    MemoryKills(Supplier<OptionalLong> sinceStart) {
        this.sinceStart = sinceStart;
    }

    /** What was killed until now is not of the load that follows. */
    void loadBegins() {
        before = sinceStart.get().orElse(0);
    }

    /** How many were killed since the load began; 0 where the kernel does not tell. */
    long ofLoad() {
        return Math.max(0, sinceStart.get().orElse(0) - before);
    }
}
