package org.mpmlab.lab.observe;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mpmlab.core.run.CgroupUsage;

/**
 * The control group of a container, as directories that can be read here.
 *
 * @param version of the hierarchy that accounts memory
 * @param memory the group's directory in that hierarchy
 * @param cpu its directory where CPU time is accounted; v2: the same
 */
public record ContainerCgroup(Version version, Path memory, Path cpu) {
    /** Of control groups. */
    public enum Version {
        V1,
        V2
    }

    /**
     * Finds the group of a container's first process: v1 where v1 manages memory, be v2 mounted beside it or not; else
     * v2. Works with Docker's cgroupfs and systemd drivers and inside a container that runs containers.
     *
     * @param initPid the container's first process, by its pid on this side
     * @return empty if the process is gone, or no mount shows its group here
     */
    public static Optional<ContainerCgroup> find(int initPid) {
        return find(ProcFiles.OF_THIS_MACHINE, initPid);
    }

    static Optional<ContainerCgroup> find(ProcFiles proc, int initPid) {
        Optional<String> cgroup;
        try {
            cgroup = proc.read(initPid, "cgroup");
        } catch (AccessDeniedException hidden) {
            return Optional.empty();
        }
        CgroupMounts mounts = CgroupMounts.parse(proc.read("self/mountinfo"));
        return cgroup.flatMap(groups -> {
            if (!CgroupMounts.managedByV1(groups, "memory")) {
                return existing(mounts.v2(groups)).map(group -> new ContainerCgroup(Version.V2, group, group));
            }
            Optional<Path> memory = existing(mounts.v1(groups, "memory"));
            Optional<Path> cpu = existing(mounts.v1(groups, "cpuacct"));
            return memory.isPresent() && cpu.isPresent()
                    ? Optional.of(new ContainerCgroup(Version.V1, memory.get(), cpu.get()))
                    : Optional.empty();
        });
    }

    private static Optional<Path> existing(List<Path> candidates) {
        return candidates.stream()
                .filter(group -> Files.exists(group.resolve("cgroup.procs")))
                .findFirst();
    }

    /** What the kernel charges the container; empty if it is gone, or the kernel accounts no memory. */
    Optional<CgroupUsage> usage() {
        Optional<String> stat = text(memory.resolve("memory.stat"));
        if (version == Version.V2) {
            Optional<String> cpuStat = text(cpu.resolve("cpu.stat"));
            return stat.isEmpty() || cpuStat.isEmpty()
                    ? Optional.empty()
                    : Optional.of(CgroupFiles.usageV2(stat.get(), cpuStat.get()));
        }
        Optional<String> cpuNanos = text(cpu.resolve("cpuacct.usage"));
        return stat.isEmpty() || cpuNanos.isEmpty()
                ? Optional.empty()
                : Optional.of(CgroupFiles.usageV1(
                        stat.get(),
                        text(memory.resolve("memory.kmem.usage_in_bytes")).orElse(""),
                        cpuNanos.get()));
    }

    /** How many of its processes the kernel killed for want of memory; empty if it is gone or the kernel does not tell. */
    OptionalLong oomKills() {
        String events = version == Version.V2 ? "memory.events" : "memory.oom_control";
        return text(memory.resolve(events)).map(CgroupFiles::oomKills).orElse(OptionalLong.empty());
    }

    /**
     * Its processes, those of groups below it included, as pids on this side; 0 stands for one that our pid namespace
     * does not show. One read of a file, and whole even when a process lost its parent.
     */
    Set<Integer> pids() {
        Set<Integer> pids = new HashSet<>();
        collectPids(memory, pids);
        return pids;
    }

    private static void collectPids(Path group, Set<Integer> pids) {
        text(group.resolve("cgroup.procs"))
                .ifPresent(procs -> procs.lines().map(Integer::parseInt).forEach(pids::add));
        try (DirectoryStream<Path> below = Files.newDirectoryStream(group, Files::isDirectory)) {
            below.forEach(child -> collectPids(child, pids));
        } catch (IOException | DirectoryIteratorException gone) {
            // The group ended meanwhile: it has no processes.
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return ProcFiles.text(file);
        } catch (AccessDeniedException denied) {
            return Optional.empty();
        }
    }
}
