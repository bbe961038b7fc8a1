package org.mpmlab.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class BinomialTest {
    @Property
    void withThatShareSoFewAreAsUnlikelyAsSaid(
            @ForAll @IntRange(max = 30) int found,
            @ForAll @IntRange(min = 31, max = 5000) int drawn,
            @ForAll @DoubleRange(min = 0.001, max = 0.4) @Scale(4) double oneSided) {
        double share = Binomial.upper(found, drawn, oneSided);
        assertThat(BinomialDistribution.of(drawn, share).cumulativeProbability(found))
                .isCloseTo(oneSided, within(1e-6));
    }

    @Test
    void ofNoneAboutThreeInAll() {
        assertThat(Binomial.upper(0, 1000, 0.05)).isCloseTo(0.003, within(1e-5));
        assertThat(Binomial.upper(7, 7, 0.05)).isEqualTo(1);
        assertThat(Binomial.upper(0, 0, 0.05)).isEqualTo(1);
        assertThatThrownBy(() -> Binomial.upper(2, 1, 0.05)).hasMessageContaining("2 can't have been found among 1");
    }
}
