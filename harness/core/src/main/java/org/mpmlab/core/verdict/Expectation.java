package org.mpmlab.core.verdict;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.Margins;

/**
 * What is said of a measure. Each kind is a region of effects, with ratios that are the first arm's figure over the
 * second's: an interval within the region supports it, one that has nothing in common with it refutes it, and one that
 * lies across its edge decides nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Expectation.EquivalentWithin.class, name = "equivalent-within"),
    @JsonSubTypes.Type(value = Expectation.LowerBy.class, name = "lower-by"),
    @JsonSubTypes.Type(value = Expectation.HigherBy.class, name = "higher-by"),
    @JsonSubTypes.Type(value = Expectation.NotAbove.class, name = "not-above"),
    @JsonSubTypes.Type(value = Expectation.NotBelow.class, name = "not-below"),
    @JsonSubTypes.Type(value = Expectation.AtMost.class, name = "at-most"),
    @JsonSubTypes.Type(value = Expectation.AtLeast.class, name = "at-least"),
    @JsonSubTypes.Type(value = Expectation.Different.class, name = "different"),
})
public sealed interface Expectation {

    /**
     * The ratio lies between 1 / (1 + margin) and 1 + margin. To refute it is to have shown that the arms differ by more
     * than the margin.
     *
     * @param margin as a share, above 0
     */
    record EquivalentWithin(double margin) implements Expectation {
        public EquivalentWithin {
            if (!(margin > 0)) {
                throw new IllegalArgumentException(
                        "no measurement shows that two figures are exactly equal: a margin above 0 is needed, not "
                                + margin);
            }
            Margins.region(margin);
        }

        @Override
        public Interval region(Measure measure) {
            return Margins.region(margin);
        }
    }

    /**
     * The ratio is at most 1 - least.
     *
     * @param least as a share, from 0 (lower at all) to below 1
     */
    record LowerBy(double least) implements Expectation {
        public LowerBy {
            if (!(least >= 0 && least < 1)) {
                throw new IllegalArgumentException("a figure can be lower by 0 to below 1 (100 %), not by " + least);
            }
        }

        @Override
        public Interval region(Measure measure) {
            return new Interval(Double.NEGATIVE_INFINITY, Math.log1p(-least));
        }
    }

    /**
     * The ratio is at least 1 + least.
     *
     * @param least as a share, from 0 (higher at all)
     */
    record HigherBy(double least) implements Expectation {
        public HigherBy {
            if (!(least >= 0 && Double.isFinite(least))) {
                throw new IllegalArgumentException("a figure can be higher by 0 or more, not by " + least);
            }
        }

        @Override
        public Interval region(Measure measure) {
            return new Interval(Math.log1p(least), Double.POSITIVE_INFINITY);
        }
    }

    /**
     * One arm's figure is at most a limit, in a typical block; errors are, in the mean over blocks. No errors at
     * all, a limit of 0, is refuted by a single failed request in any block.
     *
     * @param limit in the measure's unit; above 0, of errors from 0 to 1
     */
    record AtMost(double limit) implements Expectation {
        public AtMost {
            if (!(limit >= 0 && Double.isFinite(limit))) {
                throw new IllegalArgumentException("a limit is 0 or more, not " + limit);
            }
        }

        @Override
        public boolean comparesArms() {
            return false;
        }

        @Override
        public Interval region(Measure measure) {
            return new Interval(Double.NEGATIVE_INFINITY, measure.logarithmic() ? Math.log(limit) : limit);
        }
    }

    /**
     * One arm's figure is at least a limit, in a typical block.
     *
     * @param limit in the measure's unit, above 0
     */
    record AtLeast(double limit) implements Expectation {
        public AtLeast {
            if (!(limit > 0 && Double.isFinite(limit))) {
                throw new IllegalArgumentException("a lower limit is above 0, not " + limit);
            }
        }

        @Override
        public boolean comparesArms() {
            return false;
        }

        @Override
        public Interval region(Measure measure) {
            return new Interval(measure.logarithmic() ? Math.log(limit) : limit, Double.POSITIVE_INFINITY);
        }
    }

    /**
     * The ratio is at most 1 + by: not worse by more than that, where less is better.
     *
     * @param by as a share, above -1; negative when the first arm has to be the lower one
     */
    record NotAbove(double by) implements Expectation {
        public NotAbove {
            Margins.checkShift(by);
        }

        @Override
        public Interval region(Measure measure) {
            return new Interval(Double.NEGATIVE_INFINITY, Math.log1p(by));
        }
    }

    /**
     * The ratio is at least 1 + by: not worse by more than that, where more is better.
     *
     * @param by as a share, above -1; negative when the first arm may be the lower one
     */
    record NotBelow(double by) implements Expectation {
        public NotBelow {
            Margins.checkShift(by);
        }

        @Override
        public Interval region(Measure measure) {
            return new Interval(Math.log1p(by), Double.POSITIVE_INFINITY);
        }
    }

    /**
     * The ratio lies outside of 1 / (1 + margin) to 1 + margin, to either side: what {@link EquivalentWithin} denies.
     * Without a margin any difference counts, and nothing but figures equal to the last digit refutes it. Two sides are
     * watched, so each has half of the looks' level.
     *
     * @param margin as a share, 0 or more
     */
    record Different(double margin) implements Expectation {
        public Different {
            Margins.region(margin);
        }

        @Override
        public Interval region(Measure measure) {
            return Margins.region(margin);
        }

        @Override
        public double oneSided(Looks looks) {
            return looks.oneSided() / 2;
        }

        @Override
        public Verdict verdict(Interval effect, Measure measure) {
            return Expectation.super.verdict(effect, measure).negated();
        }
    }

    /** The effects within the edge at which the verdict changes; for {@link Different} those that deny it. */
    Interval region(Measure measure);

    /** Whether it is about two arms; else about one arm and a limit. */
    default boolean comparesArms() {
        return true;
    }

    /** The level of one end of the interval at each look. */
    default double oneSided(Looks looks) {
        return looks.oneSided();
    }

    /** What an interval of the effect, of that level, says of it at a look. */
    default Verdict verdict(Interval effect, Measure measure) {
        Interval region = region(measure);
        if (effect.within(region)) {
            return Verdict.SUPPORTED;
        }
        return effect.disjointFrom(region) ? Verdict.REFUTED : Verdict.INCONCLUSIVE;
    }
}
