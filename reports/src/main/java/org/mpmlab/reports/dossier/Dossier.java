package org.mpmlab.reports.dossier;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.gate.GateResult;

/**
 * A run, and what was concluded from it. Reports read no files: who reads the run directory puts this together.
 *
 * @param run what was measured
 * @param claims the claims that the run was made for, judged; of one that was made for none, those that it was last
 *     judged by
 * @param gate the gate that it was last judged by
 * @param recommendation the last answer of {@code recommend}
 * @param validation what became of its promise, in this run or in another, where it was put to the test
 */
public record Dossier(
        Run run,
        List<ClaimVerdict> claims,
        Optional<GateResult> gate,
        Optional<Answer> recommendation,
        Optional<Validation> validation) {
    public Dossier {
        claims = List.copyOf(claims);
    }

    /** Whether the run was made to put a promise to the test. */
    public boolean isTrial() {
        return validation.filter(outcome -> outcome.isBy(run)).isPresent();
    }

    /** A run from which nothing was concluded yet. */
    public static Dossier of(Run run) {
        return new Dossier(run, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Dossier with(Run other) {
        return new Dossier(other, claims, gate, recommendation, validation);
    }

    public Dossier with(GateResult judged) {
        return new Dossier(run, claims, Optional.of(judged), recommendation, validation);
    }

    public Dossier with(Answer answer) {
        return new Dossier(run, claims, gate, Optional.of(answer), validation);
    }

    public Dossier with(Validation outcome) {
        return new Dossier(run, claims, gate, recommendation, Optional.of(outcome));
    }

    public Dossier with(List<ClaimVerdict> judged) {
        return new Dossier(run, judged, gate, recommendation, validation);
    }
}
