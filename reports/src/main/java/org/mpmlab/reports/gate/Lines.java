package org.mpmlab.reports.gate;

import java.util.Optional;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Judged;

/** What a judged rule says, in words that every form of a gate's report shares; not yet escaped for any of them. */
public final class Lines {
    private Lines() {}

    /**
     * On one line that a terminal shows and does not obey, and a CI server's log neither: GitHub's runner takes lines
     * that begin with two colons, after any blanks, and those that hold {@code ##[} for commands.
     */
    static String plain(String text) {
        return Clean.line(text).replaceAll(":(?=:)", ":\u200b").replace("##[", "#\u200b#[");
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

    /** What the machine can prove of such a question, where it is known. */
    public static Optional<String> floor(RuleResult rule) {
        return rule.judgement().noiseFloor().map(floor -> "this machine can prove equality within " + floor.provable());
    }

    /** One line for who sees nothing else of the report. */
    public static String message(RuleResult rule) {
        Judgement judgement = rule.judgement();
        String found = judgement.estimate().isEmpty() ? "" : ", found " + Judged.found(judgement);
        return rule.rule().text() + ": " + outcome(rule) + found + ". " + Judged.why(judgement);
    }
}
