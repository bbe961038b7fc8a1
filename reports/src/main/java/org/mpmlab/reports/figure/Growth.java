package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.capacity.model.Line;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

/**
 * How a stack's memory grows with something, PSS beside RSS.
 *
 * @param kind what it grows with, and whose memory it is
 * @param stack what is measured: the parts of stacks that differ in their settings, else the stack's name
 * @param site that was served
 * @param points a look each, by ascending size, of {@link #LEAST_SIZES} sizes at least
 */
public record Growth(Kind kind, String stack, Site site, List<Point> points) {
    /** Through two points there always is a line. */
    public static final int LEAST_SIZES = 3;

    private static final Set<Role> PHP = EnumSet.of(Role.PHP_CGI, Role.FPM_MASTER, Role.FPM_WORKER);
    private static final Set<Role> PHP_PROCESSES = EnumSet.of(Role.PHP_CGI, Role.FPM_WORKER);

    /** What memory grows with. */
    public enum Kind {
        /** The memory of httpd without threads, over MaxRequestWorkers of pools of several sizes. */
        WORKERS("workers", "worker"),
        /** The memory of httpd with threads, likewise; such a line mixes threads with the processes that hold them. */
        THREADS("worker threads", "worker thread"),
        /** The memory of php-cgi's or PHP-FPM's processes, over their number. */
        PHP_PROCESSES("PHP processes", "PHP process"),
        /** The memory of all the stack's processes, over requests in flight. */
        IN_FLIGHT("requests at once", "request at once"),
        /** The memory of httpd, over idle connections held beside a load. */
        HELD("idle connections", "idle connection");

        private final String plural;
        private final String singular;

        Kind(String plural, String singular) {
            this.plural = plural;
            this.singular = singular;
        }

        public String plural() {
            return plural;
        }

        public String singular() {
            return singular;
        }
    }

    /**
     * The greatest PSS of one block, and the RSS of the same moment.
     *
     * @param size in the kind's unit
     * @param pssBytes summed over processes
     * @param rssBytes likewise, which counts shared pages again and again
     */
    public record Point(double size, double pssBytes, double rssBytes) {}

    /** A cell's look at its server's processes when their PSS was greatest. */
    private record Look(Cell cell, Sample sample) {
        private static Optional<Look> of(Cell cell) {
            return cell.result().observations().peak().map(sample -> new Look(cell, sample));
        }

        private Point whole(double size) {
            return new Point(size, sample.pssBytes(), sample.rssBytes());
        }

        private Point part(double size, boolean php) {
            List<RoleUsage> part = sample.roles().stream()
                    .filter(usage -> PHP.contains(usage.role()) == php)
                    .toList();
            return new Point(
                    size,
                    part.stream().mapToLong(RoleUsage::pssBytes).sum(),
                    part.stream().mapToLong(RoleUsage::rssBytes).sum());
        }

        private int phpProcesses() {
            return sample.roles().stream()
                    .filter(usage -> PHP_PROCESSES.contains(usage.role()))
                    .mapToInt(RoleUsage::processes)
                    .sum();
        }
    }

    public Growth {
        points = points.stream().sorted(Comparator.comparingDouble(Point::size)).toList();
    }

    /** Over workers, PHP processes, requests at once and idle connections, as far as the run varied them. */
    public static List<Growth> of(Figures figures) {
        List<Growth> all = new ArrayList<>();
        for (Site site : figures.run().scenario().sites()) {
            List<Comparison> alone = figures.slices().stream()
                    .filter(comparison -> comparison.site().equals(site))
                    .toList();
            overPools(all, site, alone);
            overRequests(all, site, figures);
            overIdle(all, site, alone);
        }
        return all;
    }

