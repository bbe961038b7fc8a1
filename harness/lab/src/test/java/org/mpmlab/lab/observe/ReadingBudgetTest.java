package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadingBudgetTest {
    private static final double SHARE = 0.03;
    private static final long MILLI = 1_000_000;

    @Test
    void aReadingThatTakes15MillisecondsIsDueAfterHalfASecond() {
        ReadingBudget budget = new ReadingBudget(SHARE, 1000 * MILLI, 15 * MILLI);

        assertThat(budget.affordsFull(1499 * MILLI)).isFalse();
        assertThat(budget.affordsFull(1501 * MILLI)).isTrue();

        budget.spent(Detail.PROCESSES, 15 * MILLI);
        assertThat(budget.affordsFull(1999 * MILLI)).isFalse();
        assertThat(budget.affordsFull(2001 * MILLI)).isTrue();
    }

    @Test
    void lightReadingsDelayTheNextFullOne() {
        ReadingBudget budget = new ReadingBudget(SHARE, 0, 15 * MILLI);
        budget.spent(Detail.STATUS, 3 * MILLI);

        assertThat(budget.affordsFull(550 * MILLI)).isFalse();
        assertThat(budget.affordsFull(601 * MILLI)).isTrue();
    }

    @Property
    void neverSpendsMoreThanItsShareWhereReadingsCostWhatTheLastOneDid(
            @ForAll @IntRange(min = 1, max = 300) int fullMillis,
            @ForAll @IntRange(min = 0, max = 4) int lightMillis,
            @ForAll @IntRange(min = 200, max = 2000) int tickMillis) {
        ReadingBudget budget = new ReadingBudget(SHARE, 0, fullMillis * MILLI);
        long full = 0;
        long light = 0;
        long now = 0;
        for (int tick = 1; tick <= 200; tick++) {
            now += tickMillis * MILLI;
            if (budget.affordsFull(now)) {
                budget.spent(Detail.PROCESSES, fullMillis * MILLI);
                full += fullMillis * MILLI;
                assertThat((full + light) / (double) now).isLessThanOrEqualTo(SHARE + 1e-9);
            } else {
                budget.spent(Detail.STATUS, lightMillis * MILLI);
                light += lightMillis * MILLI;
            }
        }
        // And uses it: unless every look is a full one, less is left than two readings and the ticks between them.
        long everyLookFull = 200L * fullMillis * MILLI;
        long nearlyAll = (long) (SHARE * now) - 2 * (fullMillis + (long) (SHARE * tickMillis) + 1) * MILLI;
        assertThat(full + light).isGreaterThanOrEqualTo(Math.min(everyLookFull, nearlyAll));
    }
}
