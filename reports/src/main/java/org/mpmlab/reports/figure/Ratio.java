package org.mpmlab.reports.figure;

import java.util.Optional;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;

/**
 * A judgement as a ratio: of two arms the first one's figure over the second's, of one arm its figure over the limit.
 *
 * @param value the estimate, above 0
 * @param interval around it; its ends are at least 0 and may be infinite; empty with too few blocks
 * @param band the ratios up to whose edges the answer is one and beyond which it is the other; its ends are at least 0
 *     and may be infinite
 */
public record Ratio(double value, Optional<Interval> interval, Interval band) {

    /** Empty where there is none: no block counts, no errors at all were allowed, or there were none. */
    public static Optional<Ratio> of(Judgement judgement) {
        Question question = judgement.question();
        double unit = question.against().isPresent() ? 1 : limit(question.expectation());
        return judgement
                .estimate()
                .filter(estimate -> unit > 0 && estimate.value() > 0)
                .map(estimate -> of(estimate, unit, question));
    }

    private static Ratio of(Estimate estimate, double unit, Question question) {
        return new Ratio(
                estimate.value() / unit,
                estimate.interval().map(ends -> new Interval(ends.lower() / unit, ends.upper() / unit)),
                band(question));
    }

    private static Interval band(Question question) {
        if (question.expectation() instanceof Expectation.AtMost) {
            return new Interval(0, 1);
        }
        if (question.expectation() instanceof Expectation.AtLeast) {
            return new Interval(1, Double.POSITIVE_INFINITY);
        }
        Interval region = question.expectation().region(question.measure());
        return new Interval(Math.exp(region.lower()), Math.exp(region.upper()));
    }

    private static double limit(Expectation expectation) {
        return expectation instanceof Expectation.AtMost most
                ? most.limit()
                : ((Expectation.AtLeast) expectation).limit();
    }
}
