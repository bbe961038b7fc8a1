package org.mpmlab.lab.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code /proc}. Processes come and go while one reads, so whatever is gone is an empty answer and no error.
 *
 * @param root {@code /proc}, or a copy of it
 */
record ProcFiles(Path root) {
    static final ProcFiles OF_THIS_MACHINE = new ProcFiles(Path.of("/proc"));

    /** A file of a process; empty if either is gone. */
    Optional<String> read(int pid, String file) throws AccessDeniedException {
        return text(root.resolve(Integer.toString(pid)).resolve(file));
    }

    /**
     * A file of the machine as a whole.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    String read(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The process; empty if it is gone or only waits to be reaped. */
    Optional<ServerProcess> process(int pid) {
        try {
            Optional<String> stat = read(pid, "stat");
            Optional<String> cmdline = stat.isEmpty() ? stat : read(pid, "cmdline");
            return cmdline.map(arguments -> ServerProcess.parse(stat.get(), arguments))
                    .filter(process -> !process.ended());
        } catch (AccessDeniedException hidden) {
            // /proc mounted with hidepid: as good as gone.
            return Optional.empty();
        }
    }

    /**
     * The memory of a process; empty if it is gone.
     *
     * @throws AccessDeniedException if it belongs to another user and we are not root
     */
    Optional<ProcessMemory> memory(int pid) throws AccessDeniedException {
        Optional<String> rollup = read(pid, "smaps_rollup");
        // Linux before 4.14 has none; it costs a text of some hundred kB instead of one.
        Optional<String> smaps = rollup.isPresent() ? rollup : read(pid, "smaps");
        return smaps.filter(text -> !text.isEmpty()).map(ProcessMemory::parse);
    }

    /** How many files a process has open; 0 if it is gone, or belongs to another user and we are not root. */
    int openFiles(int pid) {
        Path open = root.resolve(Integer.toString(pid)).resolve("fd");
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(open)) {
            for (Path ignored : entries) {
                count++;
            }
            return count;
        } catch (IOException | DirectoryIteratorException hidden) {
            return 0;
        }
    }

    /** A process and all that descend from it: for a container whose control group is out of sight. */
    Set<Integer> descendants(int ancestor) {
        Map<Integer, List<Integer>> children = new HashMap<>();
        for (int pid : everyPid()) {
            process(pid).ifPresent(process -> children.computeIfAbsent(process.ppid(), none -> new ArrayList<>())
                    .add(pid));
        }
        Set<Integer> found = new HashSet<>();
        List<Integer> next = new ArrayList<>(List.of(ancestor));
        while (!next.isEmpty()) {
            int pid = next.remove(next.size() - 1);
            if (found.add(pid)) {
                next.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return found;
    }

    private List<Integer> everyPid() {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
            entries.forEach(
                    entry -> pids.add(Integer.parseInt(entry.getFileName().toString())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (DirectoryIteratorException unreadable) {
            throw new UncheckedIOException(unreadable.getCause());
        }
        return pids;
    }

    /** A file that may vanish before, or while, it is read (ENOENT, ESRCH, ENODEV). */
    static Optional<String> text(Path file) throws AccessDeniedException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
