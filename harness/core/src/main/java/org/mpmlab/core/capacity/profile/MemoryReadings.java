package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Line;
import org.mpmlab.core.capacity.model.MemoryCosts;
import org.mpmlab.core.capacity.model.Plane;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;

/**
 * Memory costs of a stack from pools of several sizes. PSS of PHP's own processes is a line over their number; PSS of
 * all other processes is a line over httpd's processes or, on threaded MPMs, a plane over processes and threads.
 */
final class MemoryReadings {
    private static final double KIB = 1 << 10;
    /** What httpd's pools and buffers of an idle connection were seen to take, generously both ways. */
    private static final Estimated USUAL_IDLE_CONNECTION = Estimated.assumed(12 * KIB, 0, 48 * KIB);

    private static final Set<Role> PHP = EnumSet.of(Role.PHP_CGI, Role.FPM_MASTER, Role.FPM_WORKER);
    private static final Set<Role> PHP_PROCESSES = EnumSet.of(Role.PHP_CGI, Role.FPM_WORKER);

    private final Composition stack;
    private final List<Reading> readings;
    private final Gaps gaps;

    /** A pool's size and its greatest PSS while it was warm. */
    private record Look(Reading reading, Sample sample) {
        double php() {
            return sum(true);
        }

        double server() {
            return sum(false);
        }

        int phpProcesses() {
            return processes(PHP_PROCESSES);
        }

        int processes(Set<Role> roles) {
            return sample.roles().stream()
                    .filter(usage -> roles.contains(usage.role()))
                    .mapToInt(RoleUsage::processes)
                    .sum();
        }

        /**
         * PSS, and what the kernel itself is charged with for them: page tables and stacks, which come to a quarter of a
         * MiB for a process of prefork and count against a limit as all else does. The kernel does not tell whose they
         * are, so each process has its share.
         */
        private double sum(boolean php) {
            double pss = sample.roles().stream()
                    .filter(usage -> PHP.contains(usage.role()) == php)
                    .mapToLong(RoleUsage::pssBytes)
                    .sum();
            long all = sample.roles().stream().mapToLong(RoleUsage::processes).sum();
            long own = sample.roles().stream()
                    .filter(usage -> PHP.contains(usage.role()) == php)
                    .mapToLong(RoleUsage::processes)
                    .sum();
            double kernel =
                    sample.cgroup().map(usage -> (double) usage.kernelBytes()).orElse(0.0);
            return all == 0 ? pss : pss + kernel * own / all;
        }
    }

    MemoryReadings(Composition stack, List<Reading> readings, Gaps gaps) {
        this.stack = stack;
        this.readings = readings;
        this.gaps = gaps;
    }

    /** Empty where sizes are missing, which the gaps then say. */
    Optional<MemoryCosts> costs() {
        List<Look> looks = warm();
        if (looks.isEmpty()) {
            gaps.missing("memory: no cell has the PSS of its processes; run as root, with loads that keep one stack "
                    + "busy (arrival: closed)");
            return Optional.empty();
        }
        try {
            return Optional.of(costs(looks));
        } catch (IllegalArgumentException tooFew) {
            gaps.missing("memory over the size of the pool: " + tooFew.getMessage() + ", as stacks that extend " + stack
                    + " with other settings, as scenario capacity has them");
            return Optional.empty();
        }
    }

    private MemoryCosts costs(List<Look> looks) {
        boolean own = stack.php() != PhpMode.MOD_PHP;
        boolean shared = stack.php() == PhpMode.MOD_PHP || stack.php() == PhpMode.FPM;
        Plane server = server(looks);
        Line php = own
                ? Line.through(looks.stream()
                        .map(look -> new Line.Point(look.phpProcesses(), look.php()))
                        .toList())
                : new Line(Estimated.ZERO, Estimated.ZERO, 0, 1);
        Estimated fixed = plus(server.intercept(), php.intercept());
        Estimated opcache = shared ? atMost(sharedMemory(looks), fixed.low()) : Estimated.ZERO;
        return new MemoryCosts(
                minus(fixed, opcache.value()), opcache, server.first(), server.second(), idleConnection(), php.slope());
    }

