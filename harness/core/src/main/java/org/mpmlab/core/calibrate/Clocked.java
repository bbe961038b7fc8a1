package org.mpmlab.core.calibrate;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How much longer a shifted arm took than its base, by the servers' own clocks.
 *
 * @param arm the stack's name
 * @param nanos the median difference within the rounds of a block, by the block's number; not a number where the arm was
 *     not measured
 */
public record Clocked(String arm, Map<Integer, Double> nanos) {
    public Clocked {
        nanos = Collections.unmodifiableMap(new TreeMap<>(nanos));
    }

    /** With what another block showed. */
    public Clocked with(int block, double moreNanos) {
        Map<Integer, Double> all = new TreeMap<>(nanos);
        all.put(block, moreNanos);
        return new Clocked(arm, all);
    }

    /** Of a block; empty where nothing is known of it. */
    OptionalDouble of(int block) {
        Double known = nanos.get(block);
        return known == null || !Double.isFinite(known) ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
}
