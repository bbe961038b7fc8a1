package org.mpmlab.core.capacity.model;

/**
 * Finds by what the modelled wait for the CPU must be multiplied so that the model gives the rate that was measured to
 * just meet a limit. M/M/c supposes exponential service times and first come, first served; a page's CPU time varies
 * less and the kernel shares the CPU, so the true wait is mostly shorter.
 *
 * @param profile with the measured rates
 * @param corner where in their intervals costs and rates are taken
 */
record Calibration(Profile profile, Corner corner) {
    private static final double LEAST = 0.02;
    private static final double MOST = 50;

    /** The geometric mean over the measured rates; 1 where none tells anything. */
    double cpuScale() {
        return Math.exp(profile.objectiveRates().stream()
                .mapToDouble(this::scale)
                .map(Math::log)
                .average()
                .orElse(0));
    }

    private double scale(Profile.ObjectiveRate measured) {
        double rate = corner.benefit(measured.ratePerSecond());
        if (rate <= 0) {
            return 1;
        }
        if (rate >= cpu(measured, 1).capacity()) {
            return LEAST; // it did better than the costs allow, so next to nothing waited
        }
        if (ttfb(measured, rate, LEAST) > limit(measured)) {
            return ttfb(measured, rate, 0) > limit(measured)
                    ? 1 // not the CPU's queue was what ended it
                    : LEAST;
        }
        if (ttfb(measured, rate, MOST) <= limit(measured)) {
            return 1; // so far from the CPUs' capacity that the rate says nothing of their queue
        }
        return Queues.highest(MOST, scale -> ttfb(measured, rate, scale) <= limit(measured));
    }

    private static double limit(Profile.ObjectiveRate measured) {
        return measured.limit().limitSeconds();
    }

    private CpuQueue cpu(Profile.ObjectiveRate measured, double scale) {
        return new CpuQueue(measured.cpus(), corner.cost(profile.cpuSecondsPerRequest()), scale);
    }

    private double ttfb(Profile.ObjectiveRate measured, double rate, double scale) {
        double quantile = measured.limit().quantile();
        CpuQueue cpu = cpu(measured, scale);
        double held = corner.cost(profile.residenceSeconds()) + cpu.meanWaitSeconds(rate);
        return corner.cost(profile.lightTtfb(quantile))
                + cpu.waitSeconds(quantile, rate)
                + new ErlangC(Math.max(1, measured.servers()), rate, held).waitSeconds(quantile);
    }
}
