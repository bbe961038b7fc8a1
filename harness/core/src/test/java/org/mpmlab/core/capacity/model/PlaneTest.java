package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.model.Plane.Point;

class PlaneTest {
    private static final int[][] SIZES = {{2, 16}, {6, 48}, {8, 64}, {2, 64}, {2, 128}, {4, 256}};

    private static Plane through(Random noise, double spread) {
        return Plane.through(IntStream.range(0, SIZES.length)
                .mapToObj(i -> new Point(
                        SIZES[i][0],
                        SIZES[i][1],
                        40 + 3 * SIZES[i][0] + 0.5 * SIZES[i][1] + spread * noise.nextGaussian()))
                .toList());
    }

    @Test
    void pointsOnAPlaneHaveNoInterval() {
        Plane plane = through(new Random(1), 0);
        assertThat(plane.first().value()).isCloseTo(3, within(1e-9));
        assertThat(plane.second().value()).isCloseTo(0.5, within(1e-9));
        assertThat(plane.intercept().value()).isCloseTo(40, within(1e-9));
        assertThat(plane.first().high() - plane.first().low()).isCloseTo(0, within(1e-6));
    }

    @Test
    void theIntervalHoldsTheTruthInNineteenOfTwenty() {
        Random random = new Random(7);
        long held = IntStream.range(0, 2000)
                .mapToObj(i -> through(random, 1).second())
                .filter(slope -> slope.low() <= 0.5 && 0.5 <= slope.high())
                .count();
        assertThat(held / 2000.0).isCloseTo(0.95, within(0.02));
    }

    @Test
    void threadsInFixedProportionToProcessesAreRefused() {
        assertThatThrownBy(() -> Plane.through(IntStream.rangeClosed(1, 6)
                        .mapToObj(n -> new Point(n, 25.0 * n, 10 + n))
                        .toList()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vary them apart");
    }

    @Test
    void fourSizesAreTooFew() {
        assertThatThrownBy(() -> Plane.through(
                        List.of(new Point(1, 1, 1), new Point(2, 1, 1), new Point(1, 2, 1), new Point(2, 2, 1))))
                .hasMessageContaining("at least 5 different sizes, not 4");
    }
}
