package org.mpmlab.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command writes what it found for programs to read. */
final class JsonOption {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write what was found there as JSON; - prints it instead of the text")
    private String file;

    /** Says at once what would else be said after minutes of measuring. */
    void requireWritable() {
        if (file != null && !printed()) {
            TextFile.requireWritable(Path.of(file));
        }
    }

    /** Whether it takes the text's place on standard output. */
    boolean printed() {
        return STANDARD_OUTPUT.equals(file);
    }

    /** Writes or prints it, where that is asked for. */
    void write(String json) {
        if (printed()) {
            System.out.print(json);
        } else if (file != null) {
            TextFile.write(Path.of(file), json);
        }
    }
}
