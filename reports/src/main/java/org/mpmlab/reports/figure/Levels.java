package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mpmlab.core.capacity.model.OperatingPoint;
import org.mpmlab.core.capacity.model.Usl;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * How stacks fared with more and more requests at once: closed loads on one site that differ in their number of
 * connections alone.
 *
 * @param site that was asked
 * @param kind what the loads have in common
 * @param ladders of the stacks with levels enough, in the scenario's order; at least one
 */
public record Levels(Site site, Kind kind, List<Ladder> ladders) {
    /** With fewer there is nothing to find a knee among. */
    public static final int LEAST = 3;

    /**
     * What the loads of a ladder have in common.
     *
     * @param streams requests in flight on each connection
     */
    public record Kind(Protocol protocol, boolean kept, int streams) {
        private static Kind of(LoadShape load) {
            return new Kind(
                    load.protocol(),
                    load.connections().keepsAlive(),
                    load.connections().streams());
        }
    }

    /**
     * A stack at a number of requests in flight.
     *
     * @param inFlight connections times streams
     * @param cells of the blocks that count, at least one
     * @param rate answers per second
     * @param p50 of the time to first byte in milliseconds, an opening of the connection included
     * @param p99 likewise
     */
    public record Level(int inFlight, List<Cell> cells, Spread rate, Spread p50, Spread p99) {
        private static Optional<Level> of(int inFlight, Arm arm) {
            return arm.spread(Measure.RATE).filter(rate -> rate.median() > 0).flatMap(rate -> arm.spread(
                            Measure.INTENDED_P50)
                    .filter(p50 -> p50.median() > 0)
                    .map(p50 -> new Level(
                            inFlight,
                            arm.valid(),
                            rate,
                            p50,
                            arm.spread(Measure.INTENDED_P99).orElse(p50))));
        }

        private double power() {
            return rate.median() / p50.median();
        }
    }

    /**
     * A stack's levels.
     *
     * @param levels at least {@link #LEAST}, ascending
     */
    public record Ladder(Stack stack, List<Level> levels) {
        public Ladder {
            levels = List.copyOf(levels);
        }

        public String name() {
            return stack.name();
        }

        /**
         * The level with the greatest power, which is throughput over delay (Kleinrock, "Power and deterministic rules of
         * thumb for probabilistic problems in computer communications", ICC 1979): past it, delay grows faster than
         * throughput.
         */
        public Level knee() {
            return levels.stream().max(Comparator.comparingDouble(Level::power)).orElseThrow();
        }

        public Level highest() {
            return levels.get(levels.size() - 1);
        }

        /** The scalability law through all blocks' points; empty for fewer levels than it needs. */
        public Optional<Usl> law() {
            return levels.size() < Usl.LEAST_LEVELS ? Optional.empty() : Optional.of(Usl.fit(points()));
        }

        /** Every level in every block that counts. */
        public List<OperatingPoint> points() {
            return levels.stream()
                    .flatMap(level -> level.cells().stream()
                            .map(cell -> new OperatingPoint(
                                    level.inFlight(),
                                    cell.result().completedPerSecond(),
                                    residenceSeconds(cell.result()))))
                    .toList();
        }
    }

    public Levels {
        ladders = List.copyOf(ladders);
    }

    /** Of every site and kind of connection that has a ladder, in the scenario's order. */
    public static List<Levels> of(Figures figures) {
        record Key(Site site, Kind kind) {}
        Map<Key, Map<Stack, Map<Integer, Arm>>> found = new LinkedHashMap<>();
        for (Comparison comparison : figures.comparisons()) {
            if (climbs(comparison.load())) {
                Map<Stack, Map<Integer, Arm>> ofKind = found.computeIfAbsent(
                        new Key(comparison.site(), Kind.of(comparison.load())), unseen -> new LinkedHashMap<>());
                for (Arm arm : comparison.counting()) {
                    // Of two loads that are alike in this, the scenario's first stands for both.
                    ofKind.computeIfAbsent(arm.stack(), unseen -> new TreeMap<>())
                            .putIfAbsent(comparison.load().connections().concurrency(), arm);
                }
            }
        }
        List<Levels> all = new ArrayList<>();
        found.forEach((key, stacks) -> {
            List<Ladder> ladders = new ArrayList<>();
            stacks.forEach((stack, arms) -> {
                List<Level> levels = new ArrayList<>();
                arms.forEach((inFlight, arm) -> Level.of(inFlight, arm).ifPresent(levels::add));
                if (levels.size() >= LEAST) {
                    ladders.add(new Ladder(stack, levels));
                }
            });
            if (!ladders.isEmpty()) {
                all.add(new Levels(key.site(), key.kind(), ladders));
            }
        });
        return all;
    }

    /** The stacks with levels enough. */
    public List<Stack> stacks() {
        return ladders.stream().map(Ladder::stack).toList();
    }

    /** Single requests as fast as they are answered, and nothing beside them. */
    static boolean climbs(LoadShape load) {
        return load.arrival() instanceof Arrival.Closed
                && load.engine() == GeneratorKind.NATIVE
                && load.journey().isEmpty()
                && load.idle().equals(Idle.NONE);
    }

    /** Mean time from the moment at which a request was due to its last byte. */
    private static double residenceSeconds(CellResult cell) {
        TargetResult result = cell.result();
        double lastByte = result.successes(Metric.TOTAL).meanNanos()
                - result.successes(Metric.WRITTEN_TO_FIRST_BYTE).meanNanos();
        return (result.successes(Metric.INTENDED_TO_FIRST_BYTE).meanNanos() + Math.max(0, lastByte)) / 1e9;
    }
}
