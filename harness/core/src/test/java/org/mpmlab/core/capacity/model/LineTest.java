package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.model.Line.Point;

class LineTest {

    @Test
    void pointsOnALineHaveNoInterval() {
        Line line = Line.through(List.of(new Point(8, 58), new Point(16, 84), new Point(32, 136), new Point(64, 240)));
        assertThat(line.slope().value()).isCloseTo(3.25, within(1e-9));
        assertThat(line.slope().high() - line.slope().low()).isCloseTo(0, within(1e-6));
        assertThat(line.intercept().value()).isCloseTo(32, within(1e-9));
        assertThat(line.measuredUpTo()).isEqualTo(64);
        assertThat(line.rSquared()).isCloseTo(1, within(1e-9));
    }

    /** Anscombe's first quartet, of which the figures are known: slope 0.5001, standard error 0.1179, t(9) 2.262. */
    @Test
    void theIntervalIsStudents() {
        double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
        double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
        Line line = Line.through(IntStream.range(0, x.length)
                .mapToObj(i -> new Point(x[i], y[i]))
                .toList());
        assertThat(line.slope().value()).isCloseTo(0.5001, within(5e-5));
        assertThat(line.slope().high() - line.slope().value()).isCloseTo(2.262 * 0.1179, within(5e-4));
        assertThat(line.intercept().value()).isCloseTo(3.0001, within(5e-5));
        assertThat(line.intercept().high() - line.intercept().value()).isCloseTo(2.262 * 1.1247, within(5e-3));
    }

    @Test
    void theIntervalHoldsTheTruthInNineteenOfTwenty() {
        Random random = new Random(7);
        long held = IntStream.range(0, 2000)
                .mapToObj(i -> Line.through(IntStream.of(8, 16, 32, 64)
                        .mapToObj(n -> new Point(n, 40 + 3.3 * n + random.nextGaussian()))
                        .toList()))
                .filter(line -> line.slope().low() <= 3.3 && 3.3 <= line.slope().high())
                .count();
        assertThat(held / 2000.0).isCloseTo(0.95, within(0.02));
    }

    @Test
    void costsAreNotNegative() {
        Line line = Line.through(List.of(new Point(1, 5), new Point(2, 4), new Point(3, 4), new Point(4, 3)));
        assertThat(line.slope().low()).isZero();
        assertThat(line.slope().value()).isZero();
    }

    @Test
    void threeSizesAreTooFew() {
        assertThatThrownBy(
                        () -> Line.through(List.of(new Point(1, 1), new Point(2, 2), new Point(2, 3), new Point(4, 4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4 different sizes, not 3");
    }
}
