package org.mpmlab.core.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.search.Trial.Outcome;

/** What the trials made so far say of each rate of the ladder. */
final class Evidence {
    /** Trials in a row at one rate that do not count, after which the search is given up. */
    private static final int DISTURBED = 5;

    /** Trials at one rate for which the generator had no CPU to spare, after which higher ones are not tried. */
    private static final int SATURATED = 2;

    /** The share of late requests that is no stumble. */
    private static final double FAR_PAST = 0.5;

    private final Map<Integer, List<Trial>> approaches = new HashMap<>();
    private final Map<Integer, List<Trial>> confirmations = new HashMap<>();
    private final Map<Integer, Integer> saturated = new HashMap<>();
    private final Map<Integer, Integer> disturbedInARow = new HashMap<>();
    private final Search asked;

    /** What is known of a rate. */
    enum Verdict {
        MET,
        MISSED,
        /** As many trials as it may have, and none of both: it is next to the one looked for. */
        EVEN,
        /** More trials will tell. */
        OPEN
    }

    Evidence(Ladder ladder, List<Trial> trials) {
        this.asked = ladder.asked();
        for (Trial trial : trials) {
            if (trial.purpose() != Purpose.PROBE) {
                add(trial, ladder.levelOf(trial));
            }
        }
    }

    private void add(Trial trial, int level) {
        disturbedInARow.merge(level, 1, Integer::sum);
        if (trial.outcome() != Outcome.VOID) {
            disturbedInARow.put(level, 0);
        }
        if (trial.outcome() == Outcome.SATURATED) {
            saturated.merge(level, 1, Integer::sum);
        }
        if (trial.tells()) {
            Map<Integer, List<Trial>> kind = trial.purpose() == Purpose.CONFIRM ? confirmations : approaches;
            kind.computeIfAbsent(level, none -> new ArrayList<>()).add(trial);
        }
    }

    /**
     * Of short trials. A machine that stumbles makes a miss, never a success, so a first miss is tried again, unless most
     * requests were late.
     */
    Verdict approached(int level) {
        List<Trial> made = approaches.getOrDefault(level, List.of());
        if (made.stream().anyMatch(trial -> trial.outcome() == Outcome.MET)) {
            return Verdict.MET;
        }
        return made.size() > 1 || made.stream().anyMatch(Evidence::isFarPast) ? Verdict.MISSED : Verdict.OPEN;
    }

    private static boolean isFarPast(Trial trial) {
        return trial.ttfb().stream().anyMatch(quantile -> quantile.late() > FAR_PAST);
    }

    /**
     * Of long trials, taken together. Whether each by itself meets the objective would mislead: late requests come in
     * bursts, so that most trials have fewer of them than there are in the long run. What does not depend on a trial's
     * length is the mean share of late ones.
     */
    Verdict confirmed(int level) {
        List<Trial> made = confirmations.getOrDefault(level, List.of());
        List<Shares> criteria = new ArrayList<>();
        for (int limit = 0; limit < asked.objective().ttfb().size(); limit++) {
            int which = limit;
            criteria.add(new Shares(
                    made.stream()
                            .mapToDouble(trial -> trial.ttfb().get(which).late())
                            .toArray(),
                    1 - asked.objective().ttfb().get(limit).quantile()));
        }
        asked.objective()
                .errorShare()
                .ifPresent(allowed -> criteria.add(
                        new Shares(made.stream().mapToDouble(Trial::failedShare).toArray(), allowed)));
        if (criteria.stream().anyMatch(Shares::surelyAbove)) {
            return Verdict.MISSED;
        }
        if (made.size() >= asked.confirmations() && criteria.stream().allMatch(Shares::surelyWithin)) {
            return Verdict.MET;
        }
        return made.size() >= asked.confirmations() + 2 ? Verdict.EVEN : Verdict.OPEN;
    }

    boolean isSaturated(int level) {
        return saturated.getOrDefault(level, 0) >= SATURATED;
    }

    /** Whether the machine was disturbed at some rate over and over. */
    boolean isDisturbed() {
        return disturbedInARow.values().stream().anyMatch(times -> times >= DISTURBED);
    }
}
