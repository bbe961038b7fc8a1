package org.mpmlab.core.capacity.profile;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile.ObjectiveRate;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.stats.Median;

/**
 * Rates that were found to just meet a limit, from a run's searches.
 *
 * @param cpus of the servers
 */
record SearchedRates(double cpus) {

    /**
     * The rate, where a search found one: a bound on one side alone meets no limit. Where failures ended it and not the
     * time, the limit that was just met is what the time came to there: the one asked for may be far above.
     */
    Optional<ObjectiveRate> of(SearchResult search, Pool pool) {
        RateFound found = search.found();
        if (found.kind() != RateFound.Kind.BETWEEN) {
            return Optional.empty();
        }
        RateFound.Likely likely = found.likely().orElseThrow();
        List<Trial> met = confirming(search, found.metPerSecond().orElseThrow());
        List<Trial> missed = confirming(search, found.missedPerSecond().orElseThrow());
        int binding = binding(search, missed);
        TtfbLimit asked = search.asked().objective().ttfb().get(binding);
        Optional<TtfbLimit> limit = late(missed, binding) > 1 - asked.quantile()
                ? Optional.of(asked)
                : taken(asked.quantile(), binding, Stream.concat(met.stream(), missed.stream()));
        return limit.map(justMet -> new ObjectiveRate(
                justMet,
                Estimated.measured(likely.perSecond(), likely.low(), likely.high()),
                cpus,
                pool.places(),
                cpuSeconds(search)));
    }

    private static OptionalDouble cpuSeconds(SearchResult search) {
        OptionalDouble micros = search.serverCpuMicrosPerRequest();
        return micros.isPresent() ? OptionalDouble.of(micros.getAsDouble() / 1e6) : micros;
    }

    private static List<Trial> confirming(SearchResult search, double perSecond) {
        return search.trials().stream()
                .filter(trial -> trial.confirms() && trial.ratePerSecond() == perSecond)
                .toList();
    }

    /** The limit of several that was passed by most at the rate that was missed. */
    private static int binding(SearchResult search, List<Trial> missed) {
        List<TtfbLimit> limits = search.asked().objective().ttfb();
        return IntStream.range(0, limits.size())
                .boxed()
                .max(Comparator.comparingDouble(
                        i -> late(missed, i) / (1 - limits.get(i).quantile())))
                .orElseThrow();
    }

    private static double late(List<Trial> trials, int limit) {
        return trials.stream()
                .mapToDouble(trial -> trial.ttfb().get(limit).late())
                .average()
                .orElse(0);
    }

    private static Optional<TtfbLimit> taken(double quantile, int limit, Stream<Trial> trials) {
        double seconds = Median.of(trials.flatMapToDouble(trial -> trial.ttfb().get(limit).seconds().stream())
                .toArray());
        return seconds > 0
                ? Optional.of(new TtfbLimit(quantile, Duration.ofNanos(Math.round(1e9 * seconds))))
                : Optional.empty();
    }
}
