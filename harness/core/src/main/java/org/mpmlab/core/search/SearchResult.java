package org.mpmlab.core.search;

import java.util.List;

/**
 * A search carried out on one stack.
 *
 * @param asked what was looked for
 * @param trials all of them in order, those that do not count among them
 * @param found what they came to
 */
public record SearchResult(Search asked, List<Trial> trials, RateFound found) {
    private static final int CONFIRMS = 2;

    public SearchResult {
        trials = List.copyOf(trials);
    }

    /**
     * Whether a trial speaks for its search rather than an earlier one: the last of those that confirmed the highest
     * rate that was met, or else the last that tells anything.
     */
    public static boolean speaksBefore(Trial later, Trial earlier) {
        int rank = Integer.compare(rank(later), rank(earlier));
        return rank > 0 || (rank == 0 && (rank(later) < CONFIRMS || later.ratePerSecond() >= earlier.ratePerSecond()));
    }

    private static int rank(Trial trial) {
        if (trial.outcome() == Trial.Outcome.MET && trial.purpose() == Purpose.CONFIRM) {
            return CONFIRMS;
        }
        return trial.tells() && trial.purpose() != Purpose.PROBE ? 1 : 0;
    }
}
