package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile.ObjectiveRate;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.stack.PhpMode;

/**
 * Rates that were found to just meet a limit, from a run's searches.
 *
 * @param cpus of the servers
 * @param mode of the stack that was searched
 */
record SearchedRates(double cpus, PhpMode mode) {

    /** The rate, where a search found one: a bound on one side alone meets no limit. */
    Optional<ObjectiveRate> of(SearchResult search, Pool pool) {
        RateFound found = search.found();
        if (found.kind() != RateFound.Kind.BETWEEN) {
            return Optional.empty();
        }
        RateFound.Likely likely = found.likely().orElseThrow();
        List<Trial> past = confirming(search, found.missedPerSecond().orElseThrow());
        TtfbLimit limit = binding(search, past);
        return Optional.of(new ObjectiveRate(
                limit, Estimated.measured(likely.perSecond(), likely.low(), likely.high()), cpus, places(pool)));
    }

    private static List<Trial> confirming(SearchResult search, double perSecond) {
        return search.trials().stream()
                .filter(trial -> trial.purpose() == Purpose.CONFIRM && trial.tells())
                .filter(trial -> trial.ratePerSecond() == perSecond)
                .toList();
    }

    /** The limit of several that was passed by most at the rate that was missed. */
    private static TtfbLimit binding(SearchResult search, List<Trial> missed) {
        List<TtfbLimit> limits = search.asked().objective().ttfb();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            order.add(i);
        }
        return limits.get(order.stream()
                .max(Comparator.comparingDouble(i -> missed.stream()
                                .mapToDouble(trial -> trial.ttfb().get(i).late())
                                .sum()
                        / (1 - limits.get(i).quantile())))
                .orElseThrow());
    }

    /** Requests that the tighter of the pools can run at once. */
    private int places(Pool pool) {
        return mode == PhpMode.MOD_PHP || mode == PhpMode.CGI
                ? pool.workers()
                : Math.min(pool.workers(), pool.phpProcesses());
    }
}
