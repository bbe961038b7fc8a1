package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CpuTimesTest {
    @Test
    void readsTheDifferenceOfTwoMoments() {
        CpuTimes before = CpuTimes.parse(Recorded.text("proc-stat-before.txt"));
        CpuTimes after = CpuTimes.parse(Recorded.text("proc-stat-after.txt"));

        assertThat(before.cpus().get(0)).isEqualTo(new CpuTimes.Cpu(19101 + 19325 + 39, 171595 + 141, 29));
        assertThat(after.since(before))
                .isEqualTo(new CpuTimes(Map.of(0, new CpuTimes.Cpu(2, 196, 0), 1, new CpuTimes.Cpu(1, 199, 0)), 3));
        assertThat(after.since(before).busyShare(Set.of(0)).getAsDouble()).isCloseTo(2 / 198.0, within(1e-9));
    }

    @Test
    void countsGuestsOnceAndStealApart() {
        CpuTimes times = CpuTimes.parse("cpu  9 9 9 9 9 9 9 9 9 9\ncpu3 30 5 10 20 5 1 4 25 30 5\n");

        assertThat(times.busyShare(Set.of(3)).getAsDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(times.stealShare(Set.of(3)).getAsDouble()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void knowsNothingOfOtherCpusOrOfNoTime() {
        CpuTimes times = CpuTimes.parse("cpu3 30 5 10 20 5 1 4 25 30 5\n");

        assertThat(times.busyShare(Set.of(0))).isEmpty();
        assertThat(times.since(times).busyShare(Set.of(3))).isEmpty();
    }

    @Property
    void sharesStayBetweenNoneAndAllEvenWhenIdleTimeIsCorrectedDownwards(
            @ForAll @LongRange(min = 0, max = 1000) long busy,
            @ForAll @LongRange(min = -5, max = 1000) long idle,
            @ForAll @LongRange(min = 0, max = 1000) long steal) {
        CpuTimes before = new CpuTimes(Map.of(0, new CpuTimes.Cpu(100, 100, 100)), 0);
        CpuTimes after = new CpuTimes(Map.of(0, new CpuTimes.Cpu(100 + busy, 100 + idle, 100 + steal)), 0);
        CpuTimes passed = after.since(before);

        passed.busyShare(Set.of(0)).ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
        passed.stealShare(Set.of(0)).ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
    }

    @Test
    void readsThisMachine() {
        assertThat(CpuTimes.now().cpus()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(CpuTimes.now().runnable()).isPositive();
    }
}
