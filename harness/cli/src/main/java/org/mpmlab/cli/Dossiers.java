package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.validation.Promise;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.dossier.Dossier;

/** Reads a run directory together with what was concluded from it. */
final class Dossiers {
    private Dossiers() {}

    /**
     * The run, its claims judged anew, and the gate, the recommendation and the validation that lie beside it. The
     * verdicts are written there too. What a run of verify, of a calibration or of a validation had planned beyond its
     * verdicts or its time is not missing.
     */
    static Dossier read(RunDirectory directory) {
        return read(directory, directory.load());
    }

    /** The same of a run that was read already. */
    static Dossier read(RunDirectory directory, Run run) {
        Optional<Answer> recommendation = recommendation(directory);
        Dossier whole = new Dossier(
                run,
                ClaimFiles.verdicts(directory, run),
                gate(directory),
                recommendation,
                validation(directory, run, recommendation));
        boolean untilKnown =
                ClaimFiles.madeForClaims(directory) || CalibrationFiles.isCalibration(directory) || whole.isTrial();
        return untilKnown ? whole.with(run.asFarAsMeasured()) : whole;
    }

    private static Optional<GateResult> gate(RunDirectory directory) {
        return read(directory.path().resolve(GateCommand.VERDICTS), GateResult.class);
    }

    private static Optional<Answer> recommendation(RunDirectory directory) {
        return read(directory.path().resolve(RecommendCommand.FILE), Answer.class);
    }

    /** Of a run that measured one, or of the last recommendation's promise: that of an older one is no longer it. */
    private static Optional<Validation> validation(RunDirectory directory, Run run, Optional<Answer> recommendation) {
        return read(directory.path().resolve(Validating.VALIDATION), Validation.class)
                .filter(outcome -> outcome.isBy(run)
                        || recommendation
                                .map(answer -> isOf(outcome.promise(), answer))
                                .orElse(true));
    }

    private static boolean isOf(Promise promise, Answer answer) {
        boolean asked = promise.run().equals(answer.run())
                && promise.site().equals(answer.site())
                && promise.asked().equals(answer.target());
        boolean whole = promise.tested().equals(promise.asked());
        return asked
                && answer.advice()
                        .recommendation()
                        .filter(found ->
                                found.stack().equals(promise.recommended().stack()))
                        .filter(found -> !whole
                                || found.settings().equals(promise.recommended().settings()))
                        .isPresent();
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
