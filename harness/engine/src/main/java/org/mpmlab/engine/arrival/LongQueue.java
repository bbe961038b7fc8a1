package org.mpmlab.engine.arrival;

/** A first-in first-out queue of longs that grows and, once grown, allocates nothing. */
final class LongQueue {
    private long[] ring = new long[64];
    private int head;
    private int size;

    void add(long value) {
        if (size == ring.length) {
            long[] grown = new long[2 * ring.length];
            for (int i = 0; i < size; i++) {
                grown[i] = ring[(head + i) & (ring.length - 1)];
            }
            ring = grown;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = value;
        size++;
    }

    long poll() {
        assert size > 0 : "the queue is empty";
        long value = ring[head];
        head = (head + 1) & (ring.length - 1);
        size--;
        return value;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        head = 0;
        size = 0;
    }
}
