package org.mpmlab.lab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloor;
import org.mpmlab.core.verdict.NoiseFloors;

/** Floors are kept by machine. */
class NoiseFloorStoreTest {
    private static final Measure P50 = Measure.of(Measure.Kind.TTFB, 50);
    private static final LoadShape LOAD = new LoadShape(
            "ttfb-h1",
            Protocol.H1,
            new Arrival.Rounds(false, Duration.ZERO, 300),
            Connections.kept(1),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Set.of());

    @TempDir
    private Path folder;

    private static NoiseFloors floors(String machine, String site, double spread) {
        return new NoiseFloors(machine, List.of()).with(site, LOAD, P50, new NoiseFloor(spread, 8, spread));
    }

    @Test
    void anotherMachinesAreNeverUsed() throws Exception {
        NoiseFloorStore store = new NoiseFloorStore(folder);
        assertThat(store.read("one").isEmpty()).isTrue();
        Path kept = store.add(floors("one", "hello", 0.003));
        assertThat(store.read("one").of(LOAD, "hello", P50)).isPresent();
        assertThat(store.read("two").isEmpty()).isTrue();
        // Nor where a file was copied to the other's place.
        Path two = store.add(floors("two", "hello", 0.01));
        Files.copy(kept, two, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.read("two").isEmpty()).isTrue();
    }

    @Test
    void sitesAddUpAndTheLastOneOfASiteCounts() throws Exception {
        NoiseFloorStore store = new NoiseFloorStore(folder);
        store.add(floors("one", "hello", 0.003));
        store.add(floors("one", "php29", 0.02));
        store.add(floors("one", "hello", 0.004));
        assertThat(store.read("one").floors()).hasSize(2);
        assertThat(store.read("one").of(LOAD, "hello", P50).orElseThrow().spread())
                .isEqualTo(0.004);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatIsNoJsonIsNoCalibration() throws Exception {
        NoiseFloorStore store = new NoiseFloorStore(folder);
        Files.writeString(store.add(floors("one", "hello", 0.003)), "{");
        assertThat(store.read("one").isEmpty()).isTrue();
    }
}
