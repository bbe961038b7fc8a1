package org.mpmlab.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GeometricMeanTest {
    @Test
    void ratioAndInverseCancel() {
        assertThat(GeometricMean.of(DoubleStream.of(4, 0.25)).orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(GeometricMean.of(DoubleStream.of(2, 8)).orElseThrow()).isCloseTo(4, within(1e-12));
        assertThat(GeometricMean.of(DoubleStream.empty())).isEmpty();
    }
}
