package org.mpmlab.core.capacity.profile;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import org.mpmlab.core.capacity.model.Estimated;

/** Several readings of one figure: their mean, from the least to the greatest. */
final class Spread {
    private Spread() {}

    static Estimated of(Collection<Double> readings) {
        DoubleSummaryStatistics all =
                readings.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        double mean = Math.min(all.getMax(), Math.max(all.getMin(), all.getAverage()));
        return Estimated.measured(mean, all.getMin(), all.getMax());
    }
}
