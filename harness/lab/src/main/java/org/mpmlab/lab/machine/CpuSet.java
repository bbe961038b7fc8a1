package org.mpmlab.lab.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * CPUs by number, written as the kernel writes them: {@code 0-2,5}.
 *
 * @param cpus in ascending order
 */
public record CpuSet(List<Integer> cpus) {
    public CpuSet {
        cpus = List.copyOf(new TreeSet<>(cpus));
    }

    public static CpuSet of(Integer... cpus) {
        return new CpuSet(List.of(cpus));
    }

    /**
     * Reads a list such as {@code 0-2,5}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CpuSet parse(String list) {
        List<Integer> cpus = new ArrayList<>();
        for (String range : list.strip().split(",", -1)) {
            String[] ends = range.strip().split("-", -1);
            try {
                int first = Integer.parseInt(ends[0]);
                int last = ends.length == 2 ? Integer.parseInt(ends[1]) : first;
                if (ends.length > 2 || first > last) {
                    throw new NumberFormatException(range);
                }
                for (int cpu = first; cpu <= last; cpu++) {
                    cpus.add(cpu);
                }
            } catch (NumberFormatException noRange) {
                throw new IllegalArgumentException("'" + list + "' is no list of CPUs such as 0-2,5", noRange);
            }
        }
        return new CpuSet(cpus);
    }

    public CpuSet without(Collection<Integer> others) {
        return new CpuSet(cpus.stream().filter(cpu -> !others.contains(cpu)).toList());
    }

    public boolean isEmpty() {
        return cpus.isEmpty();
    }

    @Override
    public String toString() {
        return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
