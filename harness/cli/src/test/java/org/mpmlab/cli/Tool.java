package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tool as users call it: the launcher and the built jar.
 *
 * @param folder where it is called, where its run directories and its cache then lie
 */
record Tool(Path folder) {
    private static final Path HOME = Path.of(System.getProperty("mpmlab.home"));
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    record Outcome(int status, String output) {}

    Outcome run(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(output(), StandardCharsets.UTF_8);
        Files.delete(output());
        return new Outcome(process.exitValue(), output);
    }

    /** The launcher becomes the JVM, so that killing the process kills the tool. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("mpmlab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment().put("MPMLAB_BUILDING", "1");
        return builder.start();
    }

    /** The run directory that was made last; they are named by when they began. */
    Path lastRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** What it printed. */
    Path output() {
        return folder.resolve("output.txt");
    }
}
