package org.mpmlab.lab.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.verdict.gate.Baseline;
import org.mpmlab.lab.LabException;

/** Baselines as files that a team commits. */
public final class BaselineFile {
    private BaselineFile() {}

    /**
     * Reads a baseline.
     *
     * @throws InvalidConfiguration if it is none that this version reads
     */
    public static Baseline read(Path file) {
        Baseline baseline;
        try {
            baseline = Json.MAPPER.readValue(Files.readString(file), Baseline.class);
        } catch (JsonProcessingException broken) {
            throw unusable(file, "it is no baseline: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw unusable(file, "it can't be read: " + unreadable.getMessage());
        }
        if (baseline == null) {
            throw unusable(file, "it is no baseline: it holds nothing");
        }
        if (baseline.schema() < 1 || baseline.schema() > Baseline.SCHEMA) {
            throw unusable(file, "its schema is " + baseline.schema() + ", this mpmlab reads " + Baseline.SCHEMA);
        }
        return baseline;
    }

    /** Writes a baseline, whole or not at all; the folder is made if there is none. */
    public static void write(Baseline baseline, Path file) {
        Path temporary = file.resolveSibling(".unfinished-" + file.getFileName());
        try {
            Files.createDirectories(file.toAbsolutePath().normalize().getParent());
            Files.writeString(temporary, Json.pretty(baseline));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new LabException("The baseline can't be written to " + file + ": " + failed.getMessage(), failed);
        }
    }

    private static InvalidConfiguration unusable(Path file, String why) {
        return new InvalidConfiguration(List.of(new Problem(
                file.toString(),
                0,
                0,
                why,
                Optional.of("a file that 'mpmlab baseline accept RUN --to FILE' wrote"),
                Optional.empty())));
    }
}
