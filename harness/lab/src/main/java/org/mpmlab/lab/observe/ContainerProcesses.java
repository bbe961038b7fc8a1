package org.mpmlab.lab.observe;

import java.nio.file.AccessDeniedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.run.Role;

/** The processes of a container by what they are for, under the pids that the container itself knows them by. */
public final class ContainerProcesses {
    private static final String PIDS_INSIDE = "NSpid:";

    /**
     * A process.
     *
     * @param pid as this process sees it
     * @param inside as its container does
     * @param connections over TCP that it holds
     */
    public record Numbered(int pid, int inside, int connections) {}

    private ContainerProcesses() {}

    /**
     * The process of a role that holds the most TCP connections at this moment, and so has the most work; of those that
     * hold none, the one with the most open files. Where other users' open files are out of sight (without root) it is any.
     *
     * @return empty if there is no such process, or they are out of sight
     */
    public static Optional<Numbered> busiest(ObservedContainer container, Role role) {
        ProcFiles proc = ProcFiles.OF_THIS_MACHINE;
        List<ServerProcess> processes = container.pids(proc).stream()
                .flatMap(pid -> proc.process(pid).stream())
                .toList();
        Set<String> connected = connected(proc, container.initPid());
        Map<Integer, Role> roles = RoleClassifier.classify(processes);
        return processes.stream()
                .map(ServerProcess::pid)
                .filter(pid -> roles.get(pid) == role)
                .map(pid -> Load.of(proc, pid, connected))
                .max(Comparator.comparingInt(Load::connections).thenComparingInt(Load::files))
                .flatMap(load ->
                        inside(proc, load.pid()).map(inside -> new Numbered(load.pid(), inside, load.connections())));
    }

    /** How many TCP connections a process holds now. */
    public static int connections(int pid) {
        ProcFiles proc = ProcFiles.OF_THIS_MACHINE;
        return Load.of(proc, pid, connected(proc, pid)).connections();
    }

    /** One table for all processes of a container; of a machine under load it has thousands of lines. */
    private static Set<String> connected(ProcFiles proc, int pid) {
        try {
            return proc.connected(pid);
        } catch (AccessDeniedException hidden) {
            return Set.of();
        }
    }

    /** What a process holds. */
    private record Load(int pid, int connections, int files) {
        static Load of(ProcFiles proc, int pid, Set<String> connected) {
            List<String> open = proc.open(pid);
            return new Load(pid, (int) open.stream().filter(connected::contains).count(), open.size());
        }
    }

    /** The last of the pids that {@code /proc/PID/status} gives, one for each namespace down to the process's own. */
    private static Optional<Integer> inside(ProcFiles proc, int pid) {
        try {
            return proc.read(pid, "status").stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(PIDS_INSIDE))
                    .map(line -> line.substring(PIDS_INSIDE.length()).strip().split("\\s+"))
                    .map(pids -> Integer.valueOf(pids[pids.length - 1]))
                    .findFirst();
        } catch (AccessDeniedException hidden) {
            return Optional.empty();
        }
    }
}
