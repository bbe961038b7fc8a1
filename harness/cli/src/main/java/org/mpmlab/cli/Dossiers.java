package org.mpmlab.cli;

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
        return read(directory, directory.load());
    }

    /** The same of a run that was read already. */
    static Dossier read(RunDirectory directory, Run run) {
        List<ClaimVerdict> verdicts = ClaimFiles.claims(directory)
                .map(claims -> ClaimFiles.judge(directory, run, claims).claims())
                .orElse(List.of());
        return new Dossier(run, verdicts, gate(directory), recommendation(directory));
    }

    private static Optional<GateResult> gate(RunDirectory directory) {
        return read(directory.path().resolve(GateCommand.VERDICTS), GateResult.class);
    }

    private static Optional<Answer> recommendation(RunDirectory directory) {
        return read(directory.path().resolve(RecommendCommand.FILE), Answer.class);
    }

    /** Empty where there is no such file. */
    private static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(file.toFile(), type));
        } catch (IOException broken) {
            throw new UsageException(file + " can't be read: " + broken.getMessage()
                    + ".\n  Make it again with the command that wrote it, or remove it.");
        }
    }
}
