package org.mpmlab.gatling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Gatling's process, and the talk with it. Close it to end the process. Used by one thread. */
final class Conversation implements AutoCloseable {
    /** From Java 24 on Netty goes without Unsafe unless told otherwise; launcher/java.sh says the same to the tool. */
    private static final int NEEDS_MORE_FLAGS = 24;

    private static final int LAST_WORDS = 10;

    private final Path folder;
    private final Process process;
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final Deque<String> lastWords = new ArrayDeque<>();

    private Conversation(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts the process. It inherits the CPUs that the calling thread may use.
     *
     * @throws IllegalStateException if it cannot be started
     */
    static Conversation begin(int threads) {
        try {
            Path folder = Files.createTempDirectory("mpmlab-gatling-");
            Process process = new ProcessBuilder(command(threads, folder)).start();
            Conversation conversation = new Conversation(folder, process);
            start(() -> conversation.listen(process.getInputStream()));
            start(() -> conversation.remember(process.getErrorStream()));
            return conversation;
        } catch (IOException failed) {
            throw new IllegalStateException("Gatling's process can't be started: " + failed.getMessage(), failed);
        }
    }

    /** This JVM's own java and class path, and the flags that the launcher gives. */
    static List<String> command(int threads, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        if (Runtime.version().feature() >= NEEDS_MORE_FLAGS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("-Dio.netty.noUnsafe=false");
        }
        // A load's process lives for seconds, and its compiler shares the generator's CPUs: the quick one (C1) leaves
        // them
        // free for the load sooner, at the same cost per request (docs/gatling.md).
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dio.netty.eventLoopThreads=" + threads);
        command.add("-Dio.netty.leakDetection.level=disabled");
        command.add("-Djava.util.prefs.userRoot=" + folder);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(GatlingProcess.class.getName());
        command.add(folder.toString());
        return command;
    }

    private static void start(Runnable listening) {
        Thread thread = new Thread(listening, "mpmlab-gatling");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(InputStream from) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard.add(Message.parse(line));
            }
        } catch (IOException | IllegalArgumentException garbled) {
            heard.add(new Message.Failed(String.valueOf(garbled.getMessage())));
        }
        heard.add(new Message.Failed("its process ended" + lastWords()));
    }

    private void remember(InputStream from) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lastWords) {
                    lastWords.add(line);
                    if (lastWords.size() > LAST_WORDS) {
                        lastWords.remove();
                    }
                }
            }
        } catch (IOException gone) {
            // nothing more to remember
        }
    }

    private String lastWords() {
        synchronized (lastWords) {
            return lastWords.isEmpty() ? "" : ": " + String.join("\n", lastWords);
        }
    }

    /** The next thing that it says; that it failed, if it ended. */
    Message hear() throws InterruptedException {
        return heard.take();
    }

    void say(Message message) {
        try {
            process.getOutputStream().write((message.line() + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            // hear() says so, with its last words
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException left) {
            // the system's folder for such files is cleared by others
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
