package org.mpmlab.lab.observe;

/**
 * One process of a container, as {@code /proc} shows it.
 *
 * @param pid as this process sees it (the host's)
 * @param ppid its parent; 0 where the parent is outside our pid namespace
 * @param comm the program's name, at most 15 characters
 * @param commandLine its arguments, or the title that FPM and nginx write over them, separated by spaces; empty once
 *     the process is ending
 * @param state proc(5)'s letter, {@code Z} for a process that ended and was not waited for
 * @param threads how many
 * @param ignoredSignals a bit per ignored signal, signal 1 the lowest; the lowest 31 only
 * @param caughtSignals a bit per signal with a handler, likewise
 */
record ServerProcess(
        int pid,
        int ppid,
        String comm,
        String commandLine,
        char state,
        int threads,
        long ignoredSignals,
        long caughtSignals) {
    private static final int SIGSEGV = 11;
    private static final int SIGCHLD = 17;

    // proc(5) numbers the fields of stat from 1 (pid), 2 (comm); these are counted from 3 (state) as 0.
    private static final int STATE = 0;
    private static final int PPID = 1;
    private static final int THREADS = 17;
    private static final int IGNORED_SIGNALS = 30;
    private static final int CAUGHT_SIGNALS = 31;

    /**
     * Reads two files of {@code /proc/PID}.
     *
     * @param stat {@code /proc/PID/stat}, which alone holds all numbers needed here and is readable to everyone
     * @param cmdline {@code /proc/PID/cmdline}, its arguments ended by NUL
     * @throws IllegalArgumentException if {@code stat} is not of proc(5)'s form
     */
    static ServerProcess parse(String stat, String cmdline) {
        // A name may hold blanks and parentheses itself; only the last one closes it.
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 1 || close < open) {
            throw new IllegalArgumentException("not a line of /proc/PID/stat: " + stat);
        }
        String[] fields = stat.substring(close + 1).strip().split(" ", -1);
        if (fields.length <= CAUGHT_SIGNALS) {
            throw new IllegalArgumentException("/proc/PID/stat has too few fields: " + stat);
        }
        return new ServerProcess(
                Integer.parseInt(stat.substring(0, open).strip()),
                Integer.parseInt(fields[PPID]),
                stat.substring(open + 1, close),
                cmdline.replace('\0', ' ').strip(),
                fields[STATE].charAt(0),
                Integer.parseInt(fields[THREADS]),
                Long.parseLong(fields[IGNORED_SIGNALS]),
                Long.parseLong(fields[CAUGHT_SIGNALS]));
    }

    /** Whether it ended and only waits to be reaped: it has no memory, and its signal masks are gone. */
    boolean ended() {
        return state == 'Z' || state == 'X';
    }

    boolean catchesSegv() {
        return has(caughtSignals, SIGSEGV);
    }

    boolean ignoresSigchld() {
        return has(ignoredSignals, SIGCHLD);
    }

    private static boolean has(long mask, int signal) {
        return (mask >> (signal - 1) & 1) == 1;
    }
}
