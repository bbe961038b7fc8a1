package org.mpmlab.core.capacity.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.scenario.Quantities;

/**
 * As much of a target as a machine can put to the test.
 *
 * @param target the target itself, or a smaller box that is asked for proportionally less
 * @param beyond in words, what is left to the model; none where the machine reaches all of it
 */
public record Reach(Target target, List<String> beyond) {
    private static final int DIGITS = 3;

    public Reach {
        beyond = List.copyOf(beyond);
    }

    /**
     * What servers can be given here. Fewer CPUs are asked for a rate that is lower in proportion, less memory for idle
     * connections that are fewer in proportion: each follows what mostly bounds it.
     *
     * @param cpus that servers get on this machine
     * @param memoryBytes that servers can be given on it
     */
    public static Reach of(Target asked, double cpus, long memoryBytes) {
        List<String> beyond = new ArrayList<>();
        Target reached = asked;
        if (asked.cpus() > cpus) {
            double share = cpus / asked.cpus();
            OptionalDouble rate = asked.ratePerSecond().isPresent()
                    ? OptionalDouble.of(asked.ratePerSecond().getAsDouble() * share)
                    : OptionalDouble.empty();
            reached = with(reached, cpus, reached.memoryBytes(), reached.keepAliveConnections(), rate);
            beyond.add(String.format(
                    Locale.ROOT,
                    "%s CPUs were asked for and servers get %s here: what is above that stays extrapolated, %s times%s",
                    number(asked.cpus()),
                    number(cpus),
                    number(1 / share),
                    rate.isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "; the rate to carry is %s/s instead of %s/s",
                                    number(rate.getAsDouble()),
                                    number(asked.ratePerSecond().getAsDouble()))
                            : ""));
        }
        if (asked.memoryBytes() > memoryBytes) {
            double share = (double) memoryBytes / asked.memoryBytes();
            int connections = (int) Math.floor(asked.keepAliveConnections() * share);
            reached = with(reached, reached.cpus(), memoryBytes, connections, reached.ratePerSecond());
            beyond.add(String.format(
                    Locale.ROOT,
                    "%s were asked for and servers can have %s here: what is above that stays extrapolated%s",
                    Quantities.size(asked.memoryBytes()),
                    Quantities.size(memoryBytes),
                    connections < asked.keepAliveConnections()
                            ? String.format(
                                    Locale.ROOT,
                                    "; %,d idle connections are held instead of %,d",
                                    connections,
                                    asked.keepAliveConnections())
                            : ""));
        }
        return new Reach(reached, beyond);
    }

    private static String number(double value) {
        return Quantities.rounded(value, DIGITS);
    }

    private static Target with(Target target, double cpus, long memoryBytes, int connections, OptionalDouble rate) {
        return new Target(
                cpus,
                memoryBytes,
                connections,
                rate,
                target.objective(),
                target.needs(),
                target.networkBitsPerSecond(),
                target.keepAliveTimeout(),
                target.filesPerProcess(),
                target.utilisation(),
                target.memoryHeadroom());
    }
}
