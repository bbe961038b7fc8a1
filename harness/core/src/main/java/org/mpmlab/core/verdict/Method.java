package org.mpmlab.core.verdict;

import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Moments;
import org.mpmlab.core.stats.PairedT;
import org.mpmlab.core.stats.SignedRank;

/** How the effects of a look, at least one, are concluded from and shown. */
sealed interface Method {

    /**
     * The method for a question's measure.
     *
     * @param blocks how many of the finding's are judged, from the first
     */
    static Method of(Finding finding, int blocks, double oneSided) {
        Question question = finding.question();
        double[] effects = finding.first(blocks);
        if (question.measure().logarithmic()) {
            return new Centre(question, oneSided, new SignedRank(effects), Moments.of(effects));
        }
        return new Mean(oneSided, Moments.of(effects), finding.leastUpper(blocks, oneSided));
    }

    /** Of the effect; empty with too few blocks. */
    Optional<Interval> interval();

    /** The effect as it is shown. */
    Estimate estimate();

    /** The same question put to another method. */
    Optional<Sensitivity> sensitivity(Verdict reached);

    /** What {@link Judgement#pDifferent} is. */
    OptionalDouble pDifferent();

    /** Logarithms, by the signed rank: a few wild blocks neither carry a verdict nor keep it away. */
    record Centre(Question question, double oneSided, SignedRank ranked, Moments moments) implements Method {
        @Override
        public Optional<Interval> interval() {
            return ranked.interval(oneSided);
        }

        @Override
        public Estimate estimate() {
            return new Estimate(
                    Math.exp(ranked.centre()),
                    interval().map(Centre::ratios),
                    1 - 2 * oneSided,
                    ranked.spread(oneSided));
        }

        @Override
        public Optional<Sensitivity> sensitivity(Verdict reached) {
            return PairedT.interval(moments, oneSided).map(interval -> {
                Verdict verdict = question.expectation().verdict(interval, question.measure());
                return new Sensitivity(Math.exp(moments.mean()), ratios(interval), verdict, verdict == reached);
            });
        }

        @Override
        public OptionalDouble pDifferent() {
            return Differences.p(question, ranked);
        }

        private static Interval ratios(Interval effect) {
            return new Interval(Math.exp(effect.lower()), Math.exp(effect.upper()));
        }
    }

    /**
     * Shares of errors, by Student's t: the mean, as the wild blocks are what matters.
     *
     * @param leastUpper what the upper end is at least, by {@link Finding#leastUpper}
     */
    record Mean(double oneSided, Moments moments, double leastUpper) implements Method {
        @Override
        public Optional<Interval> interval() {
            return PairedT.interval(moments, oneSided)
                    .map(mean ->
                            new Interval(Math.max(0, mean.lower()), Math.min(1, Math.max(leastUpper, mean.upper()))));
        }

        @Override
        public Estimate estimate() {
            return new Estimate(moments.mean(), interval(), 1 - 2 * oneSided, moments.sd());
        }

        @Override
        public Optional<Sensitivity> sensitivity(Verdict reached) {
            return Optional.empty();
        }

        @Override
        public OptionalDouble pDifferent() {
            return OptionalDouble.empty();
        }
    }
}
