package org.mpmlab.gatling.visit;

import java.util.SplittableRandom;

/** Deals visits to targets in random rounds: each target once, in an order drawn anew each round. Thread-safe. */
final class Deal {
    private final SplittableRandom random;
    private final int[] order;
    private int next;

    Deal(int targets, long seed) {
        random = new SplittableRandom(seed);
        order = new int[targets];
        for (int i = 0; i < targets; i++) {
            order[i] = i;
        }
        next = targets;
    }

    /** The target of the next visit. */
    synchronized int next() {
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
