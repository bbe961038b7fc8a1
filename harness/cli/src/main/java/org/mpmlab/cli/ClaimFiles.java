package org.mpmlab.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** The claims that a run was made for; empty for one that was not made by verify. */
    static Optional<List<Claim>> claims(RunDirectory directory) {
        Path claims = directory.path().resolve(CLAIMS);
        return Files.isRegularFile(claims)
                ? Optional.of(read(claims, new TypeReference<List<Claim>>() {}))
                : Optional.empty();
    }

    /** Judges claims that have the run's names, by its files alone. */
    static List<ClaimVerdict> judge(RunDirectory directory, List<Claim> claims) {
        Run run = directory.load();
        Path seen = directory.path().resolve(OBSERVED);
        Observed observed = Files.isRegularFile(seen) ? read(seen, new TypeReference<>() {}) : Observed.NOTHING;
        Evidence evidence = new Evidence(run, observed, NoiseFloors.NONE);
        return claims.stream().map(claim -> ClaimVerdict.of(claim, evidence)).toList();
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
