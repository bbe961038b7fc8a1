package org.mpmlab.core.stats;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t on one effect per block, that is, the paired t-test with the block as the pair.
 *
 * <p>Equivalence by two one-sided tests at level a is the same as the (1-2a) interval lying within the margins
 * (Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987), so intervals are all that is needed; one-sided claims look at one
 * end of it.
 */
public final class PairedT {
    private PairedT() {}

    /**
     * The interval of the mean effect that is wrong with the given probability at each of its ends: a confidence level
     * of 1 - 2 x oneSided. A point when all blocks gave the same effect; empty with fewer than
     * {@link Moments#LEAST_BLOCKS} blocks.
     */
    public static Optional<Interval> interval(Moments effects, double oneSided) {
        if (!effects.enough()) {
            return Optional.empty();
        }
        double reach = reach(effects.count(), effects.sd(), oneSided);
        return Optional.of(new Interval(effects.mean() - reach, effects.mean() + reach));
    }

    /** How far the interval reaches to either side with so many blocks of such a standard deviation. */
    static double reach(int blocks, double sd, double oneSided) {
        return quantile(blocks, oneSided) * sd / Math.sqrt(blocks);
    }

    /** What Student's t with the freedom of so many blocks exceeds with the given probability. */
    static double quantile(int blocks, double probability) {
        return TDistribution.of(blocks - 1).inverseSurvivalProbability(probability);
    }

    /**
     * The two-sided p-value of the hypothesis that the mean effect lies within a region: for the region from 0 to 0 the
     * usual paired t-test. Empty with fewer than {@link Moments#LEAST_BLOCKS} blocks. When all blocks gave the same
     * effect, 1 within the region and 0 outside.
     */
    public static OptionalDouble pWithin(Moments effects, Interval region) {
        if (!effects.enough()) {
            return OptionalDouble.empty();
        }
        double outside = Math.max(effects.mean() - region.upper(), region.lower() - effects.mean());
        if (outside <= 0) {
            return OptionalDouble.of(1);
        }
        double t = outside / (effects.sd() / Math.sqrt(effects.count()));
        return OptionalDouble.of(2 * TDistribution.of(effects.count() - 1).survivalProbability(t));
    }
}
