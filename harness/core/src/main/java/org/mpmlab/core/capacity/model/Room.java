package org.mpmlab.core.capacity.model;

/**
 * Room for bursts: the places of the pools over those that are at work at the likely rate.
 *
 * @param workers free for requests, beside idle connections
 * @param phpProcesses that can run at once; 0 where the workers run PHP themselves
 * @param atWork requests that hold a place and don't wait for a CPU, on average
 * @param sleeping the share of its time, 0 to 1, that such a request waits for something else than a CPU
 */
public record Room(int workers, int phpProcesses, double atWork, double sleeping) {

    /**
     * Pools of so many times the requests at work and a few are roomy enough: with more of them, requests that all wait
     * for the same CPUs only push each other's data out of the caches.
     */
    private static final double ENOUGH = 2;

    /** A slow client holds a worker, whatever the page does. */
    private static final double SPARE_WORKERS = 5;

    /**
     * Of PHP's processes where requests only compute. There a burst has no use for more: those that share a CPU all slow
     * each other, and those that wait before the pool are answered in their order, the sooner for most.
     */
    private static final double SPARE_COMPUTING = 1;

    /** Of those where they only sleep, as many as of the workers. */
    private static final double SPARE_SLEEPING = SPARE_WORKERS;

    /** How roomy the pools are, that which is less so; no more than what bursts have use for. */
    public double share() {
        double ofWorkers = workers / (atWork + SPARE_WORKERS);
        double spare = SPARE_COMPUTING + (SPARE_SLEEPING - SPARE_COMPUTING) * sleeping;
        double ofPhp = phpProcesses == 0 ? ofWorkers : phpProcesses / (atWork + spare);
        return Math.min(ENOUGH, Math.min(ofWorkers, ofPhp));
    }

    /** Workers that are enough for so many requests at work. */
    static double enoughWorkers(double atWork) {
        return ENOUGH * (atWork + SPARE_WORKERS);
    }
}
