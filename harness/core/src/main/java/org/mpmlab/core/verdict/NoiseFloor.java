package org.mpmlab.core.verdict;

import java.util.Optional;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.Margins;
import org.mpmlab.core.stats.Moments;

/**
 * What a machine can tell apart, from comparing a stack with its twin (A/A): shown beside every verdict on the same
 * site, load and measure.
 *
 * @param sd between blocks, of the natural logarithm of the ratio; about the relative spread
 * @param blocks that it was found from
 * @param smallestMargin within which two equal arms are shown to be equal nine times in ten by the last look, as a
 *     share
 */
public record NoiseFloor(double sd, int blocks, double smallestMargin) {
    private static final double POWER = 0.9;

    /** Of a comparison of identical arms; empty with too few blocks for a standard deviation. */
    public static Optional<NoiseFloor> of(Finding twins, Looks looks) {
        Moments moments = twins.moments();
        if (moments.count() < Moments.LEAST_BLOCKS) {
            return Optional.empty();
        }
        double margin = Margins.smallestProvable(moments.sd(), looks.most(), looks.oneSided(), POWER);
        return Optional.of(new NoiseFloor(moments.sd(), moments.count(), margin));
    }
}
