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
        Map<Integer, Role> roles = RoleClassifier.classify(processes);
        return processes.stream()
                .map(ServerProcess::pid)
                .filter(pid -> roles.get(pid) == role)
                .map(pid -> Load.of(proc, pid))
                .max(Comparator.comparingInt(Load::connections).thenComparingInt(Load::files))
                .flatMap(load ->
                        inside(proc, load.pid()).map(inside -> new Numbered(load.pid(), inside, load.connections())));
    }

    /** How many TCP connections a process holds now. */
    public static int connections(int pid) {
        return Load.of(ProcFiles.OF_THIS_MACHINE, pid).connections();
    }

    /** What a process holds. */
    private record Load(int pid, int connections, int files) {
        static Load of(ProcFiles proc, int pid) {
            try {
                Set<String> connected = proc.connected(pid);
                List<String> open = proc.open(pid);
                int connections =
                        (int) open.stream().filter(connected::contains).count();
                return new Load(pid, connections, open.size());
            } catch (AccessDeniedException hidden) {
                return new Load(pid, 0, 0);
            }
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
