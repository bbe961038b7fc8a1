package org.mpmlab.core.calibrate;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.stats.Interval;

/**
 * How much longer a shifted arm takes than its base, by the server's own clock.
 *
 * @param arm the stack's name
 * @param nanos the median over requests, once for each time that it was looked at: before the first block, after the last
 */
public record Clocked(String arm, List<Double> nanos) {
    public Clocked {
        nanos = List.copyOf(nanos);
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("the clock of " + arm + " was never looked at");
        }
    }

    /** With what a later look showed. */
    public Clocked then(double laterNanos) {
        List<Double> all = new ArrayList<>(nanos);
        all.add(laterNanos);
        return new Clocked(arm, all);
    }

    /** From the least to the most of what was seen: how well the amount is known. */
    Interval range() {
        double least = nanos.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = nanos.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Interval(least, most);
    }
}
