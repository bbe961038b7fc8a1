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
import org.mpmlab.core.claim.Observed;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;

/** What {@code verify} leaves in a run directory beside the run. */
final class ClaimFiles {
    private static final String CLAIMS = "claims.json";
    private static final String OBSERVED = "observed.json";
    /** Of claims alone; those of a gate are in a file of their own. */
    static final String VERDICTS = "claim-verdicts.json";

    private static final int SCHEMA = 1;

    private ClaimFiles() {}

    static void write(RunDirectory directory, List<Claim> claims) {
        directory.write(CLAIMS, Json.pretty(claims, new TypeReference<List<Claim>>() {}));
    }

    static void write(RunDirectory directory, Observed observed) {
        directory.write(OBSERVED, Json.pretty(observed));
    }

    /**
     * Claims judged.
     *
     * @param schema {@link #SCHEMA}
     * @param run the run's id
     * @param machine where it was made
     * @param claims one for each claim
     * @param uncalibrated what is to be said where the machine's noise floor is not known: a sentence with the command
     */
    record Judged(int schema, String run, String machine, List<ClaimVerdict> claims, Optional<String> uncalibrated) {}

    /** Judges the claims that a run was made for, by its files alone. */
    static Judged judge(RunDirectory directory) {
        Path file = directory.path().resolve(CLAIMS);
        if (!Files.isRegularFile(file)) {
            throw new UsageException(directory.path() + " was not made by mpmlab verify: it has no " + CLAIMS + ".");
        }
        Run run = directory.load();
        NoiseFloors floors = NoiseFloorStore.ofUser().of(directory, run);
        Evidence evidence =
                new Evidence(run, read(directory.path().resolve(OBSERVED), new TypeReference<>() {}), floors);
        List<Claim> claims = read(file, new TypeReference<List<Claim>>() {});
        List<Question> questions =
                claims.stream().flatMap(claim -> claim.questions().stream()).toList();
        return new Judged(
                SCHEMA,
                run.about().id(),
                run.environment().machine(),
                claims.stream().map(claim -> ClaimVerdict.of(claim, evidence)).toList(),
                floors.missing(questions, run.scenario()::load));
    }

    static void write(RunDirectory directory, Judged judged) {
        directory.write(VERDICTS, Json.pretty(judged));
    }

    private static <T> T read(Path file, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(file.toFile(), type);
        } catch (IOException broken) {
            throw new UsageException(file + " can't be read: " + broken.getMessage());
        }
    }
}
