package org.mpmlab.lab.machine;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.scenario.Placement;

/**
 * Who gets which CPU. The generator has CPUs of its own wherever there are two; the observer keeps away from it, and
 * from the servers too where there are four.
 *
 * @param servers for containers
 * @param generator for the load engine's threads
 * @param observer for looking at the servers meanwhile
 * @param warning what to know about it, in words
 */
public record CpuShares(CpuSet servers, CpuSet generator, CpuSet observer, Optional<String> warning) {

    /**
     * Shares out these CPUs, as far as the placement leaves it open.
     *
     * @throws IllegalArgumentException if the placement names a CPU that is not online
     */
    public static CpuShares of(CpuSet online, Placement placement) {
        Optional<CpuSet> asked = placement.generatorCpus().map(CpuSet::parse);
        Optional<CpuSet> askedServers = placement.serverCpus().map(CpuSet::parse);
        asked.ifPresent(set -> require(online, set));
        askedServers.ifPresent(set -> require(online, set));
        List<Integer> all = online.cpus();
        int n = all.size();
        CpuSet taken = askedServers.orElse(new CpuSet(List.of()));
        CpuSet free = online.without(taken.cpus());
        CpuSet generator = asked.orElse(
                free.isEmpty() ? online : CpuSet.of(free.cpus().get(free.cpus().size() - 1)));
        CpuSet rest = online.without(generator.cpus());
        if (rest.isEmpty()) {
            return new CpuShares(
                    askedServers.orElse(online),
                    generator,
                    online,
                    Optional.of("Only " + n + " CPU: the generator competes with the servers for it, "
                            + "and every figure contains that."));
        }
        boolean spare = n >= 4 && rest.cpus().size() > 1 && askedServers.isEmpty();
        CpuSet observer = spare ? CpuSet.of(rest.cpus().get(rest.cpus().size() - 1)) : rest;
        CpuSet servers = askedServers.orElse(spare ? rest.without(observer.cpus()) : rest);
        boolean shared = servers.cpus().stream().anyMatch(generator.cpus()::contains);
        return new CpuShares(
                servers,
                generator,
                observer,
                shared
                        ? Optional.of("Servers and generator share CPUs (" + servers + " and " + generator
                                + "): they slow each other down.")
                        : Optional.empty());
    }

    private static void require(CpuSet online, CpuSet asked) {
        if (!online.cpus().containsAll(asked.cpus())) {
            throw new IllegalArgumentException(
                    "CPUs " + asked + " were asked for, but only " + online + " can be used here");
        }
    }
}
