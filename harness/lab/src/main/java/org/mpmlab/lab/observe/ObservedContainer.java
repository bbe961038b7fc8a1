package org.mpmlab.lab.observe;

import java.util.Optional;
import java.util.Set;

/**
 * A container of a stack, seen from outside.
 *
 * @param initPid its first process, by its pid on this side (Docker's {@code State.Pid})
 * @param cgroup its control group; empty where none is in sight
 */
public record ObservedContainer(int initPid, Optional<ContainerCgroup> cgroup) {
    /** The container with this first process, its control group looked up. */
    public static ObservedContainer of(int initPid) {
        return new ObservedContainer(initPid, ContainerCgroup.find(initPid));
    }

    Set<Integer> pids(ProcFiles proc) {
        return cgroup.map(ContainerCgroup::pids).orElseGet(() -> proc.descendants(initPid));
    }
}
