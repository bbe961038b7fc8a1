package org.mpmlab.lab.observe;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The time that each CPU of the machine spent busy, idle and taken away by the hypervisor: since boot as
 * {@link #parse}d, between two moments as {@link #since} gives it. In ticks of USER_HZ (10 ms on Linux), so a
 * difference over less than a second says little. Immutable.
 *
 * @param cpus by number
 * @param runnable threads that ran or waited for a CPU at the moment of reading (procs_running)
 */
public record CpuTimes(Map<Integer, Cpu> cpus, int runnable) {
    // proc(5): user nice system idle iowait irq softirq steal guest guest_nice; user and nice include the guests.
    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int IRQ = 6;
    private static final int SOFTIRQ = 7;
    private static final int STEAL = 8;

    public CpuTimes {
        cpus = Map.copyOf(cpus);
    }

    /** Ticks of one CPU. */
    public record Cpu(long busy, long idle, long steal) {
        private Cpu since(Cpu earlier) {
            // The kernel corrects idle and iowait downwards now and then.
            return new Cpu(
                    Math.max(0, busy - earlier.busy),
                    Math.max(0, idle - earlier.idle),
                    Math.max(0, steal - earlier.steal));
        }
    }

    /**
     * Times since boot.
     *
     * @param stat {@code /proc/stat}
     */
    public static CpuTimes parse(String stat) {
        Map<Integer, Cpu> cpus = new HashMap<>();
        int runnable = 0;
        for (String line : (Iterable<String>) stat.lines()::iterator) {
            String[] fields = line.split(" +", -1);
            if (fields[0].matches("cpu\\d+")) {
                cpus.put(Integer.parseInt(fields[0].substring("cpu".length())), cpu(fields));
            } else if (fields[0].equals("procs_running")) {
                runnable = Integer.parseInt(fields[1]);
            }
        }
        return new CpuTimes(cpus, runnable);
    }

    private static Cpu cpu(String[] fields) {
        long busy = 0;
        for (int field : new int[] {USER, NICE, SYSTEM, IRQ, SOFTIRQ}) {
            busy += Long.parseLong(fields[field]);
        }
        return new Cpu(
                busy, Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IOWAIT]), Long.parseLong(fields[STEAL]));
    }

    /** Times since boot, of this machine, now. */
    public static CpuTimes now() {
        return parse(ProcFiles.OF_THIS_MACHINE.read("stat"));
    }

    /** What passed since an earlier reading, for the CPUs that both know. */
    public CpuTimes since(CpuTimes earlier) {
        return new CpuTimes(
                cpus.entrySet().stream()
                        .filter(cpu -> earlier.cpus.containsKey(cpu.getKey()))
                        .collect(toMap(Map.Entry::getKey, cpu -> cpu.getValue().since(earlier.cpus.get(cpu.getKey())))),
                runnable);
    }

    /**
     * The share of these CPUs' time that was worked, 0 to 1.
     *
     * @return empty if none of them is known or no tick passed
     */
    public OptionalDouble busyShare(Set<Integer> of) {
        return share(of, Cpu::busy);
    }

    /** The share of these CPUs' time that the hypervisor gave to others, 0 to 1. */
    public OptionalDouble stealShare(Set<Integer> of) {
        return share(of, Cpu::steal);
    }

    private OptionalDouble share(Set<Integer> of, ToLongFunction<Cpu> part) {
        long ticks = 0;
        long all = 0;
        for (Integer number : of) {
            Cpu cpu = cpus.get(number);
            if (cpu != null) {
                ticks += part.applyAsLong(cpu);
                all += cpu.busy() + cpu.idle() + cpu.steal();
            }
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) ticks / all);
    }
}
