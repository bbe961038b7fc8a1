package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ErlangCTest {

    @Test
    void oneServerWaitsAsInAnMM1Queue() {
        ErlangC queue = new ErlangC(1, 8, 0.1);
        assertThat(queue.waitProbability()).isCloseTo(0.8, within(1e-12));
        assertThat(queue.meanWaitSeconds()).isCloseTo(0.4, within(1e-12));
        // P(W > t) = rho exp(-(mu - lambda) t)
        assertThat(queue.waitSeconds(0.99)).isCloseTo(Math.log(80) / 2, within(1e-12));
        assertThat(queue.waitSeconds(0.2)).isZero();
    }

    /** From Erlang's tables. */
    @Test
    void tabulatedProbabilities() {
        assertThat(new ErlangC(2, 1, 1).waitProbability()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(new ErlangC(10, 8, 1).waitProbability()).isCloseTo(0.4092, within(5e-5));
        assertThat(new ErlangC(100, 90, 1).waitProbability()).isCloseTo(0.2170, within(5e-4));
    }

    @Test
    void aQueueWithTooMuchWorkGrowsForEver() {
        ErlangC queue = new ErlangC(4, 40, 0.1);
        assertThat(queue.stable()).isFalse();
        assertThat(queue.waitProbability()).isEqualTo(1);
        assertThat(queue.meanWaitSeconds()).isInfinite();
        assertThat(queue.waitSeconds(0.5)).isInfinite();
    }

    @Property(tries = 500)
    void moreServersWaitLess(
            @ForAll @IntRange(min = 1, max = 5_000) int servers,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double utilisation) {
        double rate = servers * utilisation;
        ErlangC queue = new ErlangC(servers, rate, 1);
        ErlangC larger = new ErlangC(servers + 1, rate, 1);
        assertThat(queue.waitProbability()).isBetween(0.0, 1.0);
        assertThat(larger.waitProbability()).isLessThanOrEqualTo(queue.waitProbability());
        assertThat(larger.meanWaitSeconds()).isLessThanOrEqualTo(queue.meanWaitSeconds());
    }
}
