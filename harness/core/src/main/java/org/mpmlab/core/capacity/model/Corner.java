package org.mpmlab.core.capacity.model;

import java.util.function.ToDoubleFunction;

/**
 * Where within their intervals the costs are taken. Every result of the model falls as any cost rises, so the results
 * of the two outer corners enclose it.
 */
enum Corner {
    /** Every cost at its highest. */
    PESSIMISTIC,
    LIKELY,
    /** Every cost at its lowest. */
    OPTIMISTIC;

    double cost(Estimated cost) {
        return switch (this) {
            case PESSIMISTIC -> cost.high();
            case LIKELY -> cost.value();
            case OPTIMISTIC -> cost.low();
        };
    }

    /** The corners of a benefit, such as a rate that was measured. */
    double benefit(Estimated benefit) {
        return switch (this) {
            case PESSIMISTIC -> benefit.low();
            case LIKELY -> benefit.value();
            case OPTIMISTIC -> benefit.high();
        };
    }

    /** The interval of a result, from its three corners; rounding may not turn it round. */
    static Estimated interval(Estimated.Source source, ToDoubleFunction<Corner> result) {
        double likely = result.applyAsDouble(LIKELY);
        double one = result.applyAsDouble(PESSIMISTIC);
        double other = result.applyAsDouble(OPTIMISTIC);
        return new Estimated(
                likely, Math.min(likely, Math.min(one, other)), Math.max(likely, Math.max(one, other)), source);
    }
}
