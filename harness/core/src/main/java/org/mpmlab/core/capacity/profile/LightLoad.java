package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Profile.TtfbQuantile;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Series.Metric;

/**
 * Times at light load, where no request waits for another: of cells with one request at a time.
 *
 * @param readings at least one
 */
record LightLoad(List<Reading> readings) {
    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.95, 0.99, 0.999);
    /** Beyond a quantile there must be so many answers, else it is that of a few. */
    private static final double LEAST_BEYOND = 5;
    /** Of the normal distribution, for 95 %. */
    private static final double Z = 1.96;

    static Optional<LightLoad> of(List<Reading> readings) {
        List<Reading> single =
                readings.stream().filter(reading -> reading.concurrency() == 1).toList();
        return single.isEmpty() ? Optional.empty() : Optional.of(new LightLoad(single));
    }

    /** Mean time that a request is in the server: from the least cell's less its error to the greatest's and its. */
    Estimated residenceSeconds() {
        List<Double> ends = new ArrayList<>();
        double sum = 0;
        for (Reading reading : readings) {
            Distribution times = reading.cell().result().successes(Metric.INTENDED_TO_FIRST_BYTE);
            double error = Z * times.toHistogram().getStdDeviation() / 1e9 / Math.sqrt((double) times.count());
            double mean = reading.residenceSeconds();
            sum += mean;
            ends.add(Math.max(mean / 2, mean - error));
            ends.add(mean + error);
        }
        Estimated all = Spread.of(ends);
        return Estimated.measured(sum / readings.size(), all.low(), all.high());
    }

    /** Quantiles with the intervals that the ranks of order statistics give (binomial, normal approximation). */
    List<TtfbQuantile> ttfb() {
        Distribution times = readings.stream()
                .map(reading -> reading.cell().result().successes(Metric.INTENDED_TO_FIRST_BYTE))
                .reduce(Distribution.EMPTY, Distribution::merge);
        return QUANTILES.stream()
                .filter(quantile -> quantile == 0.5 || times.count() * (1 - quantile) >= LEAST_BEYOND)
                .map(quantile -> new TtfbQuantile(quantile, seconds(times, quantile)))
                .toList();
    }

    private static Estimated seconds(Distribution times, double quantile) {
        double error = Z * Math.sqrt(quantile * (1 - quantile) / times.count());
        return Estimated.measured(
                times.quantileNanos(quantile) / 1e9,
                times.quantileNanos(Math.max(0, quantile - error)) / 1e9,
                times.quantileNanos(Math.min(1, quantile + error)) / 1e9);
    }
}
