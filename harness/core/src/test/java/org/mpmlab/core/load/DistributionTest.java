package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;

class DistributionTest {
    @Property(tries = 200)
    void aQuantileIsWithinAThousandthOfTheExactOne(
            @ForAll @Size(min = 1, max = 50) long[] any, @ForAll @DoubleRange(max = 1) double q) {
        long[] times = times(any);
        Distribution distribution = Distribution.ofNanos(times);

        long exact = times[(int) Math.max(0, Math.ceil(q * times.length - 1e-9) - 1)];
        assertThat((double) distribution.quantileNanos(q)).isBetween(exact * 0.999 - 1, exact * 1.001 + 1);
        assertThat(distribution.count()).isEqualTo(times.length);
    }

    @Property(tries = 100)
    void theEncodingKeepsEveryCount(@ForAll @Size(max = 30) long[] any) {
        Distribution distribution = Distribution.ofNanos(times(any));

        assertThat(Distribution.decode(distribution.encode())).isEqualTo(distribution);
    }

    @Property(tries = 200)
    void mergesAsIfAllHadBeenRecordedTogether(
            @ForAll @Size(min = 1, max = 40) long[] some, @ForAll @Size(min = 1, max = 40) long[] others) {
        Histogram all = Distribution.empty();
        LongStream.concat(Arrays.stream(times(some)), Arrays.stream(times(others)))
                .forEach(all::recordValue);
        Distribution together = Distribution.of(all);
        Distribution merged = Distribution.ofNanos(times(some)).merge(Distribution.ofNanos(times(others)));

        assertThat(merged).isEqualTo(together);
        assertThat(merged.minNanos()).isEqualTo(together.minNanos());
        assertThat(merged.meanNanos()).isCloseTo(together.meanNanos(), withinPercentage(1e-6));
    }

    @Property(tries = 300)
    void saysWhatHdrHistogramSays(@ForAll @Size(min = 1, max = 50) long[] any, @ForAll @DoubleRange(max = 1) double q) {
        Distribution distribution = Distribution.ofNanos(times(any));
        Histogram histogram = Distribution.empty();
        Arrays.stream(times(any)).forEach(histogram::recordValue);

        for (double each : new double[] {q, 0, 0.5, 0.9, 0.99, 0.999, 1}) {
            assertThat(distribution.quantileNanos(each)).isEqualTo(histogram.getValueAtPercentile(each * 100));
        }
        assertThat(distribution.maxNanos()).isEqualTo(histogram.getMaxValue());
        assertThat(distribution.minNanos()).isEqualTo(histogram.getMinValue());
        assertThat(distribution.meanNanos()).isEqualTo(histogram.getMean());
        assertThat(distribution.toHistogram()).isEqualTo(histogram);
    }

    private static long[] times(long[] any) {
        return Arrays.stream(any)
                .map(time -> Math.floorMod(time, Distribution.HIGHEST_NANOS))
                .sorted()
                .toArray();
    }

    @Example
    void isACopyOfWhatWasRecorded() {
        Histogram recorded = Distribution.empty();
        recorded.recordValue(5);
        Distribution distribution = Distribution.of(recorded);
        recorded.recordValue(7);
        distribution.toHistogram().recordValue(9);

        assertThat(distribution.count()).isEqualTo(1);
    }

    @Example
    void theGreatestTimeStandsForLongerOnes() {
        assertThat(Distribution.ofNanos(2 * Distribution.HIGHEST_NANOS).maxNanos())
                .isGreaterThanOrEqualTo(Distribution.HIGHEST_NANOS);
    }

    @Example
    void emptyMeansZeroAndNoQuantileLiesOutside() {
        assertThat(Distribution.EMPTY.quantileNanos(0.99)).isZero();
        assertThat(Distribution.EMPTY.maxNanos()).isZero();
        assertThat(Distribution.EMPTY.minNanos()).isZero();
        assertThatThrownBy(() -> Distribution.EMPTY.quantileNanos(1.01)).hasMessageContaining("1.01");
    }

    @Example
    void unitsAreWhatTheirNamesSay() {
        Distribution second = Distribution.ofNanos(1_000_000_000L);

        assertThat(second.quantileMillis(0.5)).isBetween(999.0, 1001.0);
        assertThat(second.quantileMicros(0.5)).isBetween(999_000.0, 1_001_000.0);
    }

    @Example
    void refusesWhatIsNoHistogram() {
        assertThatThrownBy(() -> Distribution.decode("bm90IGEgaGlzdG9ncmFt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HdrHistogram");
    }
}
