package org.mpmlab.gatling.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival.Open;
import org.mpmlab.core.load.Arrival.Segment;
import org.mpmlab.core.load.Arrival.Spacing;

class ScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Property(tries = 100)
    void aConstantRateIsEvenlySpacedFromTheStart(@ForAll @DoubleRange(min = 1, max = 5000) double perSecond) {
        long[] due = Schedule.within(Open.at(perSecond), SECOND, 1, 10_000);
        assertThat(due).hasSize((int) Math.ceil(perSecond - 1e-9));
        for (int i = 0; i < due.length; i++) {
            assertThat((double) due[i]).isCloseTo(i / perSecond * 1e9, within(1.0));
        }
    }

    @Test
    void aRampFollowsTheIntegralOfItsRate() {
        Open ramp = new Open(List.of(new Segment(0, 100, SECOND)), Spacing.CONSTANT, Duration.ZERO);
        long[] due = Schedule.within(ramp, SECOND, 1, 1000);
        assertThat(due).hasSize(50);
        assertThat(due[8]).isEqualTo(400_000_000L); // 100 t^2 / 2 = 8
    }

    @Test
    void theLastRateHoldsForWhatIsLeft() {
        Open profile = new Open(List.of(new Segment(10, 10, SECOND)), Spacing.CONSTANT, Duration.ZERO);
        assertThat(Schedule.within(profile, Duration.ofSeconds(3), 1, 1000)).hasSize(30);
        Open fades = new Open(List.of(new Segment(10, 0, SECOND)), Spacing.CONSTANT, Duration.ZERO);
        assertThat(Schedule.within(fades, Duration.ofSeconds(3), 1, 1000)).hasSize(5);
    }

    @Test
    void aPoissonProcessIsDrawnFromTheSeedAndHasTheRatesMeanAndScatter() {
        Open poisson = new Open(Open.at(1000).profile(), Spacing.POISSON, Duration.ZERO);
        long[] due = Schedule.within(poisson, Duration.ofSeconds(10), 7, 100_000);
        assertThat(due).isEqualTo(Schedule.within(poisson, Duration.ofSeconds(10), 7, 100_000));
        assertThat(due).isNotEqualTo(Schedule.within(poisson, Duration.ofSeconds(10), 8, 100_000));
        assertThat(due.length).isCloseTo(10_000, within(400)); // four standard deviations
        double[] gaps = new double[due.length - 1];
        Arrays.setAll(gaps, i -> (due[i + 1] - due[i]) / 1e6);
        assertThat(Arrays.stream(gaps).filter(gap -> gap < 1).count() / (double) gaps.length)
                .isCloseTo(1 - Math.exp(-1), within(0.02));
    }

    @Test
    void moreVisitorsThanCanWaitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.within(Open.at(1000), SECOND, 1, 999))
                .withMessageContaining("999");
    }
}
