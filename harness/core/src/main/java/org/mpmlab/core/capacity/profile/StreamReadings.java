package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Profile.Streams;
import org.mpmlab.core.load.Series.Metric;

/**
 * How many requests of one HTTP/2 connection are worked on at once: of closed loads over a single connection, the one
 * with most streams against the one with a single stream, on the same pool and in the same block.
 *
 * @param readings over HTTP/2
 */
record StreamReadings(List<Reading> readings) {

    Optional<Streams> most() {
        List<Reading> single = readings.stream()
                .filter(reading -> reading.closed() && !reading.beside())
                .filter(reading -> reading.load().connections().count() == 1 && reading.keepsAlive())
                .toList();
        return single.stream()
                .map(Reading::concurrency)
                .max(Comparator.naturalOrder())
                .filter(most -> most > 1)
                .flatMap(most -> atOnce(single, most));
    }

    private static Optional<Streams> atOnce(List<Reading> single, int most) {
        List<Double> found = new ArrayList<>();
        for (Reading among : single) {
            if (among.concurrency() == most) {
                single.stream()
                        .filter(alone -> alone.concurrency() == 1
                                && alone.cell().block() == among.cell().block()
                                && alone.pool().equals(among.pool()))
                        .mapToDouble(alone -> most * total(alone) / total(among))
                        .map(atOnce -> Math.min(most, atOnce))
                        .forEach(found::add);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Streams(most, Spread.of(found)));
    }

    private static double total(Reading reading) {
        return reading.cell().result().successes(Metric.TOTAL).meanNanos();
    }
}
