package org.mpmlab.reports.words;

import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.StillNeeded;

/** What a judgement says, the same in every form of a report; not yet escaped for any of them. */
public final class Judged {
    private static final String NONE = "–";

    private Judged() {}

    /** What was found, such as {@code 1.041x (1.020x to 1.063x)} or {@code 78.3 ms}. */
    public static String found(Judgement judgement) {
        return judgement
                .estimate()
                .map(estimate -> figure(judgement.question(), estimate.value())
                        + interval(judgement, estimate)
                                .map(text -> " (" + text + ")")
                                .orElse(""))
                .orElse(NONE);
    }

    /** The estimate alone. */
    public static String estimate(Judgement judgement) {
        return judgement
                .estimate()
                .map(estimate -> figure(judgement.question(), estimate.value()))
                .orElse(NONE);
    }

    /** Its interval with the level, such as {@code 1.020x to 1.063x (96 %)}. */
    public static String interval(Judgement judgement) {
        return judgement
                .estimate()
                .flatMap(estimate -> interval(judgement, estimate)
                        .map(text -> text + String.format(Locale.ROOT, " (%.1f %%)", estimate.level() * 100)))
                .orElse(NONE);
    }

    /** How many blocks count, of how many. */
    public static String blocks(Judgement judgement) {
        int voided = judgement.finding().voided().size();
        return judgement.counted() + (voided == 0 ? "" : " of " + (judgement.counted() + voided));
    }

    /** What equality this machine can show at all, such as {@code 1.2 %}; a dash where that is not known. */
    public static String noiseFloor(Judgement judgement) {
        return judgement
                .noiseFloor()
                .map(floor -> Words.percent(floor.smallestMargin()))
                .orElse(NONE);
    }

    /** What was expected, such as {@code within 5 %} or {@code at most 80.0 ms}. */
    public static String margin(Question question) {
        Expectation expectation = question.expectation();
        if (expectation instanceof Expectation.EquivalentWithin within) {
            return "within " + Words.percent(within.margin());
        }
        if (expectation instanceof Expectation.LowerBy lower) {
            return lower.least() == 0 ? "lower" : "lower by " + Words.percent(lower.least());
        }
        if (expectation instanceof Expectation.HigherBy higher) {
            return higher.least() == 0 ? "higher" : "higher by " + Words.percent(higher.least());
        }
        if (expectation instanceof Expectation.AtMost most) {
            return "at most " + figure(question, most.limit());
        }
        if (expectation instanceof Expectation.AtLeast least) {
            return "at least " + figure(question, least.limit());
        }
        if (expectation instanceof Expectation.NotAbove above) {
            return "at most " + signed(above.by());
        }
        if (expectation instanceof Expectation.NotBelow below) {
            return "at least " + signed(below.by());
        }
        double margin = ((Expectation.Different) expectation).margin();
        return margin == 0 ? "any difference" : "apart by " + Words.percent(margin);
    }

    /** Why, and what to do next, in sentences. */
    public static String why(Judgement judgement) {
        String reasons = String.join(" ", judgement.reasons());
        return judgement
                .stillNeeded()
                .map(needed -> reasons + " " + needed(needed))
                .orElse(reasons);
    }

    private static String signed(double share) {
        return (share >= 0 ? "+" : "") + Words.percent(share);
    }

    /** What an open question needs, in a sentence. */
    public static String needed(StillNeeded needed) {
        String about = needed.about().isZero() ? "" : ", about " + Words.duration(needed.about());
        return switch (needed.prospect()) {
            case VERDICT ->
                Words.count(needed.blocks(), "more block", "more blocks") + about + ", will likely settle it.";
            case UNKNOWN -> Words.count(needed.blocks(), "more block", "more blocks") + about + ", for the next look.";
            case NO_VERDICT ->
                "More blocks will hardly settle it: the figure is too close to the edge for this spread.";
        };
    }

    private static Optional<String> interval(Judgement judgement, Estimate estimate) {
        return estimate.interval()
                .map(range -> figure(judgement.question(), range.lower()) + " to "
                        + figure(judgement.question(), range.upper()));
    }

    /** Of a question about one arm. */
    private static double limit(Question question) {
        return question.expectation() instanceof Expectation.AtLeast least
                ? least.limit()
                : ((Expectation.AtMost) question.expectation()).limit();
    }

    private static String figure(Question question, double value) {
        if (question.against().isPresent()) {
            return String.format(Locale.ROOT, "%.3fx", value);
        }
        Measure measure = question.measure();
        return switch (measure.kind()) {
            case TTFB, INTENDED, TOTAL -> Words.millis(value);
            case THROUGHPUT -> Words.number(value) + "/s";
            case MEMORY_PSS, MEMORY_CGROUP -> Words.mib(value);
            case CPU_REQUEST -> Words.number(value) + " us";
            case ERRORS -> Words.errors(value, limit(question));
        };
    }
}
