package org.mpmlab.core.verdict.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Pages;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;

/**
 * Judges a stack by its own figures of an earlier run on the same machine, as {@link BetweenRuns} sets two runs against
 * each other.
 */
final class AgainstBaseline {
    /** What a limit is does not matter to a block's figure. */
    private static final Expectation.AtMost ANY_LIMIT = new Expectation.AtMost(1);

    private final Run run;
    private final Baseline baseline;

    AgainstBaseline(Run run, Baseline baseline) {
        this.run = run;
        this.baseline = baseline;
    }

    /**
     * Judges a rule.
     *
     * @param cell the baseline's, of the rule's stack, site and load
     */
    Judgement judge(Rule rule, Baseline.Cell cell) {
        String load = rule.load().orElseThrow();
        Question question = Question.compare(
                rule.arm(), RuleReader.BASELINE, rule.site(), load, rule.measure(), rule.expectation());
        List<String> causes = causes(rule, cell);
        if (!causes.isEmpty()) {
            causes.add(interleaved(rule, cell));
            return invalid(question, causes);
        }
        Finding now = Finding.of(run, Question.limit(rule.arm(), rule.site(), load, rule.measure(), ANY_LIMIT));
        List<Double> then = cell.figures(rule.measure());
        Judgement judged =
                Judge.STANDARD.judge(BetweenRuns.against(question, now, then), Optional.empty(), Judge.perBlock(run));
        return with(judged, notes(now.effects().size(), then.size()));
    }

    private List<String> notes(int now, int then) {
        List<String> notes = new ArrayList<>();
        if (then < now) {
            notes.add("The baseline has " + then + " blocks that count, so only " + then + " of " + now
                    + " are compared; accept a baseline with more.");
        }
        notes.add("The baseline was measured at another time (" + baseline.measured()
                + "), so what changed on the machine since then counts as a difference.");
        return notes;
    }

    /** Why these figures can't be set against each other. */
    private List<String> causes(Rule rule, Baseline.Cell cell) {
        List<String> causes = new ArrayList<>();
        if (baseline.run().equals(run.about().id())) {
            causes.add("The baseline is of this very run, " + baseline.run() + ", which says nothing against itself.");
        }
        baseline.unlike(run)
                .ifPresent(why ->
                        causes.add("The baseline " + baseline.run() + " is not compared with this run: " + why + "."));
        LoadShape load = run.scenario().load(rule.load().orElseThrow());
        if (!cell.load().everywhere().equals(load.everywhere())) {
            causes.add("The load '" + load.name() + "' is another one than the baseline's of that name.");
        }
        Map<String, Long> parameters = baseline.environment().sites().getOrDefault(rule.site(), Map.of());
        Map<String, Long> calibrated = run.environment().sites().getOrDefault(rule.site(), Map.of());
        if (!parameters.equals(calibrated)) {
            causes.add("The pages of " + rule.site() + " were calibrated to another amount of work: " + calibrated
                    + ", the baseline's to " + parameters + ".");
        }
        unlikePages(rule, cell).ifPresent(causes::add);
        if (cell.mostlyVoid(rule.measure())) {
            causes.add("Most blocks of the baseline " + baseline.run() + " do not count for "
                    + rule.measure().word() + ", so it says nothing; accept another run.");
        }
        return causes;
    }

    private Optional<String> unlikePages(Rule rule, Baseline.Cell cell) {
        Optional<Identity> page =
                Pages.measured(run, rule.arm(), rule.site(), rule.load().orElseThrow());
        if (page.isEmpty() || cell.status().isEmpty() || cell.bodyBytes().isEmpty()) {
            return Optional.empty();
        }
        boolean alike = page.get().status() == cell.status().get()
                && page.get().bodyBytes() == cell.bodyBytes().get();
        return alike
                ? Optional.empty()
                : Optional.of("Unequal pages: " + page.get().status() + " with "
                        + page.get().bodyBytes() + " bytes, the baseline's "
                        + cell.status().get() + " with "
                        + cell.bodyBytes().get() + " bytes.");
    }

    private String interleaved(Rule rule, Baseline.Cell cell) {
        String images = baseline.environment().images().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(image -> image.getKey() + " was " + image.getValue().id())
                .collect(Collectors.joining(", "));
        return "Measure the baseline's image or settings beside it: give the scenario a second stack with them, say"
                + " 'before', run it, and name it in the gate (baseline: {" + cell.stack() + ": before}) or in a rule ("
                + rule.measure().word() + " of " + cell.stack() + " … of before on " + rule.site() + ")."
                + (images.isEmpty() ? "" : " Images: " + images + ".");
    }

    private static Judgement invalid(Question question, List<String> reasons) {
        return new Judgement(
                new Finding(question, List.of(), List.of()),
                Verdict.INVALID,
                reasons,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    private static Judgement with(Judgement judged, List<String> more) {
        List<String> reasons = new ArrayList<>(judged.reasons());
        reasons.addAll(more);
        return new Judgement(
                judged.finding(),
                judged.verdict(),
                reasons,
                judged.look(),
                judged.judged(),
                judged.estimate(),
                judged.sensitivity(),
                judged.stillNeeded(),
                judged.pDifferent(),
                judged.noiseFloor());
    }
}
