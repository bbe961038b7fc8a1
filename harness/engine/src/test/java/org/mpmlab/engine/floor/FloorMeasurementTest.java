package org.mpmlab.engine.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.engine.Engine;

class FloorMeasurementTest {
    @Test
    void aTrivialServerTellsWhatTheEngineItselfCosts() throws Exception {
        try (Engine engine = new Engine()) {
            Floor floor = FloorMeasurement.measure(engine, "here", List.of(), LoadProgress.SILENT);

            assertThat(floor.machine()).isEqualTo("here");
            assertThat(floor.ttfbP50Micros()).isPositive().isLessThanOrEqualTo(floor.ttfbP99Micros());
            assertThat(floor.sendLagP50Micros()).isPositive().isLessThanOrEqualTo(floor.sendLagP99Micros());
            assertThat(floor.cpuMicrosPerRequest()).isPositive();
            assertThat(floor.requestsPerSecond()).isPositive();
        }
    }
}
