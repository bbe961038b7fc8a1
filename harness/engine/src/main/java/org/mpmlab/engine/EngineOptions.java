package org.mpmlab.engine;

import java.util.List;

/**
 * How an engine uses its machine. Immutable.
 *
 * @param threads event-loop threads, each with its share of the connections; one sends some 50,000 requests a second
 * @param cpus the CPUs that the threads are pinned to, taken in turn (Linux); empty to leave that to the kernel
 * @param polling never sleep while a load is under way: an answer is seen the moment it is there, not a wake-up later,
 *     at the price of a CPU per thread. Only where the threads have CPUs of their own, which are no other half of the
 *     server's cores
 * @param trustAll take any TLS certificate, for any name: a lab's are self-signed
 */
public record EngineOptions(int threads, List<Integer> cpus, boolean polling, boolean trustAll) {
    /** One thread, pinned nowhere, certificates verified. */
    public static final EngineOptions DEFAULT = new EngineOptions(1, List.of(), false, false);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code threads} is less than 1 or a CPU is negative
     */
    public EngineOptions {
        cpus = List.copyOf(cpus);
        if (threads < 1 || cpus.stream().anyMatch(cpu -> cpu < 0)) {
            throw new IllegalArgumentException(
                    "threads must be at least 1 and CPUs not negative, not " + threads + ", " + cpus);
        }
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(count, cpus, polling, trustAll);
    }

    public EngineOptions pinnedTo(List<Integer> cpuNumbers) {
        return new EngineOptions(threads, cpuNumbers, polling, trustAll);
    }

    public EngineOptions trustingAll() {
        return new EngineOptions(threads, cpus, polling, true);
    }

    public EngineOptions withPolling(boolean poll) {
        return new EngineOptions(threads, cpus, poll, trustAll);
    }
}