    /** Stacks of the same parts are sizes of one; of each in each block, the greatest look of loads that held nothing. */
    private static void overPools(List<Growth> into, Site site, List<Comparison> alone) {
        record Server(Stack stack, int block) {}
        Map<Composition, Map<Server, Look>> parts = new LinkedHashMap<>();
        for (Comparison comparison : alone) {
            if (!comparison.load().idle().equals(Idle.NONE)) {
                continue;
            }
            for (Arm arm : comparison.arms()) {
                Optional<Composition> own = ownParts(arm.stack());
                for (Cell cell : own.isPresent() ? arm.valid() : List.<Cell>of()) {
                    Look.of(cell).ifPresent(look -> parts.computeIfAbsent(own.get(), unseen -> new LinkedHashMap<>())
                            .merge(new Server(arm.stack(), cell.block()), look, Growth::greater));
                }
            }
        }
        parts.forEach((composition, servers) -> {
            List<Point> httpd = new ArrayList<>();
            List<Point> php = new ArrayList<>();
            servers.forEach((server, look) -> {
                httpd.add(look.part(workers(composition, server.stack()), false));
                php.add(look.part(look.phpProcesses(), true));
            });
            boolean threaded = composition.mpm().orElseThrow().threaded();
            add(into, threaded ? Kind.THREADS : Kind.WORKERS, composition.name(), site, httpd);
            if (composition.php() != PhpMode.MOD_PHP) {
                add(into, Kind.PHP_PROCESSES, composition.name(), site, php);
            }
        });
    }

    private static Look greater(Look one, Look other) {
        return one.sample().pssBytes() >= other.sample().pssBytes() ? one : other;
    }

    /** Parts with an MPM whose configuration is the lab's, so that their settings say what they are. */
    private static Optional<Composition> ownParts(Stack stack) {
        return stack.partsAsSet().filter(composition -> composition.mpm().isPresent());
    }

    private static double workers(Composition composition, Stack stack) {
        return Defaults.effective(composition, stack.settings()).number(Setting.MAX_REQUEST_WORKERS, 0);
    }

    /** Of each stack the ladder that goes highest. */
    private static void overRequests(List<Growth> into, Site site, Figures figures) {
        Map<String, Levels.Ladder> highest = new LinkedHashMap<>();
        Levels.of(figures).stream()
                .filter(levels -> levels.site().equals(site))
                .flatMap(levels -> levels.ladders().stream())
                .forEach(ladder -> highest.merge(
                        ladder.name(),
                        ladder,
                        (one, other) ->
                                one.highest().inFlight() >= other.highest().inFlight() ? one : other));
        highest.forEach((stack, ladder) -> {
            List<Point> points = new ArrayList<>();
            for (Levels.Level level : ladder.levels()) {
                level.cells()
                        .forEach(cell -> Look.of(cell).ifPresent(look -> points.add(look.whole(level.inFlight()))));
            }
            add(into, Kind.IN_FLIGHT, stack, site, points);
        });
    }

    /** Stacks of the same parts and settings are one, whatever their names: each number of connections wants its own. */
    private static void overIdle(List<Growth> into, Site site, List<Comparison> alone) {
        record Server(Composition parts, Settings settings) {}
        Map<Server, List<Point>> held = new LinkedHashMap<>();
        for (Comparison comparison : alone) {
            if (comparison.load().arrival() instanceof Arrival.Closed) {
                continue;
            }
            for (Arm arm : comparison.arms()) {
                Optional<Composition> own = ownParts(arm.stack());
                for (Cell cell : own.isPresent() ? arm.valid() : List.<Cell>of()) {
                    Server server = new Server(
                            own.get(), Defaults.effective(own.get(), arm.stack().settings()));
                    Look.of(cell).ifPresent(look -> held.computeIfAbsent(server, unseen -> new ArrayList<>())
                            .add(look.part(cell.result().result().idle().held(), false)));
                }
            }
        }
        held.forEach((server, points) -> add(into, Kind.HELD, server.parts().name(), site, points));
    }

    private static void add(List<Growth> into, Kind kind, String stack, Site site, List<Point> points) {
        if (points.stream().mapToDouble(Point::size).distinct().count() >= LEAST_SIZES) {
            into.add(new Growth(kind, stack, site, points));
        }
    }

    /** The line of PSS; empty where there are too few sizes for one. */
    public Optional<Fit> pss() {
        return Fit.through(points.stream()
                .map(point -> new Line.Point(point.size(), point.pssBytes()))
                .toList());
    }

    /** Likewise of RSS. */
    public Optional<Fit> rss() {
        return Fit.through(points.stream()
                .map(point -> new Line.Point(point.size(), point.rssBytes()))
                .toList());
    }
}
