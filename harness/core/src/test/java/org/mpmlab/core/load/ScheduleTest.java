package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.mpmlab.core.load.Arrival.Segment;
import org.mpmlab.core.load.Arrival.Spacing;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    private static List<Long> until(long endNanos, Schedule schedule) {
        List<Long> due = new ArrayList<>();
        for (long at = schedule.nextNanos(); at < endNanos; at = schedule.nextNanos()) {
            due.add(at);
        }
        return due;
    }

    private static Segment seconds(double from, double to, long length) {
        return new Segment(from, to, Duration.ofSeconds(length));
    }

    @Example
    void aConstantRateIsEvenlySpacedFromTheStart() {
        List<Long> due = until(SECOND / 100, new Schedule(List.of(seconds(1000, 1000, 5)), Spacing.CONSTANT, 0, 1, 1));

        assertThat(due).hasSize(10).startsWith(0L, 1_000_000L, 2_000_000L).endsWith(9_000_000L);
    }

    @Example
    void aRampArrivesAtTheSquareRootsOfTime() {
        // 0 to 100/s in 2 s: 25 t^2 arrivals by t.
        List<Long> due = until(2 * SECOND, new Schedule(List.of(seconds(0, 100, 2)), Spacing.CONSTANT, 0, 1, 1));

        assertThat(due).hasSize(100);
        assertThat(due.get(25)).isEqualTo(SECOND);
        assertThat(due.get(1)).isEqualTo(200_000_000L);
    }

    @Example
    void theLastRateHoldsForWhatIsLeftUnlessItIsZero() {
        List<Segment> step = List.of(seconds(10, 10, 1), seconds(50, 50, 1));
        assertThat(until(4 * SECOND, new Schedule(step, Spacing.CONSTANT, 0, 1, 1)))
                .hasSize(10 + 50 + 100);

        Schedule down = new Schedule(List.of(seconds(10, 0, 2)), Spacing.CONSTANT, 0, 1, 1);
        assertThat(until(Long.MAX_VALUE, down)).hasSize(10);
    }

    @Property(tries = 200)
    void theSharesAddUpToTheWhole(
            @ForAll @DoubleRange(max = 400) double from,
            @ForAll @DoubleRange(min = 1, max = 400) double to,
            @ForAll @IntRange(min = 1, max = 5) int shares) {
        List<Segment> profile = List.of(seconds(from, to, 1), seconds(to, from, 2));
        List<Long> whole = until(3 * SECOND, new Schedule(profile, Spacing.CONSTANT, 0, 1, 7));

        List<Long> parts = new ArrayList<>();
        for (int share = 0; share < shares; share++) {
            parts.addAll(until(3 * SECOND, new Schedule(profile, Spacing.CONSTANT, share, shares, 7)));
        }
        assertThat(parts.stream().sorted().toList()).isEqualTo(whole);
        assertThat(whole).isSorted();
        assertThat((double) whole.size()).isBetween(Math.floor((from + to) * 1.5), Math.ceil((from + to) * 1.5) + 1);
    }

    @Example
    void poissonGapsHaveTheMeanAndTheSpreadOfAnExponential() {
        List<Long> due =
                until(100 * SECOND, new Schedule(List.of(seconds(1000, 1000, 200)), Spacing.POISSON, 0, 1, 42));

        // 100,000 +- 5 standard deviations.
        assertThat(due.size()).isBetween(98_400, 101_600);
        double longGaps = 0;
        for (int i = 1; i < due.size(); i++) {
            longGaps += due.get(i) - due.get(i - 1) > 1_000_000 ? 1 : 0;
        }
        assertThat(longGaps / due.size()).isBetween(0.36, 0.376);
        assertThat(until(SECOND, new Schedule(List.of(seconds(1000, 1000, 200)), Spacing.POISSON, 0, 1, 42)))
                .as("the same seed, the same times")
                .isEqualTo(due.subList(
                        0, (int) due.stream().filter(at -> at < SECOND).count()));
    }

    /** Counts of a Poisson process scatter by their mean; shares that are each other's copies scatter by twice that. */
    @Property(tries = 20)
    void theSharesOfAPoissonProcessAreOneTogether(@ForAll long seed) {
        int[] counts = new int[4_000];
        for (int share = 0; share < 2; share++) {
            Schedule one = new Schedule(List.of(seconds(20, 20, 1)), Spacing.POISSON, share, 2, Seeds.nth(seed, share));
            until(counts.length * SECOND, one).forEach(due -> counts[(int) (due / SECOND)]++);
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        double variance = Arrays.stream(counts)
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElseThrow();
        assertThat(variance / mean).isBetween(0.85, 1.15);
    }
}
