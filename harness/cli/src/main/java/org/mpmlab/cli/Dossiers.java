package org.mpmlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.dossier.Dossier;

/** Reads a run directory together with what was concluded from it. */
final class Dossiers {
    private Dossiers() {}

    /** The run, its claims judged anew, and the gate and the recommendation that lie beside it. */
    static Dossier read(RunDirectory directory) {
        Run run = directory.load();
        List<ClaimVerdict> claims =
                ClaimFiles.areIn(directory) ? ClaimFiles.judge(directory, run) : List.<ClaimVerdict>of();
        return new Dossier(run, claims, gate(directory), recommendation(directory));
    }

    /** What {@code gate} wrote; {@code verify} writes an array into a file of the same name. */
    private static Optional<GateResult> gate(RunDirectory directory) {
        return read(directory.path().resolve(ClaimFiles.VERDICTS), GateResult.class);
    }

    private static Optional<Answer> recommendation(RunDirectory directory) {
        return read(directory.path().resolve(RecommendCommand.FILE), Answer.class);
    }

    /** Empty where there is no such file, or it holds no object. */
    private static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(file.toFile());
            return json.isObject() ? Optional.of(Json.MAPPER.treeToValue(json, type)) : Optional.empty();
        } catch (IOException broken) {
            throw new UsageException(file + " can't be read: " + broken.getMessage()
                    + ".\n  Make it again with the command that wrote it, or remove it.");
        }
    }
}
