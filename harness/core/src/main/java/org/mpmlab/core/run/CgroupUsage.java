package org.mpmlab.core.run;

/**
 * What the kernel charges to a stack's containers, over all of them.
 *
 * @param anonBytes anonymous memory (v1: total_rss, v2: anon)
 * @param shmemBytes shared memory, opcache's segment among it (v1: total_shmem, v2: shmem)
 * @param kernelBytes kernel memory (v1: kmem usage, v2: kernel)
 * @param cacheBytes page cache beside shared memory, which the kernel can take back
 * @param cpuMicros CPU time used since the containers started, user and system, in microseconds
 */
public record CgroupUsage(long anonBytes, long shmemBytes, long kernelBytes, long cacheBytes, long cpuMicros) {
    public CgroupUsage plus(CgroupUsage other) {
        return new CgroupUsage(
                anonBytes + other.anonBytes,
                shmemBytes + other.shmemBytes,
                kernelBytes + other.kernelBytes,
                cacheBytes + other.cacheBytes,
                cpuMicros + other.cpuMicros);
    }

    /** Anonymous and shared memory: what serving needs, without page cache. */
    public long workingBytes() {
        return anonBytes + shmemBytes;
    }
}
