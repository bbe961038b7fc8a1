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

    /** Columns of {@code /proc/net/tcp}, and the state in hexadecimal (Linux, proc_net_tcp.rst). */
    private static final int TCP_STATE = 3;

    private static final int TCP_INODE = 9;
    private static final String TCP_ESTABLISHED = "01";

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

    /**
     * What a process has open: paths, and sockets as {@code socket:[inode]}; none if it is gone, or belongs to another
     * user and we are not root.
     */
    List<String> open(int pid) {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(root.resolve(Integer.toString(pid)).resolve("fd"))) {
            for (Path entry : entries) {
                target(entry).ifPresent(open::add);
            }
        } catch (IOException | DirectoryIteratorException goneOrHidden) {
            // the process, not one of its files
        }
        return open;
    }

    private static Optional<String> target(Path entry) {
        try {
            return Optional.of(Files.readSymbolicLink(entry).toString());
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }

    /** The sockets of the process's network namespace that are connected over TCP, as {@link #open} names them. */
    Set<String> connected(int pid) throws AccessDeniedException {
        Set<String> connected = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            read(pid, table).stream()
                    .flatMap(String::lines)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > TCP_INODE && columns[TCP_STATE].equals(TCP_ESTABLISHED))
                    .forEach(columns -> connected.add("socket:[" + columns[TCP_INODE] + "]"));
        }
        return connected;
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
