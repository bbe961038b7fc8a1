package org.mpmlab.engine.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the kernel says of the machine as a whole, in /proc/stat, and of this process's threads. */
public final class Kernel {
    private static final Path STAT = Path.of("/proc/stat");
    private static final Path TASKS = Path.of("/proc/self/task");

    private Kernel() {}

    /**
     * The figures in use here.
     *
     * @param stealTicks the CPU time that the hypervisor gave to others, over all CPUs
     * @param totalTicks all CPU time
     * @param runnable tasks that run or could run
     */
    record Stat(long stealTicks, long totalTicks, int runnable) {}

    /**
     * How long a thread of this process was ready to run and had no CPU, since it started; empty where the kernel does
     * not tell. The second figure of /proc/PID/schedstat (the kernel's sched-stats.rst).
     */
    public static Optional<Duration> waited(int threadId) {
        try {
            String[] words = Files.readString(TASKS.resolve(threadId + "/schedstat"))
                    .strip()
                    .split(" ", -1);
            return Optional.of(Duration.ofNanos(Long.parseLong(words[1])));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Empty where there is no such file. */
    static Optional<Stat> stat() {
        try {
            return Optional.of(parse(Files.readAllLines(STAT)));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** See proc(5): user nice system idle iowait irq softirq steal; guest time is part of user's. */
    static Stat parse(List<String> lines) {
        long steal = 0;
        long total = 0;
        int runnable = 0;
        for (String line : lines) {
            String[] words = line.split(" +", -1);
            if (words[0].equals("cpu")) {
                for (int i = 1; i <= 8 && i < words.length; i++) {
                    total += Long.parseLong(words[i]);
                }
                steal = words.length > 8 ? Long.parseLong(words[8]) : 0;
            } else if (words[0].equals("procs_running")) {
                runnable = Integer.parseInt(words[1]);
            }
        }
        return new Stat(steal, total, runnable);
    }
}
