package org.mpmlab.lab.observe;

import java.nio.file.AccessDeniedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.run.Role;

/** The processes of a container by what they are for, under the pids that the container itself knows them by. */
public final class ContainerProcesses {
    private static final String PIDS_INSIDE = "NSpid:";

    /**
     * A process.
     *
     * @param pid as this process sees it
     * @param inside as its container does
     */
    public record Numbered(int pid, int inside) {}

    private ContainerProcesses() {}

    /**
     * The process of a role that holds the most open files at this moment, connections among them, and so has the most
     * work. Where other users' open files are out of sight (without root) it is any.
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
                .max(Comparator.comparingInt(proc::openFiles))
                .flatMap(pid -> inside(proc, pid).map(inside -> new Numbered(pid, inside)));
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
