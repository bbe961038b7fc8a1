package org.mpmlab.lab.observe;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.util.Optional;
import java.util.Set;

/** Keeps a thread on chosen CPUs: sched_setaffinity(2). */
final class CpuAffinity {
    private static final int MASK_BYTES = 128;
    private static final int CALLING_THREAD = 0;

    private CpuAffinity() {}

    private interface LibC extends Library {
        int sched_setaffinity(int thread, NativeLong maskBytes, byte[] mask) throws LastErrorException;
    }

    /**
     * Keeps the calling thread on these CPUs from now on.
     *
     * @param cpus by number; none to leave the thread where it is
     * @return why it did not work, in words; empty if it did
     */
    static Optional<String> pinCurrentThread(Set<Integer> cpus) {
        if (cpus.isEmpty()) {
            return Optional.empty();
        }
        byte[] mask = new byte[MASK_BYTES];
        for (int cpu : cpus) {
            if (cpu < 0 || cpu >= MASK_BYTES * 8) {
                return Optional.of("there is no CPU " + cpu);
            }
            mask[cpu / 8] |= (byte) (1 << cpu % 8);
        }
        try {
            Native.load("c", LibC.class).sched_setaffinity(CALLING_THREAD, new NativeLong(MASK_BYTES), mask);
            return Optional.empty();
        } catch (LastErrorException refused) {
            return Optional.of("CPUs " + cpus + " are not on this machine or not in this process's cpuset ("
                    + refused.getMessage() + ")");
        } catch (UnsatisfiedLinkError noLibC) {
            return Optional.of("the C library is out of JNA's reach: " + noLibC.getMessage());
        }
    }
}
