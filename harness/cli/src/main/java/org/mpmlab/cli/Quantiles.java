package org.mpmlab.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.mpmlab.core.load.Distribution;

/**
 * A distribution in a few figures, for programs: times in microseconds.
 *
 * @param count how many times it holds
 */
record Quantiles(
        long count,
        double p50,
        double p90,
        double p99,
        @JsonProperty("p99.9") double p999,
        double max) {

    static Quantiles of(Distribution times) {
        return new Quantiles(
                times.count(),
                times.quantileMicros(0.5),
                times.quantileMicros(0.9),
                times.quantileMicros(0.99),
                times.quantileMicros(0.999),
                times.maxNanos() / 1e3);
    }
}
