package org.mpmlab.core.stats;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

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
        /** Unknown: too few blocks for a spread. */
        UNKNOWN
    }

    /**
     * A forecast from the effects counted so far: the first coming look whose interval would settle the question if centre
     * and spread stayed. An estimate for planning, which no verdict depends on.
     *
     * @param region the effects for which the question's answer is yes
     * @param oneSided the level of one end of the interval
     * @param effects one for each block that counts, to be judged by the signed rank
     */
    public static Forecast of(Interval region, Looks looks, double oneSided, double... effects) {
        if (effects.length < Moments.LEAST_BLOCKS) {
            return unknown(looks, effects.length);
        }
        SignedRank ranked = new SignedRank(effects);
        double centre = ranked.centre();
        double spread = ranked.spread(oneSided);
        return of(region, looks, effects.length, look -> around(centre, spread, look, oneSided));
    }

    /**
     * The same of shares of errors, which are judged by their mean.
     *
     * @param effects of the blocks that count
     * @param leastUpper what the upper end is at least after so many blocks, however little they scatter
     */
    public static Forecast of(
            Interval region, Looks looks, double oneSided, Moments effects, IntToDoubleFunction leastUpper) {
        if (!effects.enough()) {
            return unknown(looks, effects.count());
        }
        return of(region, looks, effects.count(), look -> {
            Interval mean = around(effects.mean(), effects.sd(), look, oneSided);
            return new Interval(mean.lower(), Math.max(mean.upper(), leastUpper.applyAsDouble(look)));
        });
    }

    private static Interval around(double centre, double spread, int blocks, double oneSided) {
        double reach = PairedT.reach(blocks, spread, oneSided);
        return new Interval(centre - reach, centre + reach);
    }

    private static Forecast unknown(Looks looks, int counted) {
        return new Forecast(looks.next(counted).orElse(counted) - counted, Prospect.UNKNOWN);
    }

    private static Forecast of(Interval region, Looks looks, int counted, IntFunction<Interval> expected) {
        for (int look : looks.blocks()) {
            if (look > counted && expected.apply(look).decides(region)) {
                return new Forecast(look - counted, Prospect.VERDICT);
            }
        }
        return new Forecast(Math.max(0, looks.most() - counted), Prospect.NO_VERDICT);
    }
}
