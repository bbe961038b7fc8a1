package org.mpmlab.core.load;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How the generator fared while it measured: what may void a result.
 *
 * @param name which engine, and its version, such as {@code native (epoll)}
 * @param cpu the sending threads' CPU time, user and system
 * @param collections garbage collections that began while measuring
 * @param longestPause the longest time that a thread which only sleeps was held up beyond its sleep: the JVM's and
 *     the kernel's pauses together
 * @param steal the share of the machine's CPU time that the hypervisor gave to others, 0 to 1; empty where the kernel
 *     does not tell
 * @param runQueue the mean number of runnable tasks per CPU while measuring; empty where unknown
 */
public record Generator(
        String name,
        Duration cpu,
        long collections,
        Duration longestPause,
        OptionalDouble steal,
        OptionalDouble runQueue) {

    /** Both generators' figures as one: CPU and collections add up, the worst of the others stands. */
    public Generator merge(Generator other) {
        return new Generator(
                name.equals(other.name) ? name : name + ", " + other.name,
                cpu.plus(other.cpu),
                collections + other.collections,
                longestPause.compareTo(other.longestPause) >= 0 ? longestPause : other.longestPause,
                worst(steal, other.steal),
                worst(runQueue, other.runQueue));
    }

    private static OptionalDouble worst(OptionalDouble a, OptionalDouble b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalDouble.of(Math.max(a.getAsDouble(), b.getAsDouble()));
    }
}
