package org.mpmlab.core.capacity.model;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.mpmlab.core.stats.GeometricMean;

/**
 * Finds how the modelled queue for the CPU must be changed so that the model gives the rate that was measured to just
 * meet a limit.
 *
 * @param profile with the measured rates
 * @param corner where in their intervals costs and rates are taken
 */
record Calibration(Profile profile, Corner corner) {
    private static final double LEAST_WAIT = 0.02;
    private static final double MOST_WORK = 2;
    /** Of the rate that the pool's places end: above it they are what was met, and of the CPU's queue no one can tell. */
    private static final double FULL_POOL = 0.8;

    /**
     * How a queue differs from M/M/c with the measured CPU-seconds; at least one of both is 1.
     *
     * @param waiting by what its waits are multiplied, at most 1: M/M/c supposes exponential service times and first come,
     *     first served; a page's CPU time varies less and the kernel shares the CPU
     * @param work by what CPU-seconds are multiplied, at least 1: where requests wait longer than in M/M/c, the CPU gives
     *     less than it seems to, as beside other tenants; such a queue grows as suddenly as any, only sooner
     */
    record Scale(double waiting, double work) {
        static final Scale NONE = new Scale(1, 1);

        /** First come, first served, waits of requests that all take the same time are half of M/M/c's. */
        private static final double IN_ORDER = 0.5;

        /**
         * With this share of each wait in the order of arrival, 0 to 1; a queue that waits less already stays. What the CPU
         * gives less than it seems to is not the order's doing.
         */
        Scale inOrder(double share) {
            return new Scale(waiting - share * Math.max(0, waiting - IN_ORDER), work);
        }
    }

    /** The geometric means over the measured rates; none where no rate tells anything. */
    Scale scale() {
        List<Scale> scales = profile.objectiveRates().stream().map(this::scale).toList();
        return new Scale(mean(scales, Scale::waiting), mean(scales, Scale::work));
    }

    /** By what requests cost when that rate was found. */
    private Scale scale(Profile.ObjectiveRate measured) {
        double expected = profile.cpuSecondsPerRequest().value();
        Profile then = profile.costing(measured.cpuSeconds().orElse(expected) / expected);
        return new Calibration(then, corner).fitted(measured);
    }

    private static double mean(List<Scale> scales, ToDoubleFunction<Scale> part) {
        return GeometricMean.of(scales.stream().mapToDouble(part)).orElse(1);
    }

    private Scale fitted(Profile.ObjectiveRate measured) {
        double rate = corner.benefit(measured.ratePerSecond());
        if (rate >= cpu(measured, Scale.NONE).capacity()) {
            return new Scale(LEAST_WAIT, 1); // it did better than the costs allow, so next to nothing waited
        }
        if (rate <= 0 || rate >= FULL_POOL * rateByPlaces(measured)) {
            return Scale.NONE; // not the CPU's queue was what ended it
        }
        if (!meets(measured, rate, Scale.NONE)) {
            return highest(measured, rate, LEAST_WAIT, 1, wait -> new Scale(wait, 1));
        }
        return meets(measured, rate, new Scale(1, MOST_WORK))
                ? Scale.NONE // so far from the CPUs' capacity that the rate says nothing of their queue
                : highest(measured, rate, 1, MOST_WORK, work -> new Scale(1, work));
    }

    private Scale highest(
            Profile.ObjectiveRate measured, double rate, double least, double most, DoubleFunction<Scale> scale) {
        double more = Queues.highest(most - least, above -> meets(measured, rate, scale.apply(least + above)));
        return scale.apply(least + more);
    }

    /** The rate at which another stack would just meet the same limit, were its queue for the CPU this one's. */
    double rateOf(Profile other, Profile.ObjectiveRate measured) {
        Calibration its = new Calibration(other, corner);
        Scale scale = scale(measured);
        return Queues.highest(its.cpu(measured, scale).capacity(), rate -> its.meets(measured, rate, scale));
    }

    private CpuQueue cpu(Profile.ObjectiveRate measured, Scale scale) {
        return new CpuQueue(measured.cpus(), corner.cost(profile.cpuSecondsPerRequest()), scale);
    }

    private boolean meets(Profile.ObjectiveRate measured, double rate, Scale scale) {
        return secondsWithoutCpu(measured, rate)
                        + cpu(measured, scale).waitSeconds(measured.limit().quantile(), rate)
                <= measured.limit().limitSeconds();
    }

    private double rateByPlaces(Profile.ObjectiveRate measured) {
        return Queues.highest(
                places(measured) / corner.cost(profile.residenceSeconds()),
                rate -> secondsWithoutCpu(measured, rate) <= measured.limit().limitSeconds());
    }

    /** TTFB at light load and the wait for a place. */
    private double secondsWithoutCpu(Profile.ObjectiveRate measured, double rate) {
        double quantile = measured.limit().quantile();
        return corner.cost(profile.lightTtfb(quantile))
                + new ErlangC(places(measured), rate, corner.cost(profile.residenceSeconds())).waitSeconds(quantile);
    }

    private static int places(Profile.ObjectiveRate measured) {
        return Math.max(1, measured.servers());
    }
}
