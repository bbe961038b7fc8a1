package org.mpmlab.reports.dossier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.gate.GateResult;

/**
 * A run, and what was concluded from it. Reports read no files: who reads the run directory puts this together.
 *
 * @param run what was measured
 * @param claims the claims that the run was made for, judged; none where it was made for none
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
        run = claims.isEmpty() && !measures(validation, run) ? run : asFarAsNeeded(run);
    }

    private static boolean measures(Optional<Validation> validation, Run run) {
        return validation.filter(outcome -> outcome.isBy(run)).isPresent();
    }

    /** Whether the run was made to put a promise to the test. */
    public boolean isTrial() {
        return measures(validation, run);
    }

    /** A run from which nothing was concluded yet. */
    public static Dossier of(Run run) {
        return new Dossier(run, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
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

    /**
     * Measuring for claims or for a promise stops at the verdict or with the time: what was planned beyond is not
     * missing.
     */
    private static Run asFarAsNeeded(Run run) {
        Map<String, List<String>> done = new HashMap<>();
        run.steps()
                .forEach(step -> done.put(
                        step.step(),
                        step.cells().stream().map(CellResult::stack).toList()));
        List<Plan.Block> blocks = run.plan().blocks().stream()
                .map(block -> new Plan.Block(
                        block.number(),
                        block.phases().stream()
                                .map(phase -> done(phase, done))
                                .filter(phase -> !phase.steps().isEmpty())
                                .toList()))
                .filter(block -> !block.phases().isEmpty())
                .toList();
        return new Run(
                run.about(),
                run.scenario(),
                new Plan(run.plan().seed(), blocks),
                run.environment(),
                run.steps(),
                run.time());
    }

    private static Plan.Phase done(Plan.Phase phase, Map<String, List<String>> done) {
        List<Plan.Step> steps = phase.steps().stream()
                .filter(step -> done.containsKey(step.id()))
                .map(step -> new Plan.Step(
                        step.id(),
                        step.block(),
                        step.site(),
                        step.load(),
                        done.get(step.id()),
                        step.seed(),
                        step.estimate()))
                .toList();
        return new Plan.Phase(phase.site(), phase.stacks(), steps);
    }
}
