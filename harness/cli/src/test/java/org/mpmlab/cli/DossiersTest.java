package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.lab.record.RunDirectory;

/** A run directory and what was concluded from it. */
class DossiersTest {
    @TempDir
    private Path folder;

    private RunDirectory directory;

    /** The last step of its plan was not done. */
    @BeforeEach
    void anUnfinishedRun() throws Exception {
        Path run = StoredRuns.write(folder, "own", 2, 1, "CPU", Validity.VALID);
        directory = RunDirectory.open(run);
        Run whole = directory.load();
        Path last = run.resolve("steps").resolve(whole.steps().get(1).step());
        try (var files = Files.list(last)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(last);
    }

    @Test
    void whatIsMissingOfAnyRunIsMissing() {
        assertThat(Dossiers.read(directory).run().complete()).isFalse();
    }

    @Test
    void measuringForClaimsIsFinishedWhenItEnds() {
        ClaimFiles.write(directory, List.of());
        assertThat(Dossiers.read(directory).run().complete()).isTrue();
    }

    @Test
    void measuringForAPromiseIsFinishedWhenItEnds() {
        directory.write("validation.json", validation(directory.id()));
        assertThat(Dossiers.read(directory).run().complete()).isTrue();
    }

    @Test
    void anotherRunsMeasuringForAPromiseFinishesNoRun() {
        directory.write("validation.json", validation("20261121-120000-validate"));
        assertThat(Dossiers.read(directory).run().complete()).isFalse();
    }

    private static String validation(String run) {
        return "{\"schema\": 1, \"run\": \"" + run
                + "\", \"blocks\": 1, \"checks\": [], \"rows\": [], \"findings\": [], \"verdict\": \"supported\"}";
    }
}
