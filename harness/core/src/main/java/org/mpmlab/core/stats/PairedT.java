package org.mpmlab.core.stats;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t on one effect per block, that is, the paired t-test with the block as the pair: about the mean effect, which
 * a single wild block can move far and make uncertain. The sensitivity check beside {@link SignedRank}, and the judge of
 * shares of errors, of which the wild blocks are what matters.
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
}
