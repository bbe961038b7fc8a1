package org.mpmlab.lab.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.mpmlab.core.run.CgroupUsage;

/**
 * What the files of a control group say, v1 (Documentation/admin-guide/cgroup-v1/memory.rst, cpuacct.rst) and v2
 * (Documentation/admin-guide/cgroup-v2.rst). Pure functions of the files' text; a field that a kernel lacks counts 0.
 */
final class CgroupFiles {
    private static final long NANOS_PER_MICRO = 1000;

    private CgroupFiles() {}

    /**
     * Usage by v1's files.
     *
     * @param memoryStat memory.stat
     * @param kernelBytes memory.kmem.usage_in_bytes; empty text where the kernel does not account it
     * @param cpuNanos cpuacct.usage
     */
    static CgroupUsage usageV1(String memoryStat, String kernelBytes, String cpuNanos) {
        Map<String, Long> memory = counters(memoryStat);
        long shmem = memory.getOrDefault("total_shmem", 0L);
        return new CgroupUsage(
                memory.getOrDefault("total_rss", 0L),
                shmem,
                kernelBytes.isBlank() ? 0 : Long.parseLong(kernelBytes.strip()),
                Math.max(0, memory.getOrDefault("total_cache", 0L) - shmem),
                Long.parseLong(cpuNanos.strip()) / NANOS_PER_MICRO);
    }

    /**
     * Usage by v2's files.
     *
     * @param memoryStat memory.stat
     * @param cpuStat cpu.stat
     */
    static CgroupUsage usageV2(String memoryStat, String cpuStat) {
        Map<String, Long> memory = counters(memoryStat);
        long shmem = memory.getOrDefault("shmem", 0L);
        return new CgroupUsage(
                memory.getOrDefault("anon", 0L),
                shmem,
                kernelV2(memory),
                Math.max(0, memory.getOrDefault("file", 0L) - shmem),
                counters(cpuStat).getOrDefault("usage_usec", 0L));
    }

    /** {@code kernel} came with Linux 5.18; before, its parts are there. */
    private static long kernelV2(Map<String, Long> memory) {
        Long kernel = memory.get("kernel");
        if (kernel != null) {
            return kernel;
        }
        return memory.getOrDefault("kernel_stack", 0L)
                + memory.getOrDefault("pagetables", 0L)
                + memory.getOrDefault("percpu", 0L)
                + memory.getOrDefault("slab", 0L);
    }

    /**
     * How many processes the kernel killed for want of memory.
     *
     * @param events v2's memory.events, or v1's memory.oom_control (counts since Linux 4.13)
     */
    static OptionalLong oomKills(String events) {
        Long kills = counters(events).get("oom_kill");
        return kills == null ? OptionalLong.empty() : OptionalLong.of(kills);
    }

    /** A flat keyed file: a name and a number a line. */
    private static Map<String, Long> counters(String file) {
        Map<String, Long> counters = new HashMap<>();
        file.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                counters.put(
                        line.substring(0, blank),
                        Long.parseLong(line.substring(blank + 1).strip()));
            }
        });
        return counters;
    }
}
