package org.mpmlab.core.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * The centre of one effect per block, by Wilcoxon's signed-rank test with its exact distribution. It assumes only that
 * effects scatter symmetrically, which those of two like arms do by design, as either could have been called A; and a
 * few wild blocks move it little. The estimate is Hodges and Lehmann's, the median of all pairwise means; the interval
 * holds the centres that the test does not reject (Hollander, Wolfe, Chicken: Nonparametric Statistical Methods, 3rd
 * ed., 3.1 to 3.3).
 *
 * <p>Immutable and safe to share. Equivalence by two one-sided tests at level a is the same as the (1-2a) interval lying within the margins
 * (Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987), so intervals are all that is needed; one-sided claims look at one
 * end of it.
 */
public final class SignedRank {
    private final double[] effects;
    /** The means of every two effects, each with itself too, ascending (Walsh averages). */
    private final double[] means;
    /** How likely the positive ranks' sum is at most each number, for effects that scatter about zero. */
    private final double[] probabilities;

    /**
     * Of one effect per block.
     *
     * @throws IllegalArgumentException when there is none, or one is not finite
     */
    public SignedRank(double... effects) {
        if (Moments.of(effects).count() == 0) {
            throw new IllegalArgumentException("an estimate needs at least one block");
        }
        this.effects = effects.clone();
        this.means = pairwiseMeans(effects);
        this.probabilities = probabilitiesUpTo(effects.length);
    }

    /** The least number of blocks that can give an interval of such a level: six at 0.018, seven at 0.009. */
    public static int leastBlocks(double oneSided) {
        int blocks = 1;
        while (Math.pow(2, -blocks) > oneSided) {
            blocks++;
        }
        return blocks;
    }

    /** The Hodges-Lehmann estimate of the centre. */
    public double centre() {
        int middle = means.length / 2;
        return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
    }

    /**
     * The interval of the centre that is wrong with at most the given probability at each of its ends: a confidence
     * level of at least 1 - 2 x oneSided. A point when all blocks gave the same effect; empty with fewer than
     * {@link #leastBlocks}.
     */
    public Optional<Interval> interval(double oneSided) {
        if (probabilities[0] > oneSided) {
            return Optional.empty();
        }
        int outside = 0;
        while (probabilities[outside + 1] <= oneSided) {
            outside++;
        }
        return Optional.of(new Interval(means[outside], means[means.length - 1 - outside]));
    }

    /**
     * The two-sided p-value of the hypothesis that the centre lies within a region: at most twice a level exactly when
     * the interval of that level has nothing in common with the region.
     */
    public double pWithin(Interval region) {
        int notAbove = 0;
        int notBelow = 0;
        for (double mean : means) {
            notAbove += mean <= region.upper() ? 1 : 0;
            notBelow += mean >= region.lower() ? 1 : 0;
        }
        return Math.min(1, 2 * probabilities[Math.min(notAbove, notBelow)]);
    }

    /**
     * The standard deviation between blocks that wild blocks do not inflate: of normal effects whose Student's t
     * interval would be as wide as this one. At the usual levels one wild block is ignored from twelve blocks on. With too few blocks for an interval the plain one.
     *
     * @param oneSided the level of one end of the interval to go by
     */
    public double spread(double oneSided) {
        return interval(oneSided)
                .map(interval -> (interval.upper() - interval.lower()) / 2 / PairedT.reach(effects.length, 1, oneSided))
                .orElseGet(() -> Moments.of(effects).sd());
    }

    private static double[] pairwiseMeans(double[] effects) {
        double[] means = new double[effects.length * (effects.length + 1) / 2];
        int n = 0;
        for (int i = 0; i < effects.length; i++) {
            for (int j = i; j < effects.length; j++) {
                means[n++] = (effects[i] + effects[j]) / 2;
            }
        }
        Arrays.sort(means);
        return means;
    }

    private static double[] probabilitiesUpTo(int blocks) {
        double[] probabilities = new double[blocks * (blocks + 1) / 2 + 1];
        probabilities[0] = Math.pow(2, -blocks);
        for (int rank = 1; rank <= blocks; rank++) {
            for (int sum = probabilities.length - 1; sum >= rank; sum--) {
                probabilities[sum] += probabilities[sum - rank];
            }
        }
        for (int sum = 1; sum < probabilities.length; sum++) {
            probabilities[sum] += probabilities[sum - 1];
        }
        return probabilities;
    }
}
