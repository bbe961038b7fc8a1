package org.mpmlab.core.capacity.model;

/**
 * Waiting for a CPU as in M/M/c over the cores. A fraction of a core makes the whole ones faster, so that capacity is
 * cpus / CPU-seconds and waiting never grows with CPUs.
 *
 * @param cpus above 0
 * @param cpuSeconds of a request
 * @param scale how it differs from M/M/c by measurement
 */
record CpuQueue(double cpus, double cpuSeconds, Calibration.Scale scale) {

    /** Servers of the queue. */
    static int cores(double cpus) {
        return (int) Math.max(1, Math.floor(cpus));
    }

    /** Requests per second that keep all CPUs busy. */
    double capacity() {
        return cpus / (scale.work() * cpuSeconds);
    }

    double meanWaitSeconds(double rate) {
        return scale.waiting() * queue(rate).meanWaitSeconds();
    }

    double waitSeconds(double quantile, double rate) {
        return scale.waiting() * queue(rate).waitSeconds(quantile);
    }

    private ErlangC queue(double rate) {
        int cores = cores(cpus);
        return new ErlangC(cores, rate, cores * scale.work() * cpuSeconds / cpus);
    }
}
