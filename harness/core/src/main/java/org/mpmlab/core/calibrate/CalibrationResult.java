package org.mpmlab.core.calibrate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Verdict;

/**
 * A calibration judged.
 *
 * @param schema {@link #SCHEMA}
 * @param run the run's id
 * @param measured when the run was begun
 * @param machine where
 * @param design what was compared
 * @param clocked by how much arms were shifted
 * @param compared twins, then shifts, each at every measure
 * @param floors what the machine can tell apart on this site; none before the first look
 */
public record CalibrationResult(
        int schema,
        String run,
        Instant measured,
        String machine,
        Design design,
        List<Clocked> clocked,
        List<Compared> compared,
        NoiseFloors floors) {
    /** The version of how it is written as JSON. */
    public static final int SCHEMA = 1;

    public CalibrationResult {
        clocked = List.copyOf(clocked);
        compared = List.copyOf(compared);
    }

    /** Whether everything that has to come out as it was made did. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Verdict verdict() {
        return Verdict.allOf(compared.stream()
                .filter(Compared::required)
                .map(Compared::verdict)
                .toList());
    }
}
