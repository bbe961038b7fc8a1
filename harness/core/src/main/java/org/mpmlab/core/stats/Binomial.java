package org.mpmlab.core.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** The share of a kind among draws that do not depend on each other. */
public final class Binomial {
    private Binomial() {}

    /**
     * The greatest share with which no more of the kind than were drawn have at least the given probability: the upper end of
     * the exact interval (Clopper and Pearson, 1934). Of none in n it is 1 - p^(1/n), about 3/n at 5 %.
     *
     * @param oneSided the probability that the share is higher
     * @return 1 without any draw
     * @throws IllegalArgumentException if more were found than drawn, or either is negative
     */
    public static double upper(long found, long drawn, double oneSided) {
        if (found < 0 || found > drawn) {
            throw new IllegalArgumentException(found + " can't have been found among " + drawn);
        }
        return found == drawn
                ? 1
                : BetaDistribution.of(found + 1.0, (double) (drawn - found)).inverseSurvivalProbability(oneSided);
    }
}
