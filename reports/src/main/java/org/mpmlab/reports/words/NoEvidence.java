package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;

/**
 * What to do about evidence that does not count, for someone who does not run servers. A quieter machine helps where
 * the machine disturbed the measuring, and nowhere else.
 */
final class NoEvidence {
    private static final int MOST = 3;

    private NoEvidence() {}

    /** A step for what was disturbed, one for each other reason, and one for what is open beside; at least one. */
    static List<String> toDo(GateResult gate, Run run) {
        Map<Boolean, List<RuleResult>> invalid = gate.rules().stream()
                .filter(rule -> rule.outcome() == Outcome.INVALID)
                .collect(Collectors.partitioningBy(rule -> disturbed(rule.judgement(), run)));
        List<String> toDo = new ArrayList<>();
        if (!invalid.get(true).isEmpty()) {
            toDo.add("Measure again on a quieter machine. Disturbed: " + names(invalid.get(true)) + ".");
        }
        invalid.get(false).stream()
                .collect(Collectors.groupingBy(
                        rule -> why(rule.judgement().reasons()), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .limit(MOST)
                .forEach(why -> toDo.add(why.getKey() + " It concerns: " + names(why.getValue()) + "."));
        List<RuleResult> open = gate.rules().stream()
                .filter(rule -> rule.outcome() == Outcome.INCONCLUSIVE)
                .toList();
        if (!open.isEmpty()) {
            toDo.add("Measure more often before you decide. Open: " + names(open) + ".");
        }
        return toDo;
    }

    private static String names(List<RuleResult> rules) {
        return Words.list(rules.stream().map(rule -> rule.rule().text()).toList(), MOST);
    }

    /** Why an invalid claim can't be judged, in sentences. */
    static String why(ClaimVerdict claim) {
        return why(claim.decisive().reasons());
    }

    private static String why(List<String> reasons) {
        return reasons.stream().findFirst().orElse("Its evidence does not count: the full report says why.");
    }

    /** Whether what keeps an invalid claim from being judged is that the machine disturbed the measuring. */
    static boolean disturbed(ClaimVerdict claim, Run run) {
        return claim.outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.INVALID)
                .flatMap(outcome -> outcome.judgement().stream())
                .anyMatch(judgement -> disturbed(judgement, run));
    }

    private static boolean disturbed(Judgement judgement, Run run) {
        Set<Integer> voided =
                judgement.finding().voided().stream().map(Finding.Voided::block).collect(Collectors.toSet());
        return run.cells().stream()
                .filter(cell -> voided.contains(cell.block()) && isAskedAbout(cell, judgement.question()))
                .map(CellResult::validity)
                .anyMatch(validity -> !validity.valid() && validity.disturbedAtMost());
    }

    private static boolean isAskedAbout(CellResult cell, Question question) {
        boolean arm = cell.stack().equals(question.arm()) && cell.load().equals(question.load());
        boolean against = question.against().equals(Optional.of(cell.stack()))
                && cell.load().equals(question.otherLoad());
        return cell.site().equals(question.site()) && (arm || against);
    }
}
