package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class UslTest {
    private static final Usl TRUTH = new Usl(50, 0.03, 0.0004, 64, 0);

    private static List<OperatingPoint> levels(double... concurrencies) {
        return DoubleStream.of(concurrencies)
                .mapToObj(n -> new OperatingPoint(n, TRUTH.requestsPerSecond(n), n / TRUTH.requestsPerSecond(n)))
                .toList();
    }

    @Test
    void theParametersAreFoundAgain() {
        Usl fit = Usl.fit(levels(1, 2, 4, 8, 16, 32, 64));
        assertThat(fit.lambda()).isCloseTo(50, withinPercentage(0.01));
        assertThat(fit.sigma()).isCloseTo(0.03, withinPercentage(0.1));
        assertThat(fit.kappa()).isCloseTo(0.0004, withinPercentage(0.1));
        assertThat(fit.relativeError()).isLessThan(1e-6);
    }

    @Test
    void fasterThanLinearStaysWithinTheLaw() {
        List<OperatingPoint> points = DoubleStream.of(1, 2, 4, 8, 16, 32)
                .mapToObj(n -> new OperatingPoint(n, 10 * Math.pow(n, 1.1), 0.1))
                .toList();
        Usl fit = Usl.fit(points);
        assertThat(fit.sigma()).isNotNegative();
        assertThat(fit.kappa()).isNotNegative();
    }

    @Test
    void theBracketLiesBetweenTheLawAndAmdahls() {
        Estimated bracket = TRUTH.bracket(128);
        assertThat(bracket.low()).isEqualTo(TRUTH.requestsPerSecond(128));
        assertThat(bracket.high()).isCloseTo(50 * 128 / (1 + 0.03 * 127), withinPercentage(1e-9));
        assertThat(bracket.source()).isEqualTo(Estimated.Source.EXTRAPOLATED);
        assertThat(TRUTH.bracket(64).source()).isEqualTo(Estimated.Source.MEASURED);
    }

    @Test
    void fiveLevelsAreTooFew() {
        assertThatThrownBy(() -> Usl.fit(levels(1, 2, 4, 8, 16, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 6 different levels of concurrency, not 5");
    }
}
