package org.mpmlab.lab.machine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.File;
import java.util.List;

/** Which CPUs threads of this process run on. Linux only; elsewhere, or where the kernel refuses, nothing changes. */
public final class Affinity {
    /** Bits of the kernel's mask: room for 1,024 CPUs, as glibc's cpu_set_t. */
    private static final int MASK_BYTES = 128;

    interface Libc extends Library {
        int sched_setaffinity(int pid, long size, byte[] mask);
    }

    private Affinity() {}

    /**
     * Moves all threads that this process has now to these CPUs; those that they start later inherit it. Threads that
     * must run elsewhere pin themselves afterwards.
     */
    public static void moveProcess(CpuSet cpus) {
        String[] threads = new File("/proc/self/task").list();
        if (threads == null || cpus.isEmpty()) {
            return;
        }
        Libc libc = Native.load("c", Libc.class);
        for (String thread : List.of(threads)) {
            libc.sched_setaffinity(Integer.parseInt(thread), MASK_BYTES, mask(cpus));
        }
    }

    static byte[] mask(CpuSet cpus) {
        byte[] mask = new byte[MASK_BYTES];
        for (int cpu : cpus.cpus()) {
            mask[cpu / Byte.SIZE] |= (byte) (1 << (cpu % Byte.SIZE));
        }
        return mask;
    }
}
