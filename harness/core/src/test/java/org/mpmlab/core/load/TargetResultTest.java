package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TargetResultTest {
    private static final long SECOND = 1_000_000_000;

    private static TargetResult result(long due, long... answered) {
        return new TargetResult(
                "a",
                new TargetResult.Counts(due, answered.length, answered.length, 0, 0, 1),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(Series.parse("intended-to-first-byte.reused.success"), Distribution.ofNanos(answered)),
                List.of());
    }

    /** As if those that were not answered had been, later than any other. */
    @Property(tries = 300)
    void whatWasNotAnsweredComesAfterAllThatWas(
            @ForAll @Size(min = 1, max = 200) long[] times,
            @ForAll @IntRange(max = 50) int unanswered,
            @ForAll @DoubleRange(max = 1) double any) {
        long[] answered =
                Arrays.stream(times).map(time -> Math.floorMod(time, SECOND)).toArray();
        long[] due = Arrays.copyOf(answered, answered.length + unanswered);
        Arrays.fill(due, answered.length, due.length, Distribution.HIGHEST_NANOS);
        Distribution all = Distribution.ofNanos(due);
        TargetResult result = result(due.length, answered);

        for (double q : new double[] {any, 0, 0.5, 0.9, 0.99, 1}) {
            long expected = all.quantileNanos(q);
            if (expected > 2 * SECOND) {
                assertThat(result.intendedQuantileNanos(q)).as("q %s", q).isEmpty();
            } else {
                assertThat(result.intendedQuantileNanos(q)).as("q %s", q).hasValue(expected);
            }
        }
    }

    @Example
    void withoutAnswersThereIsNone() {
        assertThat(result(10).intendedQuantileNanos(0.5)).isEmpty();
        assertThat(result(0).intendedQuantileNanos(0)).isEmpty();
        assertThatThrownBy(() -> result(1, 1).intendedQuantileNanos(1.01)).hasMessageContaining("1.01");
    }
}
