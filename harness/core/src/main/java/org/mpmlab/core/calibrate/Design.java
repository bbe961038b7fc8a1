package org.mpmlab.core.calibrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Measure;

/**
 * What a calibration compares: pairs of twins, and arms that are shifted by known amounts with the base that they are
 * shifted from. All take turns in the same rounds.
 *
 * @param stack that all arms are copies of
 * @param site the site's name
 * @param margin within which twins must be shown to be equal at p50, as a share; at p99 it is twice as wide
 * @param pairs of twins
 * @param shifts none for twins alone
 * @param rounds of one request to each arm in each block
 */
public record Design(Stack stack, String site, double margin, int pairs, List<Shift> shifts, int rounds) {
    /** What is compared. */
    static final List<Measure> MEASURES = List.of(Measure.of(Measure.Kind.TTFB, 50), Measure.of(Measure.Kind.TTFB, 99));
    /** As scenarios and claims name this load. */
    static final String LOAD = "ttfb-h1";
    /** As the claims of parity have it, so that what is found holds for them. */
    public static final int ROUNDS = 300;

    private static final double P50 = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public Design {
        shifts = List.copyOf(shifts);
        if (pairs < 1 || rounds < 1 || !(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException("a calibration has at least one pair of twins, at least one round and a "
                    + "margin between 0 and 100 %, not " + pairs + ", " + rounds + " and " + margin);
        }
    }

    /** One of a pair. */
    public String first(int pair) {
        return stack.name() + "." + pair + "a";
    }

    /** Its twin. */
    public String second(int pair) {
        return stack.name() + "." + pair + "b";
    }

    /** What shifted arms are compared with: it runs what they run, in the least amount. */
    public String base() {
        return stack.name() + ".base";
    }

    /** How many arms take turns. */
    public int arms() {
        return 2 * pairs + (shifts.isEmpty() ? 0 : 1 + shifts.size());
    }

    /** The arm of a shift. */
    public String arm(Shift shift) {
        return stack.name() + "." + shift.name();
    }

    /** The margin of a measure. */
    double margin(Measure measure) {
        return measure.percentile().orElseThrow() == P50 ? margin : 2 * margin;
    }

    /** What is sent to all arms: the load of the claims about parity, over kept connections. */
    public LoadShape load() {
        return new LoadShape(
                LOAD,
                Protocol.H1,
                new Arrival.Rounds(false, Duration.ZERO, rounds),
                Connections.kept(1),
                WARM_UP,
                LONGEST,
                TIMEOUT,
                Set.of());
    }

    /**
     * What is measured, with every shift of no size yet.
     *
     * @param blocks at most
     */
    public Scenario scenario(String name, Site served, int blocks) {
        List<Stack> arms = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            arms.add(stack.named(first(pair)));
            arms.add(stack.named(second(pair)));
        }
        if (!shifts.isEmpty()) {
            arms.add(Amount.BASE.in(stack, base()));
            shifts.forEach(shift -> arms.add(Amount.BASE.in(stack, arm(shift))));
        }
        return new Scenario(
                name,
                "What this machine can tell apart on " + site + ".",
                blocks,
                arms,
                List.of(served),
                List.of(load()),
                Placement.AUTOMATIC);
    }

    /**
     * The same with the amounts that were found to make the shifts.
     *
     * @param amounts by arm
     */
    public Scenario shifted(Scenario scenario, Map<String, Amount> amounts) {
        return scenario.withStacks(scenario.stacks().stream()
                .map(arm -> amounts.containsKey(arm.name())
                        ? amounts.get(arm.name()).in(stack, arm.name())
                        : arm)
                .toList());
    }
}
