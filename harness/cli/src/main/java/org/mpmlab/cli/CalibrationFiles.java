package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mpmlab.core.calibrate.CalibrationJudge;
import org.mpmlab.core.calibrate.CalibrationResult;
import org.mpmlab.core.calibrate.Clocked;
import org.mpmlab.core.calibrate.Design;
import org.mpmlab.core.run.Json;
import org.mpmlab.lab.record.RunDirectory;

/** What {@code calibrate} leaves in a run directory beside the run. */
final class CalibrationFiles {
    static final String RESULT = "calibration.json";
    private static final String ASKED = "calibration-asked.json";

    /**
     * What a calibration is judged by beside the run.
     *
     * @param clocked by how much arms were shifted
     */
    record Asked(Design design, List<Clocked> clocked) {}

    private CalibrationFiles() {}

    static boolean isCalibration(RunDirectory directory) {
        return Files.isRegularFile(directory.path().resolve(ASKED));
    }

    static void write(RunDirectory directory, Asked asked) {
        directory.write(ASKED, Json.pretty(asked));
    }

    /** Judges a calibration by its files alone, and keeps the outcome with them. */
    static CalibrationResult judge(RunDirectory directory) {
        Path file = directory.path().resolve(ASKED);
        if (!isCalibration(directory)) {
            throw new UsageException(directory.path() + " was not made by mpmlab calibrate: it has no " + ASKED + ".");
        }
        try {
            Asked asked = Json.MAPPER.readValue(file.toFile(), Asked.class);
            CalibrationResult result = CalibrationJudge.judge(directory.load(), asked.design(), asked.clocked());
            directory.write(RESULT, Json.pretty(result));
            return result;
        } catch (IOException broken) {
            throw new UsageException(file + " can't be read: " + broken.getMessage());
        }
    }
}
