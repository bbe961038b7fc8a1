package org.mpmlab.reports.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.StillNeeded;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/** What a judged rule says, in words that every form of a gate's report shares; not yet escaped for any of them. */
public final class Lines {
    private static final String NONE = "–";
    private static final List<Outcome> IN_ORDER =
            List.of(Outcome.FAILED, Outcome.INVALID, Outcome.INCONCLUSIVE, Outcome.WARNED, Outcome.PASSED);

    private Lines() {}

    /**
     * On one line that a terminal shows and does not obey, and a CI server's log neither: GitHub's runner takes lines
     * that begin with two colons, after any blanks, and those that hold {@code ##[} for commands.
     */
    static String plain(String text) {
        return Clean.line(text).replaceAll(":(?=:)", ":\u200b").replace("##[", "#\u200b#[");
    }

    /** What the whole gate comes to, such as {@code gate release failed: 1 failed, 2 passed (run 7)}. */
    public static String head(GateResult result) {
        List<String> counts = IN_ORDER.stream()
                .filter(outcome -> result.count(outcome) > 0)
                .map(outcome -> result.count(outcome) + " " + outcome.word())
                .toList();
        String came =
                switch (result.outcome()) {
                    case PASSED -> "passed";
                    case WARNED -> "passed with warnings";
                    case INCONCLUSIVE -> "is inconclusive";
                    case INVALID -> "can't be judged: its evidence is invalid";
                    case FAILED -> "failed";
                };
        return "Gate " + result.gate() + " " + came + ": " + String.join(", ", counts) + ". Run " + result.run() + ".";
    }

    /** What was found, such as {@code 1.04x (1.02 to 1.06)} or {@code 78.3 ms}. */
    public static String found(Judgement judgement) {
        return judgement
                .estimate()
                .map(estimate -> figure(judgement, estimate.value())
                        + interval(judgement, estimate)
                                .map(text -> " (" + text + ")")
                                .orElse(""))
                .orElse(NONE);
    }

    /** How many blocks count, of how many. */
    public static String blocks(Judgement judgement) {
        int voided = judgement.finding().voided().size();
        return judgement.counted() + (voided == 0 ? "" : " of " + (judgement.counted() + voided));
    }

    /** The outcome, and the verdict where the two are not the same thing said twice. */
    public static String outcome(RuleResult rule) {
        return switch (rule.outcome()) {
            case WARNED, PASSED ->
                rule.judgement().verdict() == Verdict.SUPPORTED
                        ? rule.outcome().word()
                        : rule.outcome().word() + " ("
                                + rule.judgement().verdict().word() + ")";
            case FAILED, INCONCLUSIVE, INVALID -> rule.outcome().word();
        };
    }

    /** Why, and what to do next, in sentences. */
    public static String why(RuleResult rule) {
        Judgement judgement = rule.judgement();
        String reasons = String.join(" ", judgement.reasons());
        return judgement
                .stillNeeded()
                .map(needed -> reasons + " " + needed(needed))
                .orElse(reasons);
    }

    /** What the machine can prove of such a question, where it is known. */
    public static Optional<String> floor(RuleResult rule) {
        return rule.judgement().noiseFloor().map(floor -> "this machine can prove equality within " + floor.provable());
    }

    /** One line for who sees nothing else of the report. */
    public static String message(RuleResult rule) {
        String found = found(rule.judgement());
        return rule.rule().text() + ": " + outcome(rule) + (found.equals(NONE) ? "" : ", found " + found) + ". "
                + why(rule);
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
                .map(range -> figure(judgement, range.lower()) + " to " + figure(judgement, range.upper()));
    }

    private static String figure(Judgement judgement, double value) {
        if (judgement.question().against().isPresent()) {
            return String.format(Locale.ROOT, "%.3fx", value);
        }
        Measure measure = judgement.question().measure();
        return switch (measure.kind()) {
            case TTFB, INTENDED, TOTAL -> Words.millis(value);
            case THROUGHPUT -> Words.number(value) + "/s";
            case MEMORY_PSS, MEMORY_CGROUP -> Words.mib(value);
            case CPU_REQUEST -> Words.number(value) + " us";
            case ERRORS -> Words.percent(value);
        };
    }
}
