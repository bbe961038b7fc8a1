package org.mpmlab.lab.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.EvidenceRules;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;

/** Sends one step's load and makes cells of what comes back. */
final class Measurement {
    private final Map<GeneratorKind, LoadGenerator> generators;
    private final RunListener listener;
    private final RateTrials trials;

    Measurement(Map<GeneratorKind, LoadGenerator> generators, RunListener listener) {
        this.generators = new EnumMap<>(generators);
        this.listener = listener;
        this.trials = new RateTrials(generators, listener);
    }

    /** Every stack of the step gets a cell; one that is not fit gets one that says why. */
    StepResult take(Plan.Step step, LoadShape shape, Site site, Phase phase, Stopwatch stopwatch)
            throws InterruptedException {
        List<ServedStack> stacks = new ArrayList<>();
        for (String name : step.stacks()) {
            stacks.add(phase.stack(name).orElseThrow());
        }
        if (shape.search().isPresent() && stacks.get(0).fit()) {
            return trials.take(step, shape, site, stacks.get(0), stopwatch);
        }
        List<ServedStack> fit = stacks.stream().filter(ServedStack::fit).toList();
        Optional<LoadResult> result = Optional.empty();
        Map<String, Observations> seen = Map.of();
        if (!fit.isEmpty()) {
            List<Target> targets = fit.stream()
                    .map(stack -> stack.target(site, shape.protocol()))
                    .toList();
            for (ServedStack stack : fit) {
                stack.awaitRest(listener);
            }
            long sent = System.nanoTime();
            Watch watch = shape.inRounds() ? new Watch.Glances(fit) : new Watch.Gaze(fit.get(0));
            LoadResult measured = generators
                    .get(shape.engine())
                    .run(shape.toward(targets, site.page().assets(), step.seed()), watch.during(step, listener));
            seen = began(measured) ? watch.end() : Map.of();
            stopwatch.warmingUp(measured.warmUp().took());
            // Opening idle connections and asking them again is part of what is measured.
            stopwatch.measuring(Duration.ofNanos(System.nanoTime() - sent)
                    .minus(measured.warmUp().took()));
            result = Optional.of(measured);
        }
        List<CellResult> cells = new ArrayList<>();
        for (ServedStack stack : stacks) {
            cells.add(fit.contains(stack) ? cell(step, stack, result.orElseThrow(), seen) : unfit(step, stack));
        }
        return new StepResult(step.id(), cells, result.map(LoadResult::rounds).orElse(RoundTimes.NONE));
    }

    /** A load is not sent when idle connections starve its server. */
    private static boolean began(LoadResult measured) {
        return measured.targets().stream().noneMatch(target -> target.idle().starved());
    }

    /** Nothing was sent: it was not what was asked for, or has ended under an earlier load. */
    private static CellResult unfit(Plan.Step step, ServedStack stack) {
        return new CellResult(
                step.block(),
                stack.name(),
                step.site(),
                step.load(),
                Instant.now(),
                Duration.ZERO,
                stack.identity(),
                new TargetResult(
                        stack.name(), TargetResult.Counts.NONE, Map.of(), Map.of(), Map.of(), Map.of(), List.of()),
                Generator.NONE,
                Observations.NONE,
                stack.found());
    }

    private static CellResult cell(
            Plan.Step step, ServedStack stack, LoadResult result, Map<String, Observations> seen) {
        Validity validity =
                EvidenceRules.judge(result, result.target(stack.name())).and(stack.survived());
        return cell(step, stack, result, seen.getOrDefault(stack.name(), Observations.NONE), validity);
    }

    static CellResult cell(Plan.Step step, ServedStack stack, LoadResult result, Observations seen, Validity validity) {
        return new CellResult(
                step.block(),
                stack.name(),
                step.site(),
                step.load(),
                result.started(),
                result.elapsed(),
                stack.identity(),
                result.target(stack.name()),
                result.generator(),
                seen.with(stack.complaints(), stack.oomKills()),
                validity);
    }
}
