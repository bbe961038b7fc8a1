package org.mpmlab.core.scenario;

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
    public static final Placement AUTOMATIC =
            new Placement(Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty());
}
