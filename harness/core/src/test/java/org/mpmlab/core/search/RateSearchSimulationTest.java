package org.mpmlab.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;

/** How near the truth the search ends, on queues whose truth is known. Seeded, so its figures do not change. */
class RateSearchSimulationTest {
    private static final int REPLICATES = 200;

    private record Case(
            String name,
            int places,
            double meanSeconds,
            DoubleUnaryOperator spread,
            double limitSeconds,
            double truth) {}

    private record Outcome(
            double likelyError, boolean held, boolean nearlyHeld, double width, int trials, double seconds) {}

    /** M/M/1: TTFB is exponential with rate mu - lambda, so p99 is at the limit where lambda = mu - ln(100) / limit. */
    @Test
    void aSingleServerWithExponentialServiceTimes() {
        check(
                new Case("M/M/1 5 ms, 100 ms", 1, 0.005, SimulatedServer.EXPONENTIAL, 0.1, 200 - Math.log(100) / 0.1),
                0,
                0);
    }

    @Test
    void aPoolOfPlacesWithConstantServiceTimes() {
        check(known("M/D/4 20 ms, 60 ms", 4, 0.020, SimulatedServer.CONSTANT, 0.06), 0, 0);
    }

    @Test
    void aFastPageAndADistantLimit() {
        check(known("M/D/1 0.5 ms, 200 ms", 1, 0.0005, SimulatedServer.CONSTANT, 0.2), 0, 0);
    }

    /** Of which a trial has some hundred requests. */
    @Test
    void aSlowPage() {
        check(known("M/D/1 30 ms, 200 ms", 1, 0.030, SimulatedServer.CONSTANT, 0.2), 0, 0, 0.15);
    }

    /** As scenario capacity has it to stay short: what docs/capacity.md says of that is printed here. */
    @Test
    void aShortSearch() {
        checkShort(known("M/D/4 20 ms, 60 ms", 4, 0.020, SimulatedServer.CONSTANT, 0.06));
        checkShort(known("M/M/1 5 ms, 100 ms", 1, 0.005, SimulatedServer.EXPONENTIAL, 0.1));
        checkShort(known("M/D/1 30 ms, 200 ms", 1, 0.030, SimulatedServer.CONSTANT, 0.2));
    }

    private static void checkShort(Case one) {
        Search asked = new Search(objective(one), 5, Search.TO, Search.RESOLUTION, 10);
        check(one, asked, Duration.ofSeconds(1), 0, 0, 0.2);
    }

    @Test
    void aMachineThatIsDisturbed() {
        check(known("M/M/4 20 ms, 150 ms, disturbed", 4, 0.020, SimulatedServer.EXPONENTIAL, 0.15), 0.1, 0.05);
    }

    private static Case known(String name, int places, double mean, DoubleUnaryOperator spread, double limit) {
        SimulatedServer exact = new SimulatedServer(places, mean, spread, new SplittableRandom(7), 0, 0);
        return new Case(name, places, mean, spread, limit, exact.truth(limit(limit)));
    }

    private static TtfbLimit limit(double seconds) {
        return new TtfbLimit(0.99, Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    private static void check(Case one, double disturbed, double stumbles) {
        check(one, disturbed, stumbles, 0.12);
    }

    private static void check(Case one, double disturbed, double stumbles, double within) {
        check(one, Search.of(objective(one)), Duration.ofSeconds(2), disturbed, stumbles, within);
    }

    private static Objective objective(Case one) {
        return new Objective(List.of(limit(one.limitSeconds())), OptionalDouble.empty());
    }

    private static void check(
            Case one, Search asked, Duration trial, double disturbed, double stumbles, double within) {
        List<Outcome> outcomes = IntStream.range(0, REPLICATES)
                .mapToObj(seed -> outcome(
                        one,
                        new SimulatedServer(
                                one.places(),
                                one.meanSeconds(),
                                one.spread(),
                                new SplittableRandom(seed),
                                disturbed,
                                stumbles),
                        asked,
                        trial))
                .toList();
        double near = share(outcomes, outcome -> Math.abs(outcome.likelyError()) <= within);
        double held = share(outcomes, Outcome::held);
        double nearly = share(outcomes, Outcome::nearlyHeld);
        int[] trials = outcomes.stream().mapToInt(Outcome::trials).sorted().toArray();
        double[] errors =
                outcomes.stream().mapToDouble(Outcome::likelyError).sorted().toArray();
        double[] seconds =
                outcomes.stream().mapToDouble(Outcome::seconds).sorted().toArray();
        double[] widths = outcomes.stream().mapToDouble(Outcome::width).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: truth %.1f/s; error %+.1f %% (5 %% to 95 %%: %+.1f %% to %+.1f %%), within %.0f %%: %.1f %%; interval "
                        + "held it: %.1f %%, or missed by at most 5 %%: %.1f %%, width %.0f %% (most %.0f %%); %d trials"
                        + " (most %d), %.0f s (most %.0f s)%n",
                one.name(),
                one.truth(),
                100 * errors[REPLICATES / 2],
                100 * errors[REPLICATES / 20],
                100 * errors[REPLICATES - 1 - REPLICATES / 20],
                100 * within,
                100 * near,
                100 * held,
                100 * nearly,
                100 * widths[REPLICATES / 2],
                100 * widths[REPLICATES - 1],
                trials[REPLICATES / 2],
                trials[REPLICATES - 1],
                seconds[REPLICATES / 2],
                seconds[REPLICATES - 1]);
        assertThat(near).isGreaterThanOrEqualTo(0.97);
        assertThat(held).isGreaterThanOrEqualTo(0.8);
        assertThat(nearly).isGreaterThanOrEqualTo(0.95);
        assertThat(trials[REPLICATES - 1]).isLessThan(RateSearch.MOST_TRIALS);
    }

    private static double share(List<Outcome> outcomes, java.util.function.Predicate<Outcome> which) {
        return outcomes.stream().filter(which).count() / (double) outcomes.size();
    }

    private static Outcome outcome(Case one, SimulatedServer server, Search asked, Duration trial) {
        SearchResult result = server.search(asked, trial);
        assertThat(result.found().kind()).isEqualTo(RateFound.Kind.BETWEEN);
        RateFound.Likely likely = result.found().likely().orElseThrow();
        return new Outcome(
                likely.perSecond() / one.truth() - 1,
                likely.low() <= one.truth() && one.truth() <= likely.high(),
                likely.low() / 1.05 <= one.truth() && one.truth() <= likely.high() * 1.05,
                likely.high() / likely.low() - 1,
                result.trials().size(),
                result.trials().stream()
                        .mapToDouble(made -> made.duration().toMillis() / 1e3 + 0.5)
                        .sum());
    }
}
