package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.reports.figure.Parity;

/** What claims, gates and parity come to, in a sentence each; not yet escaped for any form of a report. */
public final class Verdicts {
    /** The gravest first, as a reader has to act on it first. */
    private static final List<Verdict> IN_ORDER =
            List.of(Verdict.REFUTED, Verdict.INVALID, Verdict.INCONCLUSIVE, Verdict.SUPPORTED);

    private static final List<Outcome> OUTCOMES =
            List.of(Outcome.FAILED, Outcome.INVALID, Outcome.INCONCLUSIVE, Outcome.WARNED, Outcome.PASSED);

    private static final int MOST_NAMES = 3;

    private Verdicts() {}

    /** Such as {@code Of 3 claims 1 is refuted (a) and 2 are supported (b and c).} */
    public static String claims(List<ClaimVerdict> claims) {
        if (claims.size() == 1) {
            ClaimVerdict only = claims.get(0);
            return "The claim that was put to the test is " + only.verdict().word() + ": " + only.statement();
        }
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : IN_ORDER) {
            List<String> names = claims.stream()
                    .filter(claim -> claim.verdict() == verdict)
                    .map(ClaimVerdict::claim)
                    .toList();
            if (!names.isEmpty()) {
                parts.add(names.size() + (names.size() == 1 ? " is " : " are ") + verdict.word() + " ("
                        + Words.list(names, MOST_NAMES) + ")");
            }
        }
        return "Of " + claims.size() + " claims " + Words.list(parts) + ".";
    }

    /** What the whole gate comes to, such as {@code gate release failed: 1 failed, 2 passed (run 7)}. */
    public static String gate(GateResult result) {
        List<String> counts = OUTCOMES.stream()
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

    /** Such as {@code event+fpm is as fast as prefork+mod_php on hello, ttfb-h1, within 5 %: p50 1.010x (…), p99 ….} */
    public static String parity(Parity parity) {
        String said =
                switch (parity.verdict()) {
                    case SUPPORTED -> " is as fast as ";
                    case REFUTED -> " is not as fast as ";
                    case INCONCLUSIVE -> " is not yet told apart from, nor shown equal to, ";
                    case INVALID -> " can't be compared with ";
                };
        return parity.arm().name() + said + parity.reference().name() + " on "
                + parity.comparison().site().name() + ", "
                + parity.comparison().load().name() + ", within "
                + Words.percent(Parity.MARGIN) + ": "
                + Words.list(
                        parity.judgements().stream().map(Verdicts::quantile).toList()) + ".";
    }

    private static String quantile(Judgement judgement) {
        return judgement.question().measure().word().replaceFirst(".*\\.", "") + " " + Judged.found(judgement);
    }
}
