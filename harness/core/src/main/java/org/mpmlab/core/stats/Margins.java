package org.mpmlab.core.stats;

/** Margins as shares (0.05 is 5 %) and as effects. */
public final class Margins {
    private Margins() {}

    /**
     * The effects within a margin: from 1 / (1 + margin) to 1 + margin as ratios, so that it does not matter which arm
     * is above the line.
     *
     * @throws IllegalArgumentException for a margin that is negative or not finite
     */
    public static Interval region(double margin) {
        if (!(margin >= 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("a margin is a share such as 0.05, not " + margin);
        }
        return new Interval(-Math.log1p(margin), Math.log1p(margin));
    }

    /**
     * Refuses what no figure can be away from another.
     *
     * @param by as a share of the other figure
     * @throws IllegalArgumentException unless it is finite and above -1, which is 100 % less
     */
    public static void checkShift(double by) {
        if (!(by > -1 && Double.isFinite(by))) {
            throw new IllegalArgumentException("a figure differs by a share above -1 such as -0.05 or 0.1, not " + by);
        }
    }

    /**
     * The smallest margin within which two equal arms are shown to be equal with the given power by a single look: what
     * a machine can prove, from the spread of two identical arms (A/A). Earlier looks only add to the power.
     *
     * @param sd between blocks, of the effect, such as {@link SignedRank#spread}
     * @param blocks at that look, at least {@link Moments#LEAST_BLOCKS}
     * @param oneSided the look's level of one end
     * @param power such as 0.9
     * @return as a share
     */
    public static double smallestProvable(double sd, int blocks, double oneSided, double power) {
        if (!(sd >= 0) || blocks < Moments.LEAST_BLOCKS) {
            throw new IllegalArgumentException("the smallest margin needs a standard deviation and at least "
                    + Moments.LEAST_BLOCKS + " blocks, not " + sd + " and " + blocks);
        }
        // Both ends must be within the margin, so each side may be missed half as often as the whole.
        double mean = PairedT.reach(blocks, sd, (1 - power) / 2);
        return Math.expm1(PairedT.reach(blocks, sd, oneSided) + mean);
    }
}
