package org.mpmlab.core.capacity.recommend;

import java.util.Comparator;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.stack.Settings;

/**
 * Settings that could be recommended.
 *
 * @param own what would be written into the configuration
 * @param assessment what the model says of them
 * @param changes how many pool settings differ from the programs' own defaults
 * @param rateAsked whether the target names a rate, so that it can be met
 */
public record Candidate(Settings own, Assessment assessment, int changes, boolean rateAsked) {
    private static final double CONNECTIONS_WEIGHT = 8;

    /**
     * Which carries more, most first: one that meets the target, where that names a rate (without one, holding the last
     * connection could cost all of it); one whose objective can be met at all; the higher {@link #score}; likewise by the
     * likely rate; more room for bursts, up to what those have use for. More CPUs or memory only add candidates and only
     * raise what each carries, so they never lower the first; a box that came to meet the target may have a lower score than
     * a smaller one that did not.
     */
    static final Comparator<Candidate> CARRIES_MORE_FIRST = Comparator.comparing(
                    (Candidate candidate) -> !(candidate.rateAsked && candidate.assessment.meetsTarget()))
            .thenComparing(candidate -> !candidate.assessment.objectiveAttainable())
            .thenComparingDouble(candidate -> -candidate.score())
            .thenComparingDouble(candidate ->
                    -candidate.weighed(candidate.assessment.carriedRate().value()))
            .thenComparingDouble(candidate -> -candidate.assessment.room().share());

    /** The better first: the one that carries more; then the one that takes less memory; then fewer changes. */
    public static final Comparator<Candidate> BETTER_FIRST = CARRIES_MORE_FIRST
            .thenComparingDouble(
                    candidate -> candidate.assessment.worstMemoryBytes().value())
            .thenComparingInt(Candidate::changes);

    /** The promised rate where all connections are held; one in a hundred that is not is worth eight of the rate. */
    double score() {
        return weighed(assessment.promisedPerSecond());
    }

    private double weighed(double requestsPerSecond) {
        return requestsPerSecond * Math.pow(assessment.connectionShare(), CONNECTIONS_WEIGHT);
    }
}
