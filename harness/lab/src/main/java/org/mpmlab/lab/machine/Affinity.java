package org.mpmlab.lab.machine;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.File;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Which CPUs threads of this process run on: sched_setaffinity(2). Linux only; elsewhere nothing changes. */
public final class Affinity {
    /** Room for 1,024 CPUs, as in glibc's cpu_set_t. */
    private static final int MASK_BYTES = 128;

    private static final int CALLING_THREAD = 0;

    /** ESRCH. */
    private static final int NO_SUCH_THREAD = 3;

    private interface LibC extends Library {
        int sched_setaffinity(int thread, NativeLong maskBytes, byte[] mask) throws LastErrorException;
    }

    private Affinity() {}

    /**
     * Keeps the calling thread on these CPUs from now on.
     *
     * @param cpus by number; none to leave the thread where it is
     * @return why it did not work, in words; empty if it did
     */
    public static Optional<String> pinCurrentThread(Collection<Integer> cpus) {
        return pin(CALLING_THREAD, cpus);
    }

    /**
     * Moves all threads that this process has now to these CPUs; those that they start later inherit it. Threads that
     * must run elsewhere pin themselves afterwards.
     *
     * @return why it did not work for one of them, in words; empty if it did
     */
    public static Optional<String> moveProcess(Collection<Integer> cpus) {
        String[] threads = new File("/proc/self/task").list();
        return threads == null
                ? Optional.of("this system does not list its threads")
                : Stream.of(threads)
                        .map(thread -> pin(Integer.parseInt(thread), cpus))
                        .toList() // all of them, whatever becomes of one
                        .stream()
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private static Optional<String> pin(int thread, Collection<Integer> cpus) {
        if (cpus.isEmpty()) {
            return Optional.empty();
        }
        byte[] mask = new byte[MASK_BYTES];
        for (int cpu : cpus) {
            if (cpu < 0 || cpu >= MASK_BYTES * Byte.SIZE) {
                return Optional.of("there is no CPU " + cpu);
            }
            mask[cpu / Byte.SIZE] |= (byte) (1 << cpu % Byte.SIZE);
        }
        try {
            Native.load("c", LibC.class).sched_setaffinity(thread, new NativeLong(MASK_BYTES), mask);
            return Optional.empty();
        } catch (LastErrorException refused) {
            if (refused.getErrorCode() == NO_SUCH_THREAD) {
                return Optional.empty(); // it ended since it was listed
            }
            return Optional.of("CPUs " + cpus + " are not on this machine or not in this process's cpuset ("
                    + refused.getMessage() + ")");
        } catch (UnsatisfiedLinkError noLibC) {
            return Optional.of("the C library is out of JNA's reach: " + noLibC.getMessage());
        }
    }
}
