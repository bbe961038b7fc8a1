package org.mpmlab.gatling.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival.Open;
import org.mpmlab.core.load.Arrival.Spacing;

class CourseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void visitorsComeByTheLoadsOwnScheduleAndSeed() {
        assertThat(Course.dueNanos(Open.at(4), SECOND, 1, 10))
                .containsExactly(0, 250_000_000, 500_000_000, 750_000_000);
        Open poisson = new Open(Open.at(1000).profile(), Spacing.POISSON, Duration.ZERO);
        assertThat(Course.dueNanos(poisson, SECOND, 7, 10_000))
                .isEqualTo(Course.dueNanos(poisson, SECOND, 7, 10_000))
                .isNotEqualTo(Course.dueNanos(poisson, SECOND, 8, 10_000));
    }

    @Test
    void moreVisitorsThanCanWaitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Course.dueNanos(Open.at(1000), SECOND, 1, 999))
                .withMessageContaining("999");
        assertThat(Course.dueNanos(Open.at(999), SECOND, 1, 999)).hasSize(999);
    }
}
