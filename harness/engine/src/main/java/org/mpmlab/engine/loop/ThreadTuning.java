package org.mpmlab.engine.loop;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/** Linux's settings of one thread: the CPU it runs on and how punctually it is woken. */
final class ThreadTuning {
    /** prctl(2): how much later than asked a timer of this thread may fire; 50 us unless set. */
    private static final int PR_SET_TIMERSLACK = 29;

    private static final int MASK_BYTES = 128;

    private ThreadTuning() {}

    private interface LibC extends Library {
        int sched_setaffinity(int thread, NativeLong maskBytes, byte[] mask);

        int gettid();

        int prctl(int option, NativeLong value, NativeLong unused3, NativeLong unused4, NativeLong unused5);
    }

    /**
     * Tunes the thread that calls.
     *
     * @param cpu to pin the calling thread to; negative for none
     * @throws IllegalStateException if that CPU is not to be had
     */
    static void tuneCurrentThread(int cpu) {
        LibC libC = load();
        if (libC != null) {
            NativeLong none = new NativeLong(0);
            libC.prctl(PR_SET_TIMERSLACK, new NativeLong(1), none, none, none);
        }
        if (cpu >= 0) {
            pin(libC, cpu);
        }
    }

    /** The kernel's number of the thread that calls; 0 where there is none. */
    static int currentThreadId() {
        LibC libC = load();
        try {
            return libC == null ? 0 : libC.gettid();
        } catch (UnsatisfiedLinkError beforeGlibc230) {
            return 0;
        }
    }

    private static void pin(LibC libC, int cpu) {
        byte[] mask = new byte[MASK_BYTES];
        if (cpu >= MASK_BYTES * 8) {
            throw new IllegalStateException("there is no CPU " + cpu);
        }
        mask[cpu / 8] |= (byte) (1 << (cpu % 8));
        if (libC == null || libC.sched_setaffinity(0, new NativeLong(MASK_BYTES), mask) != 0) {
            throw new IllegalStateException("cannot pin a load thread to CPU " + cpu
                    + ": not on this machine, or not in this process's cpuset (see taskset -p $$)");
        }
    }

    private static LibC load() {
        if (!Platform.isLinux()) {
            return null;
        }
        try {
            return Native.load("c", LibC.class);
        } catch (UnsatisfiedLinkError noLibC) {
            return null;
        }
    }
}
