package org.mpmlab.core.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * The sensitivity check beside Student's t: it assumes only that effects scatter symmetrically, so a few wild blocks
 * move it little. The estimate is Hodges and Lehmann's, the median of all pairwise means; the interval inverts
 * Wilcoxon's signed-rank test with its exact distribution (Hollander, Wolfe, Chicken: Nonparametric Statistical
 * Methods, 3rd ed., 3.1 to 3.3).
 */
public final class SignedRank {
    private SignedRank() {}

    /**
     * The Hodges-Lehmann estimate of the centre.
     *
     * @throws IllegalArgumentException without any effect
     */
    public static double hodgesLehmann(double... effects) {
        if (effects.length == 0) {
            throw new IllegalArgumentException("an estimate needs at least one block");
        }
        return Effects.median(pairwiseMeans(effects));
    }

    /**
     * The interval of the centre that is wrong with at most the given probability at each of its ends. Empty where so
     * few blocks can't give such a level: at 0.018 it takes six, at 0.009 seven.
     */
    public static Optional<Interval> interval(double oneSided, double... effects) {
        double[] means = pairwiseMeans(effects);
        int outside = outside(effects.length, oneSided);
        return outside < 0
                ? Optional.empty()
                : Optional.of(new Interval(means[outside], means[means.length - 1 - outside]));
    }

    /** The means of every two effects, each with itself too, ascending (Walsh averages). */
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

    /** How many pairwise means may lie outside at either end; -1 when not even none may. */
    private static int outside(int blocks, double oneSided) {
        double[] ways = waysToReach(blocks);
        double allowed = oneSided * Math.pow(2, blocks);
        double sum = 0;
        int sumOfRanks = 0;
        while (sumOfRanks < ways.length && sum + ways[sumOfRanks] <= allowed) {
            sum += ways[sumOfRanks++];
        }
        return sumOfRanks - 1;
    }

    /** In how many of the 2^blocks choices of signs the positive ranks add up to each sum. */
    private static double[] waysToReach(int blocks) {
        double[] ways = new double[blocks * (blocks + 1) / 2 + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= blocks; rank++) {
            for (int sum = ways.length - 1; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        return ways;
    }
}
