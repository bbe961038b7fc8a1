package org.mpmlab.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.stats.Looks;

/**
 * Makes a scenario fit a time. What is given up, in this order, each only when the one before does not do:
 *
 * <ol>
 *   <li>length: durations, warm-ups and rounds, all in proportion, down to {@link #LEAST_SLICE}, {@link #LEAST_WARM_UP}
 *       and {@link #LEAST_ROUNDS}. More requests within a block are the cheapest evidence, as they share its luck.
 *   <li>concurrency levels of closed loads: inner ones first, then the lowest; the highest stays.
 *   <li>blocks, to the next of the {@link #LOOKS} at which a verdict can be reached, and below the first of them one by
 *       one: the blocks are the evidence.
 *   <li>kinds of loads: open, then closed, then new connections, then HTTP/2. What stays is what the lab is for: TTFB
 *       in rounds. A kind stays where a site or a stack would be left without a load.
 * </ol>
 *
 * <p>Stacks and sites are never given up, for they are what was asked about. Last, lengths grow again into what is left
 * of the time.
 */
public final class Budget {
    /** The blocks after which verdicts are looked for. */
    public static final List<Integer> LOOKS = Looks.STANDARD.blocks();
    /** Shorter than this a load in a slice says nothing of throughput. */
    public static final Duration LEAST_SLICE = Duration.ofSeconds(2);
    /** Shorter than this connections and caches are not warm. */
    public static final Duration LEAST_WARM_UP = Duration.ofMillis(500);
    /** Fewer rounds than this give no steady median. */
    public static final long LEAST_ROUNDS = 40;

    /**
     * A scenario that fits.
     *
     * @param scenario what is left of it
     * @param estimate of its plan; within the budget
     * @param givenUp in words; empty when all of it fits
     */
    public record Fitted(Scenario scenario, Duration estimate, List<String> givenUp) {
        public Fitted {
            givenUp = List.copyOf(givenUp);
        }
    }

    private Budget() {}

    /**
     * The most of a scenario that fits.
     *
     * @throws InvalidConfiguration if not even the least of it fits; it says how long that takes
     */
    public static Fitted fit(Scenario scenario, Duration budget) {
        List<Scenario> concessions = Concessions.of(scenario);
        for (Scenario coarse : concessions) {
            if (fits(Concessions.shortened(coarse, 0), budget)) {
                Scenario fitted = Concessions.shortened(coarse, longest(coarse, budget));
                return new Fitted(fitted, Planner.estimate(fitted), givenUp(scenario, fitted));
            }
        }
        Scenario least = Concessions.shortened(concessions.get(concessions.size() - 1), 0);
        long seconds = Planner.estimate(least).plusMillis(999).toSeconds();
        throw InvalidConfiguration.of(
                "--budget",
                Quantities.words(budget) + " is too short for '" + scenario.name() + "': its least, "
                        + Quantities.count(least.blocks(), "block") + " with "
                        + Quantities.count(least.loads().size(), "load") + " of "
                        + scenario.loads().size() + " on "
                        + Quantities.count(least.stacks().size(), "stack") + " and "
                        + Quantities.count(least.sites().size(), "site") + ", takes about "
                        + Quantities.words(Duration.ofSeconds(seconds)),
                seconds + "s or more, or fewer stacks and sites by --only");
    }

    private static boolean fits(Scenario scenario, Duration budget) {
        return Planner.estimate(scenario).compareTo(budget) <= 0;
    }

    /** The greatest lengths that fit, in thousandths of the way from the least; at 0 it is known to fit. */
    private static int longest(Scenario scenario, Duration budget) {
        int low = 0;
        int high = Concessions.WHOLE;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (fits(Concessions.shortened(scenario, middle), budget)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static List<String> givenUp(Scenario asked, Scenario fitted) {
        Map<String, List<String>> shorter = new LinkedHashMap<>();
        for (LoadShape now : fitted.loads()) {
            LoadShape was = asked.load(now.name());
            if (!now.equals(was)) {
                shorter.computeIfAbsent(length(now) + " instead of " + length(was), same -> new ArrayList<>())
                        .add(now.name());
            }
        }
        List<String> words = new ArrayList<>();
        shorter.forEach((lengths, loads) -> words.add("shorter: " + String.join(", ", loads) + ": " + lengths));
        List<String> gone = asked.loads().stream()
                .filter(load ->
                        fitted.loads().stream().noneMatch(left -> left.name().equals(load.name())))
                .map(LoadShape::name)
                .toList();
        if (!gone.isEmpty()) {
            words.add("left out: " + String.join(", ", gone));
        }
        if (fitted.blocks() < asked.blocks()) {
            words.add(Quantities.count(fitted.blocks(), "block") + " instead of " + asked.blocks()
                    + (fitted.blocks() < LOOKS.get(0)
                            ? "; no equivalence can be proven with fewer than " + LOOKS.get(0)
                            : ""));
        }
        return words;
    }

    private static String length(LoadShape load) {
        String times = Quantities.words(load.duration()) + " and " + Quantities.words(load.warmUp()) + " of warm-up";
        return load.arrival() instanceof Arrival.Rounds rounds && rounds.limit() > 0
                ? rounds.limit() + " rounds in at most " + times
                : times;
    }
}
