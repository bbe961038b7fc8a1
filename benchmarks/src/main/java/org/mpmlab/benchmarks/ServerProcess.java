package org.mpmlab.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link ClockedServer} in a process of its own, on a CPU of its own. It ends with this process at the latest. */
final class ServerProcess implements AutoCloseable {
    /** Where the server runs. The engine's threads run on {@link #ENGINE_CPU}. */
    static final int SERVER_CPU = 0;

    static final int ENGINE_CPU = 1;

    private final List<Manner> manners;
    private final Process process;
    private final BufferedReader out;
    private final String[] portsAndStarts;

    /** Starts a server that listens once for each manner. */
    ServerProcess(Manner... manners) throws IOException {
        this.manners = List.of(manners);
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                String.valueOf(SERVER_CPU),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ClockedServer.class.getName()));
        this.manners.forEach(manner -> command.add(manner.text()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader(StandardCharsets.US_ASCII);
        String line = out.readLine();
        if (line == null) {
            throw new IOException(
                    "the server did not start: see above; it needs taskset (util-linux) and CPU " + SERVER_CPU);
        }
        portsAndStarts = line.split(" ", -1);
    }

    /** The address of the listener with the manner of that index. */
    URI uri(int manner) {
        return URI.create(
                (manners.get(manner).tls() ? "https" : "http") + "://127.0.0.1:" + portsAndStarts[2 * manner] + "/");
    }

    /** The start of the listener with the manner of that index, in {@link System#nanoTime()}. */
    long startNanos(int manner) {
        return Long.parseLong(portsAndStarts[2 * manner + 1]);
    }

    /** Stops the server; each listener's notes, in the order of the manners. */
    List<Notes> stop() throws IOException {
        process.getOutputStream().close();
        List<Notes> notes = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            notes.add(Notes.parse(line));
        }
        return notes;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
