package org.mpmlab.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mpmlab.core.objective.Objective;

/**
 * One of the things that an objective asks for, as a share of the requests.
 *
 * @param share of a trial's requests that were late, or that failed, 0 to 1
 * @param allowed the greatest that keeps the objective
 */
record Criterion(ToDoubleFunction<Trial> share, double allowed) {
    /** Of a quantile's rounding: with 0.99 exactly one in a hundred may be late. */
    private static final double ROUNDING = 1e-9;

    static List<Criterion> of(Objective objective) {
        List<Criterion> criteria = new ArrayList<>();
        for (int limit = 0; limit < objective.ttfb().size(); limit++) {
            int which = limit;
            criteria.add(new Criterion(
                    trial -> trial.ttfb().get(which).late(),
                    1 - objective.ttfb().get(limit).quantile()));
        }
        objective.errorShare().ifPresent(allowed -> criteria.add(new Criterion(Trial::failedShare, allowed)));
        return List.copyOf(criteria);
    }

    /**
     * Of trials taken together. Whether each by itself meets the objective would mislead: late requests come in bursts, so
     * that most trials have fewer of them than there are in the long run. What does not depend on a trial's length is the
     * mean share of late ones.
     */
    boolean isMetBy(List<Trial> trials) {
        return trials.stream().mapToDouble(share).average().orElse(0) <= allowed + ROUNDING;
    }
}
