package org.mpmlab.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether and for how long a recommendation is put to the test. */
final class ValidateOptions {
    private static final Duration USUAL_BUDGET = Duration.ofMinutes(20);

    @Option(
            names = "--validate",
            description = "start the recommended settings under the target's limits, and peers' beside them, and check "
                    + "the promise; needs Docker")
    private boolean validate;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "of --validate: begin no block that would not end within this time; default: 20m")
    private Duration budget;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description = "of --validate: so many blocks of fresh containers at most; default: as many as a verdict "
                    + "takes")
    private Integer blocks;

    /**
     * Whether it is.
     *
     * @throws UsageException if what is said besides can't be meant
     */
    boolean asked() {
        if (!validate && (budget != null || blocks != null)) {
            throw new UsageException("--budget and --blocks are of --validate, which is not there.\n"
                    + "  Write --validate too, or leave them out.");
        }
        if (blocks != null && blocks < 1) {
            throw new UsageException("--blocks is at least 1, not " + blocks + ".");
        }
        return validate;
    }

    private Duration budget() {
        return budget == null ? USUAL_BUDGET : budget;
    }

    Validating on(RunsOption runs) {
        return new Validating(budget(), Optional.ofNullable(blocks), runs.folder());
    }

    /** As they are typed. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("--validate", "--budget", DurationOption.write(budget())));
        if (blocks != null) {
            words.addAll(List.of("--blocks", blocks.toString()));
        }
        return words;
    }
}
