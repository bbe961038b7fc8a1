package org.mpmlab.lab.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux says of the machine. */
public final class Machine {
    private static final long KIB = 1024;

    private Machine() {}

    /** The CPUs that this process may use. */
    public static CpuSet usableCpus() {
        return CpuSet.parse(
                field(Path.of("/proc/self/status"), "Cpus_allowed_list").orElse("0"));
    }

    public static String cpuModel() {
        return field(Path.of("/proc/cpuinfo"), "model name")
                .or(() -> field(Path.of("/proc/cpuinfo"), "CPU part"))
                .orElse(System.getProperty("os.arch"));
    }

    public static long memoryBytes() {
        return field(Path.of("/proc/meminfo"), "MemTotal")
                .map(text -> Long.parseLong(text.split(" ", 2)[0]) * KIB)
                .orElse(0L);
    }

    public static long availableMemoryBytes() {
        return field(Path.of("/proc/meminfo"), "MemAvailable")
                .map(text -> Long.parseLong(text.split(" ", 2)[0]) * KIB)
                .orElse(0L);
    }

    /** The kernel's release. */
    public static String kernel() {
        return System.getProperty("os.version");
    }

    /** The distribution's name. */
    public static String os() {
        return lines(Path.of("/etc/os-release"))
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse(System.getProperty("os.name"));
    }

    /** The version of control groups that memory is accounted by: 1 or 2. */
    public static int cgroupVersion() {
        return Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? 2 : 1;
    }

    private static Optional<String> field(Path file, String name) {
        return lines(file)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException missing) {
            if (Files.exists(file)) {
                throw new UncheckedIOException("cannot read " + file, missing);
            }
            return List.<String>of().stream();
        }
    }
}
