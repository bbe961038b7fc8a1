package org.mpmlab.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command that measures keeps what it found. */
final class RunsOption {
    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "where run directories are made; default: ${DEFAULT-VALUE}")
    private Path folder;

    Path folder() {
        return folder;
    }
}
