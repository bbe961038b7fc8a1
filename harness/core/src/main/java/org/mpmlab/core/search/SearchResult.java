package org.mpmlab.core.search;

import java.util.List;
import java.util.OptionalDouble;

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
     * The server's CPU time for each request that was answered, in microseconds, over all long trials: a search takes
     * minutes, in which a machine that others share is not equally fast. Empty where it was not seen.
     */
    public OptionalDouble serverCpuMicrosPerRequest() {
        List<Trial> seen = trials.stream()
                .filter(Trial::confirms)
                .filter(trial -> trial.serverCpuMicros().isPresent())
                .toList();
        long requests =
                seen.stream().mapToLong(trial -> trial.requests().completed()).sum();
        long micros = seen.stream()
                .mapToLong(trial -> trial.serverCpuMicros().orElseThrow())
                .sum();
        return requests == 0 || micros == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) micros / requests);
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
