package org.mpmlab.core.load;

import java.util.SplittableRandom;

/** Seeds that come of one seed, for random choices that must not depend on each other. */
public final class Seeds {
    private Seeds() {}

    /**
     * The nth seed of this one, from 0. Such seeds are drawn, for {@link SplittableRandom} steps through its states by the
     * golden ratio: of two seeds that far apart, or a multiple of it, one gives the other's draws, shifted.
     */
    public static long nth(long seed, int n) {
        return new SplittableRandom(seed).longs(n + 1L).skip(n).findFirst().orElseThrow();
    }
}
