package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
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
 * all other processes is a line over httpd's processes or, on threaded MPMs, a plane over processes and threads. So is
 * what the kernel itself is charged with for them, page tables and stacks, over all processes, whoever's they are: it
 * counts against a limit as all else does.
 */
final class MemoryReadings {
    private static final double KIB = 1 << 10;
    /** What httpd's pools and buffers of an idle connection were seen to take, generously both ways. */
    private static final Estimated USUAL_IDLE_CONNECTION = Estimated.assumed(12 * KIB, 0, 48 * KIB);

    private static final Set<Role> PHP = EnumSet.of(Role.PHP_CGI, Role.FPM_MASTER, Role.FPM_WORKER);
    private static final Set<Role> HTTPD_CHILDREN = EnumSet.of(Role.HTTPD_CHILD);
    private static final Set<Role> PHP_PROCESSES = EnumSet.of(Role.PHP_CGI, Role.FPM_WORKER);

    private final Composition stack;
    private final List<Reading> readings;
    private final Gaps gaps;

    /** A pool's size and its greatest PSS while it was warm. */
    private record Look(Reading reading, Sample sample) {
        double php() {
            return pss(true);
        }

        double server() {
            return pss(false);
        }

        double threads() {
            return (double) processes(HTTPD_CHILDREN) * reading.pool().threadsPerChild();
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

        private double pss(boolean php) {
            return sample.roles().stream()
                    .filter(usage -> PHP.contains(usage.role()) == php)
                    .mapToLong(RoleUsage::pssBytes)
                    .sum();
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
        Plane server = over(looks, this::size, Look::server);
        Plane kernel = over(looks, look -> size(look) + look.phpProcesses(), look -> look.sample()
                .kernelBytes());
        Line php = own
                ? Line.through(looks.stream()
                        .map(look -> new Line.Point(look.phpProcesses(), look.php()))
                        .toList())
                : new Line(Estimated.ZERO, Estimated.ZERO, 0, 1);
        Estimated fixed = plus(plus(server.intercept(), php.intercept()), kernel.intercept());
        Estimated opcache = shared ? atMost(sharedMemory(looks), fixed.low()) : Estimated.ZERO;
        return new MemoryCosts(
                minus(fixed, opcache.value()),
                opcache,
                plus(server.first(), kernel.first()),
                plus(server.second(), kernel.second()),
                idleConnection(),
                own ? plus(php.slope(), kernel.first()) : Estimated.ZERO);
    }

    /** ITK forks a process for each connection, which belongs to the worker's costs. */
    private double size(Look look) {
        return stack.mpm().orElseThrow() == Mpm.ITK ? look.reading().pool().workers() : look.processes(HTTPD_CHILDREN);
    }

    /** Bytes over processes and, on threaded MPMs, their threads. */
    private Plane over(List<Look> looks, ToDoubleFunction<Look> processes, ToDoubleFunction<Look> bytes) {
        if (stack.mpm().orElseThrow().threaded()) {
            return Plane.through(looks.stream()
                    .map(look ->
                            new Plane.Point(processes.applyAsDouble(look), look.threads(), bytes.applyAsDouble(look)))
                    .toList());
        }
        Line line = Line.through(looks.stream()
                .map(look -> new Line.Point(processes.applyAsDouble(look), bytes.applyAsDouble(look)))
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

    /** The line over idle connections of a pool that held several numbers of them under like loads. */
    private Estimated idleConnection() {
        Map<List<Object>, List<Reading>> byPool =
                readings.stream().filter(MemoryReadings::holds).collect(Collectors.groupingBy(MemoryReadings::pool));
        return byPool.values().stream()
                .filter(group -> group.stream().anyMatch(Reading::beside))
                .map(group -> group.stream()
                        .flatMap(reading -> reading.cell().observations().peak().stream()
                                .map(sample -> new Line.Point(
                                        reading.cell().result().idle().held(), idleBytes(new Look(reading, sample)))))
                        .toList())
                .filter(points ->
                        points.stream().mapToDouble(Line.Point::x).distinct().count() >= Line.LEAST_SIZES)
                .map(points -> Line.through(points).slope())
                .findFirst()
                .orElseGet(() -> {
                    gaps.assumed(
                            "memory of an idle connection: 0 to 48 KiB; a closed load with idle: [0, 300, 600, 900] "
                                    + "on one pool of " + stack + " would measure it");
                    return USUAL_IDLE_CONNECTION;
                });
    }

    /** The same pool under the same load, but for the idle connections beside it. */
    private static List<Object> pool(Reading reading) {
        return List.of(
                reading.settings(), reading.load().arrival(), reading.load().connections());
    }

    private static double idleBytes(Look look) {
        return look.server() + look.sample().kernelBytes();
    }

    private static boolean holds(Reading reading) {
        return reading.load().search().isEmpty() && !Soak.is(reading);
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
