package org.mpmlab.lab.observe;

import java.nio.file.AccessDeniedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.mpmlab.core.run.Role;

/** The processes of a container by what they are for, under the pids that the container itself knows them by. */
public final class ContainerProcesses {
    private static final String PIDS_INSIDE = "NSpid:";

    private ContainerProcesses() {}

    /**
     * The process of a role that holds the most open files at this moment, connections among them, and so has the most
     * work. Where other users' open files are out of sight (without root) it is any.
     *
     * @return empty if there is no such process, or they are out of sight
     */
    public static OptionalInt busiest(ObservedContainer container, Role role) {
        ProcFiles proc = ProcFiles.OF_THIS_MACHINE;
        List<ServerProcess> processes = container.pids(proc).stream()
                .flatMap(pid -> proc.process(pid).stream())
                .toList();
        Map<Integer, Role> roles = RoleClassifier.classify(processes);
        return processes.stream()
                .map(ServerProcess::pid)
                .filter(pid -> roles.get(pid) == role)
                .max(Comparator.comparingInt(proc::openFiles))
                .map(pid -> inside(proc, pid))
                .orElse(OptionalInt.empty());
    }

    /** The last of the pids that {@code /proc/PID/status} gives, one for each namespace down to the process's own. */
    private static OptionalInt inside(ProcFiles proc, int pid) {
        try {
            return proc.read(pid, "status").stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(PIDS_INSIDE))
                    .map(line -> line.substring(PIDS_INSIDE.length()).strip().split("\\s+"))
                    .mapToInt(pids -> Integer.parseInt(pids[pids.length - 1]))
                    .findFirst();
        } catch (AccessDeniedException hidden) {
            return OptionalInt.empty();
        }
    }
}
