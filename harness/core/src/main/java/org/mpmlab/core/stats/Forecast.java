package org.mpmlab.core.stats;

/**
 * How many blocks more a question needs.
 *
 * @param moreBlocks until the look at which it would be settled, or, where none would settle it, until the last
 * @param prospect what to expect of them
 */
public record Forecast(int moreBlocks, Prospect prospect) {

    /** What more blocks are likely to bring. */
    public enum Prospect {
        /** A verdict, should the estimate and the spread stay as they are. */
        VERDICT,
        /** None by the last look: the estimate is too close to the margin for this spread. */
        NO_VERDICT,
        /** Unknown: too few blocks for a standard deviation. */
        UNKNOWN
    }

    /**
     * A forecast from the effects counted so far: the first coming look whose interval would settle the question if mean
     * and standard deviation stayed. An estimate for planning, which no verdict depends on.
     *
     * @param region the effects for which the question's answer is yes
     * @param oneSided the level of one end of the interval
     */
    public static Forecast of(Moments counted, Interval region, Looks looks, double oneSided) {
        if (!counted.enough()) {
            return new Forecast(
                    looks.next(counted.count()).orElse(counted.count()) - counted.count(), Prospect.UNKNOWN);
        }
        for (int look : looks.blocks()) {
            if (look > counted.count()) {
                double reach = PairedT.reach(look, counted.sd(), oneSided);
                if (new Interval(counted.mean() - reach, counted.mean() + reach).decides(region)) {
                    return new Forecast(look - counted.count(), Prospect.VERDICT);
                }
            }
        }
        return new Forecast(Math.max(0, looks.most() - counted.count()), Prospect.NO_VERDICT);
    }
}
