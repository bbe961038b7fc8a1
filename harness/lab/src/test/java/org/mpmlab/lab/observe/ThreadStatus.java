package org.mpmlab.lab.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a thread of this JVM. */
public final class ThreadStatus {
    private ThreadStatus() {}

    /** Such as {@code 0-1}. */
    public static String cpusOfCurrentThread() {
        return cpus(Path.of("/proc/thread-self"));
    }

    public static int firstCpuOfCurrentThread() {
        return Integer.parseInt(cpusOfCurrentThread().split("[,-]", -1)[0]);
    }

    /** Likewise of another thread, by its name as the kernel has it. */
    public static String cpusOfThread(String name) {
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.filter(thread -> field(thread, "Name").equals(name))
                    .map(ThreadStatus::cpus)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no thread " + name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String cpus(Path thread) {
        return field(thread, "Cpus_allowed_list");
    }

    private static String field(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("status"))
                    .lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException gone) {
            return "";
        }
    }
}
