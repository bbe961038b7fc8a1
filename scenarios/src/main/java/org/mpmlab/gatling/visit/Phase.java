package org.mpmlab.gatling.visit;

/** Where a load is on its course. */
enum Phase {
    /** Visitors gather at the gate. */
    GATHERING,
    WARMING_UP,
    /** What the warm-up sent is answered; nothing is sent. */
    RESTING,
    MEASURING,
    /** Nothing is sent any more, and visitors leave. */
    OVER;

    boolean sends() {
        return this == WARMING_UP || this == MEASURING;
    }
}
