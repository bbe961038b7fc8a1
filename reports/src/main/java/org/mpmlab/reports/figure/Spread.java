package org.mpmlab.reports.figure;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One figure over blocks: the block is the unit of evidence, so what is said is the median over blocks and how far they
 * lie apart, never a quantile of pooled requests.
 *
 * @param values one per block, ascending, at least one
 */
public record Spread(List<Double> values) {
    public Spread {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a spread needs at least one block");
        }
    }

    /** Empty when no block has the figure. */
    public static Optional<Spread> of(Collection<Double> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(new Spread(List.copyOf(values)));
    }

    /** The middle block's value; of an even number, the mean of the two in the middle. */
    public double median() {
        int n = values.size();
        return n % 2 == 1 ? values.get(n / 2) : (values.get(n / 2 - 1) + values.get(n / 2)) / 2;
    }

    public double min() {
        return values.get(0);
    }

    public double max() {
        return values.get(values.size() - 1);
    }

    public int blocks() {
        return values.size();
    }
}
