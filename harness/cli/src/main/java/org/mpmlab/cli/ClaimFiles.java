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

    /** Whether the run was made by verify. */
    static boolean madeForClaims(RunDirectory directory) {
        return Files.isRegularFile(directory.path().resolve(CLAIMS));
    }

    /** The claims that a run was made for; empty for one that was not made by verify. */
    static Optional<List<Claim>> claims(RunDirectory directory) {
        return madeForClaims(directory)
                ? Optional.of(read(directory.path().resolve(CLAIMS), new TypeReference<List<Claim>>() {}))
                : Optional.empty();
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

    /** Judges claims that have the run's names, by its files alone. */
    static Judged judge(RunDirectory directory, List<Claim> claims) {
        return judge(directory, directory.load(), claims);
    }

    /** The same of a run that was read already. */
    static Judged judge(RunDirectory directory, Run run, List<Claim> claims) {
        NoiseFloors floors = NoiseFloorStore.ofUser().of(directory, run);
        Path seen = directory.path().resolve(OBSERVED);
        Observed observed = Files.isRegularFile(seen) ? read(seen, new TypeReference<>() {}) : Observed.NOTHING;
        Evidence evidence = new Evidence(run, observed, floors);
        List<Question> questions =
                claims.stream().flatMap(claim -> claim.questions().stream()).toList();
        return new Judged(
                SCHEMA,
                run.about().id(),
                run.environment().machine(),
                claims.stream().map(claim -> ClaimVerdict.of(claim, evidence)).toList(),
                floors.missing(questions, run.scenario()::load));
    }

    /** What the claims of a run come to: those it was made for, judged anew, or those it was last judged by. */
    static List<ClaimVerdict> verdicts(RunDirectory directory, Run run) {
        Optional<List<Claim>> made = claims(directory);
        Path last = directory.path().resolve(VERDICTS);
        if (made.isPresent()) {
            Judged judged = judge(directory, run, made.get());
            write(directory, judged); // what a report shows lies beside it
            return judged.claims();
        }
        return Files.isRegularFile(last)
                ? read(last, new TypeReference<Judged>() {}).claims()
                : List.of();
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
