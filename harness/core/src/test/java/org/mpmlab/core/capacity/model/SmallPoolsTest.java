package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;

/**
 * One CPU that the requests in a pool share evenly, while the others wait in the order of their arrival: Poisson arrivals,
 * all of the same CPU time. What docs/capacity.md says of small pools is printed here.
 */
class SmallPoolsTest {
    private static final double CPU_SECONDS = 0.0295;
    private static final double LIMIT_SECONDS = 0.2;
    private static final int REQUESTS = 40_000;
    private static final Queues OF_THE_MODEL = new Queues(
            Profiles.page("event+fpm", Estimated.exactly(CPU_SECONDS), Estimated.exactly(CPU_SECONDS)),
            Target.of(1, 1L << 30)
                    .withObjective(new Objective(
                            List.of(new TtfbLimit(0.99, Duration.ofMillis(Math.round(1e3 * LIMIT_SECONDS)))),
                            OptionalDouble.empty())));

    @ParameterizedTest
    @CsvSource({"1, 22", "3, 21", "5, 18.5", "12, 17", "128, 17"})
    void theFewerPlacesTheHigherTheRateAtTheObjective(int places, double perSecond) {
        double found = rateAtObjective(places);
        System.out.printf(Locale.ROOT, "a pool of %d places: p99 within 200 ms up to %.1f/s%n", places, found);
        assertThat(found).isCloseTo(perSecond, withinPercentage(4));
    }

    /** From the rate of a large pool, 0, to that of one place, 1. */
    @ParameterizedTest
    @CsvSource({"1", "3", "5", "12"})
    void theRateRisesAsTheShareOfTheWaitThatIsTakenToBeInOrder(int places) {
        double sharing = rateAtObjective(128);
        double inOrder = rateAtObjective(1);
        double taken = OF_THE_MODEL.shareInOrder(Corner.LIKELY, places);
        assertThat((rateAtObjective(places) - sharing) / (inOrder - sharing)).isCloseTo(taken, within(0.2));
    }

    private static double rateAtObjective(int places) {
        return Queues.highest(1 / CPU_SECONDS, rate -> p99(places, rate) <= LIMIT_SECONDS);
    }

    private static double p99(int places, double rate) {
        double[] seconds = serve(places, arrivals(rate));
        Arrays.sort(seconds);
        return seconds[(int) (0.99 * seconds.length)];
    }

    private static double[] arrivals(double rate) {
        SplittableRandom random = new SplittableRandom(1);
        double[] at = new double[REQUESTS];
        double now = 0;
        for (int i = 0; i < at.length; i++) {
            now -= Math.log(1 - random.nextDouble()) / rate;
            at[i] = now;
        }
        return at;
    }

    /** What is left of a request's CPU time. */
    private static final class Running {
        private final int request;
        private double left = CPU_SECONDS;

        Running(int request) {
            this.request = request;
        }
    }

    /** From arrival to end, of each request. */
    private static double[] serve(int places, double[] arrivals) {
        double[] seconds = new double[arrivals.length];
        List<Running> pool = new ArrayList<>();
        ArrayDeque<Running> before = new ArrayDeque<>();
        double now = 0;
        int next = 0;
        while (next < arrivals.length || !pool.isEmpty()) {
            double arrival = next < arrivals.length ? arrivals[next] : Double.POSITIVE_INFINITY;
            double end = pool.isEmpty() ? Double.POSITIVE_INFINITY : now + pool.get(0).left * pool.size();
            double then = Math.min(arrival, end);
            for (Running running : pool) {
                running.left -= (then - now) / pool.size();
            }
            now = then;
            if (arrival <= end) {
                before.add(new Running(next++));
            } else {
                // All take the same, so who came into the pool first leaves it first.
                int request = pool.remove(0).request;
                seconds[request] = now - arrivals[request];
            }
            while (pool.size() < places && !before.isEmpty()) {
                pool.add(before.poll());
            }
        }
        return seconds;
    }
}