    private Plane server(List<Look> looks) {
        Mpm mpm = stack.mpm().orElseThrow();
        Set<Role> children = EnumSet.of(Role.HTTPD_CHILD);
        if (mpm.threaded()) {
            return Plane.through(looks.stream()
                    .map(look -> new Plane.Point(
                            look.processes(children),
                            (double) look.processes(children)
                                    * look.reading().pool().threadsPerChild(),
                            look.server()))
                    .toList());
        }
        Line line = Line.through(looks.stream()
                .map(look -> new Line.Point(
                        // ITK forks a process for each connection, which belongs to the worker's costs.
                        mpm == Mpm.ITK ? look.reading().pool().workers() : look.processes(children), look.server()))
                .toList());
        return new Plane(line.slope(), Estimated.ZERO, line.intercept());
    }

    /** For each pool in each block the look with the greatest PSS, of loads without idle connections, and not of soaks, which grow. */
    private List<Look> warm() {
        Collection<Optional<Look>> greatest = readings.stream()
                .filter(reading -> !reading.beside() && !Soak.is(reading))
                .flatMap(reading ->
                        reading.cell().observations().peak().stream().map(sample -> new Look(reading, sample)))
                .collect(Collectors.groupingBy(
                        look -> look.reading().cell().block() + "/"
                                + look.reading().cell().stack(),
                        Collectors.maxBy(
                                Comparator.comparingLong(look -> look.sample().pssBytes()))))
                .values();
        return greatest.stream().flatMap(Optional::stream).toList();
    }

    /** The opcode cache is the shared memory that the kernel charges; httpd's scoreboard in it is small. */
    private static Estimated sharedMemory(List<Look> looks) {
        List<Double> bytes = new ArrayList<>();
        looks.forEach(look -> look.sample().cgroup().ifPresent(usage -> bytes.add((double) usage.shmemBytes())));
        return bytes.isEmpty() ? Estimated.ZERO : Spread.of(bytes);
    }

    /** The line over idle connections of the pool that held the most different numbers of them. */
    private Estimated idleConnection() {
        Map<?, List<Reading>> bySettings =
                readings.stream().filter(this::holds).collect(Collectors.groupingBy(Reading::settings));
        return bySettings.values().stream()
                .filter(group -> group.stream().anyMatch(Reading::beside))
                .map(group -> group.stream()
                        .flatMap(reading -> reading.cell().observations().peak().stream()
                                .map(sample -> new Line.Point(
                                        reading.cell().result().idle().held(), new Look(reading, sample).server())))
                        .toList())
                .filter(points ->
                        points.stream().mapToDouble(Line.Point::x).distinct().count() >= Line.LEAST_SIZES)
                .map(points -> Line.through(points).slope())
                .findFirst()
                .orElseGet(() -> {
                    gaps.assumed(
                            "memory of an idle connection: 0 to 48 KiB; an open load with idle: [0, 300, 600, 900] "
                                    + "on one pool of " + stack + " would measure it");
                    return USUAL_IDLE_CONNECTION;
                });
    }

    private boolean holds(Reading reading) {
        return !reading.closed() && reading.load().search().isEmpty();
    }

    private static Estimated plus(Estimated one, Estimated other) {
        return new Estimated(
                one.value() + other.value(),
                one.low() + other.low(),
                one.high() + other.high(),
                one.source().weaker(other.source()));
    }

    private static Estimated minus(Estimated one, double part) {
        return new Estimated(one.value() - part, one.low() - part, one.high() - part, one.source());
    }

    private static Estimated atMost(Estimated one, double most) {
        return new Estimated(
                Math.min(most, one.value()), Math.min(most, one.low()), Math.min(most, one.high()), one.source());
    }
}
