package org.mpmlab.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Evidence;
import org.mpmlab.core.claim.NoiseFloors;
import org.mpmlab.core.claim.Observed;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.lab.record.RunDirectory;

/** What {@code verify} leaves in a run directory beside the run. */
final class ClaimFiles {
    private static final String CLAIMS = "claims.json";
    private static final String OBSERVED = "observed.json";
    static final String VERDICTS = "verdicts.json";

    private ClaimFiles() {}

    static void write(RunDirectory directory, List<Claim> claims) {
        directory.write(CLAIMS, Json.pretty(claims, new TypeReference<List<Claim>>() {}));
    }

    static void write(RunDirectory directory, Observed observed) {
        directory.write(OBSERVED, Json.pretty(observed));
    }

    /** Whether the run was made for claims. */
    static boolean areIn(RunDirectory directory) {
        return Files.isRegularFile(directory.path().resolve(CLAIMS));
    }

    /** Judges the claims that a run was made for, by its files alone. */
    static List<ClaimVerdict> judge(RunDirectory directory) {
        if (!areIn(directory)) {
            throw new UsageException(directory.path() + " was not made by mpmlab verify: it has no " + CLAIMS + ".");
        }
        return judge(directory, directory.load());
    }

    /** The same of a run that was read already. */
    static List<ClaimVerdict> judge(RunDirectory directory, Run run) {
        Evidence evidence =
                new Evidence(run, read(directory.path().resolve(OBSERVED), new TypeReference<>() {}), NoiseFloors.NONE);
        return read(directory.path().resolve(CLAIMS), new TypeReference<List<Claim>>() {}).stream()
                .map(claim -> ClaimVerdict.of(claim, evidence))
                .toList();
    }

    static void writeVerdicts(RunDirectory directory, List<ClaimVerdict> verdicts) {
        directory.write(VERDICTS, Json.pretty(verdicts, new TypeReference<List<ClaimVerdict>>() {}));
    }

    private static <T> T read(Path file, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(file.toFile(), type);
        } catch (IOException broken) {
            throw new UsageException(file + " can't be read: " + broken.getMessage());
        }
    }
}
