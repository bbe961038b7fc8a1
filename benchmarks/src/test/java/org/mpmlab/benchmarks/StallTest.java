package org.mpmlab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a generator must see of a server that stops for 200 ms every 2 s. */
class StallTest {
    private static final long START_NANOS = 7_000_000_000L;

    /** Due once a millisecond for 20 s, the first so long after the server's start. */
    private static long[] due(long afterStartNanos) {
        return LongStream.range(0, 20_000)
                .map(i -> START_NANOS + afterStartNanos + i * 1_000_000)
                .toArray();
    }

    @Test
    void oneInAHundredWaits180MillisecondsAndOneInAThousand198() {
        double[] waits = Stall.waitMillis(due(0), START_NANOS);

        assertThat(Quantile.of(waits, 0.99)).isEqualTo(180);
        assertThat(Quantile.of(waits, 0.999)).isEqualTo(198);
        assertThat(Quantile.of(waits, 0.9)).isZero();
    }

    @Test
    void theirPhaseAgainstTheStopsCounts() {
        double[] waits = Stall.waitMillis(due(1_234_400_000), START_NANOS);

        assertThat(Quantile.of(waits, 0.99)).isCloseTo(179.6, within(1e-9));
        assertThat(Quantile.of(waits, 0.999)).isCloseTo(197.6, within(1e-9));
    }

    @Test
    void requestsTellWhenTheyWereDueThoughSomeComeLate() {
        List<Notes.Request> requests = new ArrayList<>();
        long[] due = due(0);
        for (int i = 0; i < due.length; i++) {
            long wayNanos = 30_000 + (i % 7) * 10_000L;
            long stopNanos = i % 2000 < 200 ? (200 - i % 2000) * 1_000_000L : 0;
            requests.add(new Notes.Request(due[i] + stopNanos + wayNanos, 0));
        }

        long[] found = Stall.dueNanos(requests);

        assertThat(found).hasSameSizeAs(due);
        assertThat(found[0] - due[0]).isBetween(0L, 50_000L);
        assertThat(found[19_999] - found[0]).isEqualTo(19_999_000_000L);
    }

    @Test
    void quantilesAreTheLeastValueThatEnoughLieAtOrBelow() {
        double[] ascending = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        assertThat(Quantile.of(ascending, 0.9)).isEqualTo(9);
        assertThat(Quantile.of(ascending, 0.91)).isEqualTo(10);
        assertThat(Quantile.of(ascending, 0)).isEqualTo(1);
    }
}
