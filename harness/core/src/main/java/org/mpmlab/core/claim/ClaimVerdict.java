package org.mpmlab.core.claim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.verdict.Verdict;

/**
 * A claim judged.
 *
 * @param claim the claim's id
 * @param sources who says it
 * @param statement what is said
 * @param verdict whether all of it holds, by {@link Verdict#allOf}
 * @param outcomes part by part
 */
public record ClaimVerdict(
        String claim, List<Source> sources, String statement, Verdict verdict, List<Outcome> outcomes) {
    public ClaimVerdict {
        sources = List.copyOf(sources);
        outcomes = List.copyOf(outcomes);
    }

    /** From the evidence alone, so that the same evidence always gives the same verdict. */
    public static ClaimVerdict of(Claim claim, Evidence evidence) {
        List<Outcome> outcomes = claim.trials().stream()
                .flatMap(trial -> trial.outcomes(evidence).stream())
                .toList();
        return new ClaimVerdict(
                claim.id(),
                claim.sources(),
                claim.statement(),
                Verdict.allOf(outcomes.stream().map(Outcome::verdict).toList()),
                outcomes);
    }

    /** The cells that a further block should measure: none once a part is shown to be false, or all are settled. */
    public Set<CellKey> open() {
        Set<CellKey> open = new HashSet<>();
        if (verdict != Verdict.REFUTED) {
            outcomes.forEach(outcome -> open.addAll(outcome.open()));
        }
        return open;
    }

    /** The part that the verdict hangs on: the first that has it. */
    public Outcome decisive() {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .findFirst()
                .orElseThrow();
    }
}
