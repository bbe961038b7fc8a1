package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    private final Steadiness steadiness = new Steadiness();

    @Test
    void flatFiguresAreSteadyAfterEightStretches() {
        for (int stretch = 0; stretch < 7; stretch++) {
            steadiness.add(1000, 12);
            assertThat(steadiness.reached()).isFalse();
        }
        steadiness.add(1000, 12);
        assertThat(steadiness.reached()).isTrue();
    }

    @Test
    void aCostThatStillFallsIsNotSteady() {
        double cost = 100;
        for (int stretch = 0; stretch < 12; stretch++) {
            steadiness.add(1000, cost);
            cost *= 0.95;
        }
        assertThat(steadiness.reached()).isFalse();
    }

    @Test
    void aRateThatStillClimbsIsNotSteady() {
        for (int stretch = 0; stretch < 12; stretch++) {
            steadiness.add(1000 + 50 * stretch, 12);
        }
        assertThat(steadiness.reached()).isFalse();
    }

    @Test
    void theFewRequestsOfASlowPageScatterAndAreSteadyAllTheSame() {
        Random random = new Random(7);
        int steady = 0;
        for (int stretch = 0; stretch < 500; stretch++) {
            steadiness.add(30 + 6 * random.nextGaussian(), 120 + 20 * random.nextGaussian());
            steady += steadiness.reached() ? 1 : 0;
        }
        assertThat(steady).isGreaterThan(450);
    }

    @Test
    void whatWasUnsteadyBecomesSteady() {
        for (int stretch = 0; stretch < 10; stretch++) {
            steadiness.add(100 * stretch, 200.0 / (stretch + 1));
        }
        for (int stretch = 0; stretch < 8; stretch++) {
            steadiness.add(1000 + stretch, 12);
        }
        assertThat(steadiness.reached()).isTrue();
    }
}
