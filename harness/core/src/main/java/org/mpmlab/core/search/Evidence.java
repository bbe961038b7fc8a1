package org.mpmlab.core.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.search.Trial.Outcome;

/** What the short trials made so far say of each rate of the ladder, and which of all could not be measured. */
final class Evidence {
    /** Trials in a row at one rate that do not count, after which the search is given up. */
    private static final int DISTURBED = 5;

    /** Trials at one rate for which the generator had no CPU to spare, after which higher ones are not tried. */
    private static final int SATURATED = 2;

    /** The share of late requests that is no stumble. */
    private static final double FAR_PAST = 0.5;

    private final Map<Integer, List<Trial>> approaches = new HashMap<>();
    private final Map<Integer, Integer> saturated = new HashMap<>();
    private final Map<Integer, Integer> disturbedInARow = new HashMap<>();

    /** What is known of a rate by short trials. */
    enum Verdict {
        MET,
        MISSED,
        /** More trials will tell. */
        OPEN
    }

    Evidence(Ladder ladder, List<Trial> trials) {
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
        if (trial.tells() && trial.purpose() == Purpose.APPROACH) {
            approaches.computeIfAbsent(level, none -> new ArrayList<>()).add(trial);
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

    boolean isSaturated(int level) {
        return saturated.getOrDefault(level, 0) >= SATURATED;
    }

    /** Whether the machine was disturbed at some rate over and over. */
    boolean isDisturbed() {
        return disturbedInARow.values().stream().anyMatch(times -> times >= DISTURBED);
    }
}
