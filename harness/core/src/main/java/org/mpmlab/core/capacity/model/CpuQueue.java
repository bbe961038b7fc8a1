package org.mpmlab.core.capacity.model;

/**
 * Waiting for a CPU as in M/M/c over the cores. A fraction of a core makes the whole ones faster, so that capacity is
 * cpus / CPU-seconds and waiting never grows with CPUs.
 *
 * @param cpus above 0
 * @param cpuSeconds of a request
 * @param scale what the modelled wait is multiplied by to agree with measurement; 1 without one
 */
record CpuQueue(double cpus, double cpuSeconds, double scale) {

    /** Requests per second that keep all CPUs busy. */
    double capacity() {
        return cpus / cpuSeconds;
    }

    double meanWaitSeconds(double rate) {
        return scale * queue(rate).meanWaitSeconds();
    }

    double waitSeconds(double quantile, double rate) {
        return scale * queue(rate).waitSeconds(quantile);
    }

    private ErlangC queue(double rate) {
        int cores = (int) Math.max(1, Math.floor(cpus));
        return new ErlangC(cores, rate, cores * cpuSeconds / cpus);
    }
}
