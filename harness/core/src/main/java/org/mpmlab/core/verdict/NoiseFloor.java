package org.mpmlab.core.verdict;

import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.Margins;
import org.mpmlab.core.stats.Moments;
import org.mpmlab.core.stats.SignedRank;

/**
 * What a machine can tell apart, from comparing a stack with its twin (A/A): shown beside every verdict on the same
 * site, load and measure.
 *
 * @param spread between blocks, as a standard deviation of the ratio's natural logarithm: about a share
 * @param blocks that it was found from
 * @param smallestMargin within which two equal arms are shown to be equal nine times in ten by the last look, as a
 *     share
 */
public record NoiseFloor(double spread, int blocks, double smallestMargin) {
    private static final double POWER = 0.9;

    /** Of a comparison of identical arms; empty with too few blocks for a standard deviation. */
    public static Optional<NoiseFloor> of(Finding twins, Looks looks) {
        if (twins.counted() < Moments.LEAST_BLOCKS) {
            return Optional.empty();
        }
        double spread = new SignedRank(twins.first(twins.counted())).spread(looks.oneSided());
        double margin = Margins.smallestProvable(spread, looks.most(), looks.oneSided(), POWER);
        return Optional.of(new NoiseFloor(spread, twins.counted(), margin));
    }

    /** The margin within which two equal arms are shown to be equal nine times in ten by this many blocks, as a share. */
    public double marginAt(int blocks) {
        return Margins.smallestProvable(spread, blocks, Looks.STANDARD.oneSided(), POWER);
    }

    /** What the machine can prove at best, in words such as {@code 0.42 % at 30 blocks}. */
    public String provable() {
        return String.format(Locale.ROOT, "%.2g %% at %d blocks", smallestMargin * 100, Looks.STANDARD.most());
    }
}
