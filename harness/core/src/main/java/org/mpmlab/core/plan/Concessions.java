package org.mpmlab.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Stack;

/** What can be given up of a scenario, one step at a time. Each returns its argument when there is no more to give. */
final class Concessions {
    /** In thousandths of the way from the least lengths to those that were asked for. */
    static final int WHOLE = 1000;

    private Concessions() {}

    /** A scenario without concessions and, each less than the one before, all that can be made of it. */
    static List<Scenario> of(Scenario scenario) {
        List<Scenario> all = new ArrayList<>(List.of(scenario));
        List<UnaryOperator<Scenario>> steps =
                List.of(Concessions::withoutALevel, Concessions::withFewerBlocks, Concessions::withoutAKind);
        for (UnaryOperator<Scenario> step : steps) {
            Scenario last = all.get(all.size() - 1);
            for (Scenario next = step.apply(last); !next.equals(last); next = step.apply(last)) {
                all.add(next);
                last = next;
            }
        }
        return all;
    }

    /** Lengths at this many thousandths of the way from the least to what was asked for. */
    static Scenario shortened(Scenario scenario, int thousandths) {
        return scenario.withLoads(scenario.loads().stream()
                .map(load -> shortened(load, thousandths))
                .toList());
    }

    private static LoadShape shortened(LoadShape load, int thousandths) {
        LoadShape shorter = load.withTimes(
                between(Budget.LEAST_WARM_UP, load.warmUp(), thousandths),
                // A profile is a shape: cut short, it would be another one.
                isProfile(load) ? load.duration() : between(Budget.LEAST_SLICE, load.duration(), thousandths));
        if (load.arrival() instanceof Arrival.Rounds rounds && rounds.limit() > Budget.LEAST_ROUNDS) {
            long limit = Budget.LEAST_ROUNDS + (rounds.limit() - Budget.LEAST_ROUNDS) * thousandths / WHOLE;
            // The rounds are what is shortened; their bound in time stays, or slow pages would lose the most.
            return load.withTimes(shorter.warmUp(), load.duration())
                    .withArrival(new Arrival.Rounds(rounds.atOnce(), rounds.pause(), limit));
        }
        return shorter;
    }

    private static boolean isProfile(LoadShape load) {
        return load.arrival() instanceof Arrival.Open open
                && (open.profile().size() > 1
                        || open.profile().get(0).fromPerSecond()
                                != open.profile().get(0).toPerSecond());
    }

    private static Duration between(Duration least, Duration asked, int thousandths) {
        return asked.compareTo(least) <= 0
                ? asked
                : least.plus(asked.minus(least).multipliedBy(thousandths).dividedBy(WHOLE));
    }

    /** Without one concurrency of a closed load that has others: an inner one, else the lowest. */
    private static Scenario withoutALevel(Scenario scenario) {
        for (LoadShape load : scenario.loads()) {
            List<LoadShape> levels = scenario.loads().stream()
                    .filter(other -> load.arrival() instanceof Arrival.Closed && sameButForConnections(load, other))
                    .sorted(java.util.Comparator.comparingInt(
                            level -> level.connections().concurrency()))
                    .toList();
            if (levels.size() > 1) {
                LoadShape given = levels.size() > 2 ? levels.get(levels.size() / 2) : levels.get(0);
                return without(scenario, given::equals);
            }
        }
        return scenario;
    }

    private static boolean sameButForConnections(LoadShape one, LoadShape other) {
        Connections a = one.connections();
        Connections b = other.connections();
        return one.arrival().equals(other.arrival())
                && one.engine() == other.engine()
                && one.journey().equals(other.journey())
                && one.protocol() == other.protocol()
                && one.sites().equals(other.sites())
                && one.stacks().equals(other.stacks())
                && a.requestsPerConnection() == b.requestsPerConnection()
                && stem(one).equals(stem(other));
    }

    /** A load's name up to its connections, as the reader writes them. */
    private static String stem(LoadShape load) {
        return load.name().replaceFirst("-c[0-9]+(x[0-9]+)?", "");
    }

    private static Scenario withFewerBlocks(Scenario scenario) {
        int blocks = scenario.blocks();
        int fewer = Budget.LOOKS.stream()
                .filter(look -> look < blocks)
                .max(Integer::compare)
                .orElse(Math.max(1, blocks - 1));
        return fewer == blocks ? scenario : scenario.withBlocks(fewer);
    }

    private static Scenario withoutAKind(Scenario scenario) {
        List<Predicate<LoadShape>> kinds = List.of(
                load -> load.arrival() instanceof Arrival.Open,
                load -> load.arrival() instanceof Arrival.Closed,
                load -> !load.connections().keepsAlive(),
                load -> load.protocol() != Protocol.H1);
        for (Predicate<LoadShape> kind : kinds) {
            Scenario rest = without(scenario, kind);
            if (!rest.loads().isEmpty()
                    && rest.loads().size() < scenario.loads().size()
                    && coversSites(rest)
                    && measured(rest).equals(measured(scenario))) {
                return rest;
            }
        }
        return scenario;
    }

    /** Whether each site still has a load: a site is never given up. */
    private static boolean coversSites(Scenario scenario) {
        return scenario.sites().stream()
                .allMatch(site -> scenario.loads().stream().anyMatch(load -> load.isFor(site.name())));
    }

    /** The stacks that have a load that they can take: none of them is given up. */
    private static List<Stack> measured(Scenario scenario) {
        return scenario.stacks().stream()
                .filter(stack -> scenario.loads().stream()
                        .anyMatch(load -> load.isTakenBy(stack)
                                && scenario.sites().stream().anyMatch(site -> load.isFor(site.name()))))
                .toList();
    }

    private static Scenario without(Scenario scenario, Predicate<LoadShape> given) {
        return scenario.withLoads(
                scenario.loads().stream().filter(given.negate()).toList());
    }
}
