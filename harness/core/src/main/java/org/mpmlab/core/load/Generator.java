package org.mpmlab.core.load;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How the generator fared while it measured: what may void a result.
 *
 * @param name which engine, and its version, such as {@code native (epoll)}
 * @param threads how many send
 * @param cpu the sending threads' CPU time, user and system
 * @param collections garbage collections while measuring
 * @param collecting how long they took together
 * @param longestPause the longest time that a thread which only sleeps was held up beyond its sleep: the JVM's and
 *     the kernel's pauses together
 * @param steal the share of the machine's CPU time that the hypervisor gave to others, 0 to 1; empty where the kernel
 *     does not tell
 * @param runQueue the mean number of runnable tasks per CPU of the machine while measuring; empty where unknown
 * @param runDelay the share of the time that a sending thread was ready to run and had no CPU, the worst of them;
 *     empty where the kernel does not tell
 */
public record Generator(
        String name,
        int threads,
        Duration cpu,
        long collections,
        Duration collecting,
        Duration longestPause,
        OptionalDouble steal,
        OptionalDouble runQueue,
        OptionalDouble runDelay) {

    /** What is said of a generator that sent nothing. */
    public static final Generator NONE = new Generator(
            "none",
            0,
            Duration.ZERO,
            0,
            Duration.ZERO,
            Duration.ZERO,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    /** Both generators' figures as one: threads, CPU and collections add up, the worst of the others stands. */
    public Generator merge(Generator other) {
        return new Generator(
                name.equals(other.name) ? name : name + ", " + other.name,
                threads + other.threads,
                cpu.plus(other.cpu),
                collections + other.collections,
                collecting.compareTo(other.collecting) >= 0 ? collecting : other.collecting,
                longestPause.compareTo(other.longestPause) >= 0 ? longestPause : other.longestPause,
                worst(steal, other.steal),
                worst(runQueue, other.runQueue),
                worst(runDelay, other.runDelay));
    }

    private static OptionalDouble worst(OptionalDouble a, OptionalDouble b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalDouble.of(Math.max(a.getAsDouble(), b.getAsDouble()));
    }
}
