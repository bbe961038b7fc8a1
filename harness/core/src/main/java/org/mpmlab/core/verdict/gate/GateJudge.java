package org.mpmlab.core.verdict.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;

/** Judges a run by a gate. A function of its arguments; the same files always come to the same. */
public final class GateJudge {
    private final Gate gate;
    private final Run run;
    private final Optional<Baseline> baseline;
    private final NoiseFloors floors;
    private final List<Problem> problems = new ArrayList<>();

    private GateJudge(Gate gate, Run run, Optional<Baseline> baseline, NoiseFloors floors) {
        this.gate = gate;
        this.run = run;
        this.baseline = baseline;
        this.floors = floors;
    }

    /**
     * Judges every rule.
     *
     * @param baseline what rules of a baseline are held against, where the run does not hold the baseline's own stack
     * @param floors what the run's machine can tell apart; it is shown, and no verdict depends on it
     * @throws InvalidConfiguration when the gate names what the run or the baseline does not have
     */
    public static GateResult judge(Gate gate, Run run, Optional<Baseline> baseline, NoiseFloors floors) {
        return new GateJudge(gate, run, baseline, floors).judge();
    }

    private GateResult judge() {
        RunNames names = new RunNames(run, gate.source(), problems);
        List<Rule> resolved = gate.rules().stream()
                .map(this::interleaved)
                .map(names::resolve)
                .flatMap(Optional::stream)
                .toList();
        resolved.forEach(this::checkBaseline);
        names.throwIfAny();
        List<RuleResult> judged = resolved.stream().map(this::judge).toList();
        return new GateResult(
                GateResult.SCHEMA,
                gate.name(),
                gate.description(),
                gate.source(),
                run.about().id(),
                run.about().started(),
                run.environment().machine(),
                baseline.map(Baseline::run),
                judged,
                floors.missing(between(judged), run.scenario()::load));
    }

    /** What was asked of two stacks that took turns; a baseline's blocks shared no moment, so no floor holds for them. */
    private static List<Question> between(List<RuleResult> judged) {
        return judged.stream()
                .filter(rule -> rule.rule().kind() == Rule.Kind.STACKS)
                .map(rule -> rule.judgement().question())
                .toList();
    }

    /** A rule of a baseline whose own stack took part in the run is one between the two. */
    private Rule interleaved(Rule rule) {
        Optional<String> standIn = Optional.ofNullable(gate.baselines().get(rule.arm()))
                .filter(name -> run.scenario().stacks().stream()
                        .anyMatch(stack -> stack.name().equals(name)))
                .filter(name -> !name.equals(rule.arm()));
        return rule.kind() == Rule.Kind.BASELINE && standIn.isPresent() ? rule.between(standIn.get()) : rule;
    }

    private void checkBaseline(Rule rule) {
        if (rule.kind() != Rule.Kind.BASELINE) {
            return;
        }
        if (baseline.isEmpty()) {
            problem(
                    rule,
                    "there is no baseline",
                    "--baseline FILE, or a stack of the run that is the baseline's, named under 'baseline'");
            return;
        }
        Optional<Baseline.Cell> cell = cell(rule);
        if (cell.isEmpty()) {
            problem(
                    rule,
                    "the baseline " + baseline.get().run() + " has no " + rule.arm() + "/" + rule.site() + " under "
                            + rule.load().orElseThrow(),
                    "a baseline of a run that measures it: mpmlab baseline accept RUN");
        } else if (!Baseline.measures().contains(rule.measure())) {
            problem(
                    rule,
                    "a baseline keeps no " + rule.measure().word(),
                    "times at the percentiles " + Baseline.PERCENTILES);
        }
    }

    private Optional<Baseline.Cell> cell(Rule rule) {
        return baseline.orElseThrow().cell(rule.arm(), rule.site(), rule.load().orElseThrow());
    }

    private RuleResult judge(Rule rule) {
        String load = rule.load().orElseThrow();
        return switch (rule.kind()) {
            case LIMIT ->
                result(
                        rule,
                        "a limit",
                        judge(Question.limit(rule.arm(), rule.site(), load, rule.measure(), rule.expectation())));
            case STACKS ->
                result(
                        rule,
                        rule.against().orElseThrow(),
                        judge(Question.compare(
                                rule.arm(),
                                rule.against().orElseThrow(),
                                rule.site(),
                                load,
                                rule.measure(),
                                rule.expectation())));
            case BASELINE ->
                result(
                        rule,
                        "baseline " + baseline.orElseThrow().run(),
                        new AgainstBaseline(run, baseline.get())
                                .judge(rule, cell(rule).orElseThrow()));
        };
    }

    private Judgement judge(Question question) {
        return Judge.STANDARD.judge(run, question, floors.of(run.scenario().load(question.load()), question));
    }

    /** A rule of which nothing counts is no undecided one: {@code on-inconclusive} can't let it pass. */
    private static RuleResult result(Rule rule, String against, Judgement judgement) {
        boolean nothing = judgement.counted() == 0 && judgement.verdict() == Verdict.INCONCLUSIVE;
        return new RuleResult(
                rule, against, judgement, Outcome.of(rule, nothing ? Verdict.INVALID : judgement.verdict()));
    }

    private void problem(Rule rule, String what, String allowed) {
        problems.add(
                new Problem(gate.source(), rule.line(), rule.column(), what, Optional.of(allowed), Optional.empty()));
    }
}
