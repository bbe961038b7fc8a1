package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * How long a request takes among several on one HTTP/2 connection, against a request that has it to itself: closed loads
 * that differ in their number of streams alone.
 *
 * @param site that was asked
 * @param protocol of the loads
 * @param connections that each of them keeps
 * @param ladders of the stacks with a load of one stream and of more, in the scenario's order; at least one
 */
public record Streams(Site site, Protocol protocol, int connections, List<Ladder> ladders) {

    /**
     * So many streams on a connection.
     *
     * @param times the elapsed time of a request over that on a connection of its own, block by block: 1 when all are
     *     worked on at once, the number of streams when one waits for the other
     * @param rate answers per second, likewise
     */
    public record Step(int streams, Spread times, Optional<Spread> rate) {}

    /**
     * A stack's steps.
     *
     * @param aloneMillis the median elapsed time with one stream
     * @param steps ascending, more than one stream each; at least one
     */
    public record Ladder(Stack stack, double aloneMillis, List<Step> steps) {
        public Ladder {
            steps = List.copyOf(steps);
        }

        public String name() {
            return stack.name();
        }

        public Step most() {
            return steps.get(steps.size() - 1);
        }
    }

    public Streams {
        ladders = List.copyOf(ladders);
    }

    public static List<Streams> of(Figures figures) {
        record Key(Site site, Protocol protocol, int connections) {}
        Map<Key, Map<Stack, Map<Integer, Arm>>> found = new LinkedHashMap<>();
        for (Comparison comparison : figures.comparisons()) {
            LoadShape load = comparison.load();
            if (load.protocol().multiplexes() && load.connections().keepsAlive() && Levels.climbs(load)) {
                Map<Stack, Map<Integer, Arm>> ofKey = found.computeIfAbsent(
                        new Key(
                                comparison.site(),
                                load.protocol(),
                                load.connections().count()),
                        unseen -> new LinkedHashMap<>());
                for (Arm arm : comparison.counting()) {
                    ofKey.computeIfAbsent(arm.stack(), unseen -> new TreeMap<>())
                            .putIfAbsent(load.connections().streams(), arm);
                }
            }
        }
        List<Streams> all = new ArrayList<>();
        found.forEach((key, stacks) -> {
            List<Ladder> ladders = new ArrayList<>();
            stacks.forEach((stack, arms) -> ladder(stack, arms).ifPresent(ladders::add));
            if (!ladders.isEmpty()) {
                all.add(new Streams(key.site(), key.protocol(), key.connections(), ladders));
            }
        });
        return all;
    }

    private static Optional<Ladder> ladder(Stack stack, Map<Integer, Arm> arms) {
        Arm alone = arms.get(1);
        Optional<Spread> millis = alone == null ? Optional.empty() : alone.spread(Measure.TOTAL_P50);
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        arms.forEach((streams, arm) -> {
            if (streams > 1) {
                arm.over(alone, Measure.TOTAL_P50)
                        .ifPresent(times -> steps.add(new Step(streams, times, arm.over(alone, Measure.RATE))));
            }
        });
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ladder(stack, millis.get().median(), steps));
    }
}
