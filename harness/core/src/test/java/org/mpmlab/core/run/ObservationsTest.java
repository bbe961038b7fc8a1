package org.mpmlab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static Sample at(long millis, long cpuMillis) {
        return new Sample(
                Duration.ofMillis(millis),
                List.of(),
                Optional.of(new CgroupUsage(0, 0, 0, 0, 1_000 * cpuMillis)),
                Optional.empty(),
                List.of());
    }

    @Test
    void cpuTimeIsThatOfTheLoadAlone() {
        List<Sample> samples = List.of(at(0, 70), at(500, 400), at(1020, 800), at(2500, 2100));
        Observations observations = new Observations(samples, List.of());
        assertThat(observations.cpuMicros(Duration.ofSeconds(1)))
                .as("what comes later is asking idle connections again")
                .hasValue(730_000);
        assertThat(observations.cpuMicros(Duration.ofSeconds(3))).hasValue(2_030_000);
        assertThat(observations.cpuMicros(Duration.ofMillis(1)))
                .as("never the first reading less itself")
                .hasValue(330_000);
    }

    @Test
    void oneReadingTellsNoCpuTime() {
        assertThat(new Observations(List.of(at(0, 70)), List.of()).cpuMicros(Duration.ofSeconds(1)))
                .isEmpty();
    }
}
