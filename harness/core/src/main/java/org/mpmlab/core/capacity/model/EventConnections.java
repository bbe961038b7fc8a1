package org.mpmlab.core.capacity.model;

/**
 * How many idle connections the event MPM holds before it stops to accept: in each process it accepts only while
 * {@code K < (1 + F) * (T - b)}, with K idle keep-alives, F the AsyncRequestWorkerFactor, T ThreadsPerChild and b busy
 * threads (httpd 2.4 {@code server/mpm/event/event.c}, {@code connections_above_limit}). Over equal processes the sums
 * take the places of T, b and K.
 */
public final class EventConnections {
    /**
     * The share of the bound that is planned with. Connections do not spread evenly over processes, and the first full
     * one closes its ears: 16 x 25 at F 2 stopped at 1,185 of 1,200, 16 x 64 at 3,053 of 3,072.
     */
    public static final double PLANNED_SHARE = 0.95;

    private EventConnections() {}

    /**
     * The bound.
     *
     * @param workers MaxRequestWorkers: threads of all processes
     * @param busyWorkers of them
     * @param factor AsyncRequestWorkerFactor as httpd uses it, a whole number
     */
    public static double bound(double workers, double busyWorkers, int factor) {
        return (1 + factor) * Math.max(0, workers - busyWorkers);
    }

    /**
     * The least factor whose bound is no less than so many connections: {@code max(1, ceil(K / (MRW - B)) - 1)}.
     *
     * @return {@link Integer#MAX_VALUE} where no worker is left
     */
    public static int factorFor(double connections, double workers, double busyWorkers) {
        double idle = workers - busyWorkers;
        return idle <= 0 ? Integer.MAX_VALUE : (int) Math.max(1, Math.ceil(connections / idle) - 1);
    }

    /** How many workers may be busy while so many idle connections are held; not below zero. */
    public static double busyBeside(double connections, double workers, int factor) {
        return Math.max(0, workers - connections / (1.0 + factor));
    }
}
