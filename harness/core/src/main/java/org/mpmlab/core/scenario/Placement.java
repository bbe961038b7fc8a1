package org.mpmlab.core.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Where servers and the generator run, and what servers may use.
 *
 * @param serverCpus a cpuset list such as {@code 0} or {@code 0-3}; empty to share the machine out
 * @param generatorCpus likewise
 * @param serverCpuLimit CPUs' worth of time that each container of a stack may use
 * @param serverMemoryBytes memory that each container of a stack may use
 */
public record Placement(
        Optional<String> serverCpus,
        Optional<String> generatorCpus,
        OptionalDouble serverCpuLimit,
        OptionalLong serverMemoryBytes) {
    private static final double MIB = 1 << 20;

    public static final Placement AUTOMATIC =
            new Placement(Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty());

    /** What each container of a stack may use, such as {@code 0.5 CPUs and 1024 MiB}, or {@code no limits}. */
    public String limits() {
        List<String> limits = new ArrayList<>();
        serverCpuLimit.ifPresent(cpus -> limits.add(Quantities.number(cpus) + " CPUs"));
        serverMemoryBytes.ifPresent(bytes -> limits.add(Quantities.number(bytes / MIB) + " MiB"));
        return limits.isEmpty() ? "no limits" : String.join(" and ", limits);
    }
}
