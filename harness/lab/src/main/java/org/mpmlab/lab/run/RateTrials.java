package org.mpmlab.lab.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.EvidenceRules;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TrialRules;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.search.Next;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.RateSearch;
import org.mpmlab.core.search.Search;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.site.Site;

/** Carries out a search for a rate: one trial after another on the same warm server, as the search asks for them. */
final class RateTrials {
    private final Map<GeneratorKind, LoadGenerator> generators;
    private final RunListener listener;

    RateTrials(Map<GeneratorKind, LoadGenerator> generators, RunListener listener) {
        this.generators = new EnumMap<>(generators);
        this.listener = listener;
    }

    /** A trial with the cell that it makes. */
    private record Made(Trial trial, CellResult cell) {}

    /** The whole search on one stack that is fit. */
    StepResult take(Plan.Step step, LoadShape shape, Site site, ServedStack stack, Stopwatch stopwatch)
            throws InterruptedException {
        Search asked = shape.search().orElseThrow();
        List<Trial> trials = new ArrayList<>();
        Optional<Made> speaking = Optional.empty();
        Next next = RateSearch.next(asked, shape.duration(), trials);
        while (next instanceof Next.Attempt attempt) {
            Load load = shape.trial(attempt)
                    .toward(
                            List.of(stack.target(site, shape.protocol())),
                            site.page().assets(),
                            attempt.seed(step.seed(), trials));
            Made made = make(step, shape, stack, attempt, load, stopwatch);
            if (speaking.isEmpty()
                    || SearchResult.speaksBefore(made.trial(), speaking.get().trial())) {
                speaking = Optional.of(made);
            }
            trials.add(made.trial());
            next = RateSearch.next(asked, shape.duration(), trials);
        }
        RateFound found = ((Next.Done) next).found();
        listener.note(step.site() + " " + step.load() + " " + stack.name() + ": " + words(found) + ", after "
                + trials.size() + " trials");
        return new StepResult(step.id(), speaking.orElseThrow().cell(), new SearchResult(asked, trials, found));
    }

    private Made make(
            Plan.Step step, LoadShape shape, ServedStack stack, Next.Attempt attempt, Load load, Stopwatch stopwatch)
            throws InterruptedException {
        stack.awaitRest(listener);
        long sent = System.nanoTime();
        Watch watch = new Watch.Gaze(stack);
        LoadResult result = generators.get(shape.engine()).run(load, watch.during(step, listener));
        boolean began = !result.target(stack.name()).idle().starved();
        Observations seen = began ? watch.end().get(stack.name()) : Observations.NONE;
        stopwatch.warmingUp(result.warmUp().took());
        stopwatch.measuring(
                Duration.ofNanos(System.nanoTime() - sent).minus(result.warmUp().took()));
        Validity validity =
                EvidenceRules.judge(result, result.target(stack.name())).and(stack.survived());
        Trial trial = TrialRules.judge(
                shape.search().orElseThrow().objective(), attempt, result, result.target(stack.name()), seen, validity);
        return new Made(trial, Measurement.cell(step, stack, result, seen, TrialRules.within(trial, validity)));
    }

    private static String words(RateFound found) {
        StringBuilder words = new StringBuilder();
        found.likely().ifPresent(likely -> words.append(rounded(likely.perSecond()))
                .append("/s (")
                .append(rounded(likely.low()))
                .append(" to ")
                .append(rounded(likely.high()))
                .append("): "));
        found.metPerSecond()
                .ifPresent(rate -> words.append(Quantities.number(rate)).append("/s met, "));
        found.missedPerSecond()
                .ifPresent(rate -> words.append(Quantities.number(rate)).append("/s missed, "));
        return words + found.why();
    }

    private static String rounded(double perSecond) {
        return Quantities.rounded(perSecond, 3);
    }
}
