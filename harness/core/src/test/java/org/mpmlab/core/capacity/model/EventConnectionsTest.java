package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventConnectionsTest {

    /** The last column is where a real server (httpd 2.4) stopped to answer. */
    @ParameterizedTest
    @CsvSource({"16, 25, 2, 1200, 1185", "16, 64, 2, 3072, 3053"})
    void theBoundIsWhereRealServersStopped(int processes, int threads, int factor, double bound, double measured) {
        assertThat(EventConnections.bound(processes * threads, 0, factor)).isEqualTo(bound);
        assertThat(bound).isCloseTo(measured, withinPercentage(3));
        assertThat(bound * EventConnections.PLANNED_SHARE).isLessThan(measured);
    }

    @Test
    void busyThreadsTakeTheirShare() {
        assertThat(EventConnections.bound(400, 100, 2)).isEqualTo(900);
        assertThat(EventConnections.bound(400, 400, 2)).isZero();
        assertThat(EventConnections.bound(400, 500, 2)).isZero();
    }

    /** F = max(1, ceil(K / (MRW - B)) - 1). */
    @ParameterizedTest
    @CsvSource({"5000, 400, 0, 12", "1200, 400, 0, 2", "1201, 400, 0, 3", "10, 400, 0, 1", "5000, 400, 200, 24"})
    void theFactorIsTheLeastThatHolds(double connections, double workers, double busy, int factor) {
        assertThat(EventConnections.factorFor(connections, workers, busy)).isEqualTo(factor);
    }

    @Test
    void noFactorHelpsWithoutAnIdleWorker() {
        assertThat(EventConnections.factorFor(10, 64, 64)).isEqualTo(Integer.MAX_VALUE);
    }

    @Property(tries = 500)
    void theFactorIsEnoughAndOneLessIsNot(
            @ForAll @IntRange(max = 100_000) int connections,
            @ForAll @IntRange(min = 10, max = 2_000) int workers,
            @ForAll @IntRange(max = 9) int busy) {
        int factor = EventConnections.factorFor(connections, workers, busy);
        assertThat(EventConnections.bound(workers, busy, factor)).isGreaterThanOrEqualTo(connections);
        if (factor > 1) {
            assertThat(EventConnections.bound(workers, busy, factor - 1)).isLessThan(connections);
        }
        assertThat(EventConnections.bound(workers, EventConnections.busyBeside(connections, workers, factor), factor))
                .isGreaterThanOrEqualTo(connections - 1e-6);
    }
}
