package org.mpmlab.core.verdict;

import java.util.Optional;

/**
 * One thing that a run can answer: something said of one measure, on one site, under one load.
 *
 * @param arm the stack's name
 * @param against the stack that it is compared with; empty for an absolute limit
 * @param site the site's name
 * @param load the load's name
 * @param againstLoad the other load's name, where it is not the same
 * @param measure what is compared; errors, which have no ratio where there are none, go with an absolute limit alone
 * @param expectation what is said of it
 */
public record Question(
        String arm,
        Optional<String> against,
        String site,
        String load,
        Optional<String> againstLoad,
        Measure measure,
        Expectation expectation) {
    /** A question about one load. */
    public Question(
            String arm, Optional<String> against, String site, String load, Measure measure, Expectation expectation) {
        this(arm, against, site, load, Optional.empty(), measure, expectation);
    }

    public Question {
        againstLoad = againstLoad == null ? Optional.empty() : againstLoad; // runs stored before there was a choice
        if (againstLoad.isPresent() && against.isEmpty()) {
            throw new IllegalArgumentException(
                    "a load to compare with needs an arm to compare with, which may be the same");
        }
        if (expectation.comparesArms() != against.isPresent()) {
            throw new IllegalArgumentException(expectation
                    + (against.isPresent()
                            ? " is about one arm, not also " + against.get()
                            : " needs an arm to compare with"));
        }
        if (against.equals(Optional.of(arm)) && againstLoad.orElse(load).equals(load)) {
            throw new IllegalArgumentException(
                    arm + " cannot be compared with itself under one load: give its twin another name");
        }
        if (against.isPresent() && !measure.logarithmic()) {
            throw new IllegalArgumentException(
                    measure.word() + " may be zero and then has no ratio: give an absolute limit for each arm");
        }
        if (expectation instanceof Expectation.AtMost most && measure.logarithmic() && most.limit() == 0) {
            throw new IllegalArgumentException("a limit of 0 is for errors; " + measure.word() + " is never zero");
        }
    }

    /** The load of the arm that is compared with. */
    public String otherLoad() {
        return againstLoad.orElse(load);
    }

    /** A comparison of two arms, of which ratios are the first one's figure over the second's. */
    public static Question compare(
            String arm, String against, String site, String load, Measure measure, Expectation expectation) {
        return new Question(arm, Optional.of(against), site, load, measure, expectation);
    }

    /** An absolute limit of one arm: {@link Expectation.AtMost} or {@link Expectation.AtLeast}. */
    public static Question limit(String arm, String site, String load, Measure measure, Expectation limit) {
        return new Question(arm, Optional.empty(), site, load, measure, limit);
    }
}
