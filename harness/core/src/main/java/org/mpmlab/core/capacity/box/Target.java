package org.mpmlab.core.capacity.box;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.scenario.Quantities;

/**
 * The box to plan for.
 *
 * @param cpus cores that the web server and PHP may use; a fraction is a CPU limit
 * @param memoryBytes memory that the web server and PHP may use: not what a database or the system needs
 * @param keepAliveConnections clients that stay connected, idle, between requests
 * @param ratePerSecond requests that must be carried; empty to ask for as many as the box carries
 * @param objective how well they must be answered
 * @param needs what the stack must offer
 * @param networkBitsPerSecond the line's bandwidth; empty where it is no matter
 * @param keepAliveTimeout how long a client may stay idle; empty to have it chosen
 * @param filesPerProcess the most file descriptors that a process can be given; empty where that can be raised
 * @param utilisation the share of the CPUs, and of a pool's workers and children, 0 to 1, that may be busy on average
 * @param memoryHeadroom the share of the memory, 0 to 1, kept for the kernel, the page cache and what the model
 *     doesn't know
 */
public record Target(
        double cpus,
        long memoryBytes,
        int keepAliveConnections,
        OptionalDouble ratePerSecond,
        Objective objective,
        Set<Need> needs,
        OptionalDouble networkBitsPerSecond,
        Optional<Duration> keepAliveTimeout,
        OptionalInt filesPerProcess,
        double utilisation,
        double memoryHeadroom) {

    /**
     * Four fifths: at that, queues of a few cores are short, and a fifth is left for what comes unevenly and for a machine
     * that gives a tenth less in one hour than it gave in another.
     */
    public static final double USUAL_UTILISATION = 0.8;

    /** A tenth: in a control group sockets, page tables and stacks of the kernel count against the limit too. */
    public static final double USUAL_HEADROOM = 0.1;

    public Target {
        if (!(cpus > 0 && memoryBytes > 0 && keepAliveConnections >= 0)) {
            throw new IllegalArgumentException("a target has CPUs, memory and no fewer than 0 connections, not " + cpus
                    + ", " + memoryBytes + " bytes and " + keepAliveConnections);
        }
        if (!(utilisation > 0 && utilisation <= 1 && memoryHeadroom >= 0 && memoryHeadroom < 1)) {
            throw new IllegalArgumentException("utilisation lies above 0 and up to 1, memory headroom from 0 to below "
                    + "1, not " + utilisation + " and " + memoryHeadroom);
        }
        needs = needs.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(needs));
    }

    /** A box of which only its resources are said. */
    public static Target of(double cpus, long memoryBytes) {
        return new Target(
                cpus,
                memoryBytes,
                0,
                OptionalDouble.empty(),
                Objective.NONE,
                Set.of(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                USUAL_UTILISATION,
                USUAL_HEADROOM);
    }

    /** Memory that pools may be planned to fill. */
    public double memoryBudgetBytes() {
        return memoryBytes * (1 - memoryHeadroom);
    }

    /** Such as {@code 1 CPU} or {@code 2.5 CPUs}. */
    public String cpusInWords() {
        return Quantities.number(cpus) + (cpus == 1 ? " CPU" : " CPUs");
    }

    public Target withCpus(double cpus) {
        return with(cpus, memoryBytes, objective, utilisation);
    }

    public Target withMemoryBytes(long memoryBytes) {
        return with(cpus, memoryBytes, objective, utilisation);
    }

    public Target withObjective(Objective objective) {
        return with(cpus, memoryBytes, objective, utilisation);
    }

    public Target withUtilisation(double utilisation) {
        return with(cpus, memoryBytes, objective, utilisation);
    }

    private Target with(double cpus, long memoryBytes, Objective objective, double utilisation) {
        return new Target(
                cpus,
                memoryBytes,
                keepAliveConnections,
                ratePerSecond,
                objective,
                needs,
                networkBitsPerSecond,
                keepAliveTimeout,
                filesPerProcess,
                utilisation,
                memoryHeadroom);
    }
}
