package org.mpmlab.lab.observe;

import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.mpmlab.core.run.Role;

/** The processes of a container by what they are for, under the pids that the container itself knows them by. */
public final class ContainerProcesses {
    private static final String PIDS_INSIDE = "NSpid:";

    private ContainerProcesses() {}

    /** Those of a role at this moment, in order of their pids; none if there are none or they are out of sight. */
    public static List<Integer> of(ObservedContainer container, Role role) {
        ProcFiles proc = ProcFiles.OF_THIS_MACHINE;
        List<ServerProcess> processes = container.pids(proc).stream()
                .flatMap(pid -> proc.process(pid).stream())
                .toList();
        Map<Integer, Role> roles = RoleClassifier.classify(processes);
        return processes.stream()
                .map(ServerProcess::pid)
                .filter(pid -> roles.get(pid) == role)
                .flatMapToInt(pid -> inside(proc, pid).stream())
                .sorted()
                .boxed()
                .toList();
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
