package org.mpmlab.core.load;

import java.util.SplittableRandom;

/**
 * Deals requests to targets in random rounds: each target once, in an order drawn anew each round from the seed. Not
 * thread-safe.
 */
public final class Deal {
    private final SplittableRandom random;
    private final int[] order;
    private int next;

    public Deal(int targets, long seed) {
        random = new SplittableRandom(seed);
        order = new int[targets];
        for (int i = 0; i < targets; i++) {
            order[i] = i;
        }
        next = targets;
    }

    /** The target of the next request. */
    public int next() {
        if (next == order.length) {
            shuffle();
            next = 0;
        }
        return order[next++];
    }

    private void shuffle() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
