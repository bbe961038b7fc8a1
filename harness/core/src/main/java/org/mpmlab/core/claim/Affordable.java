package org.mpmlab.core.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.Scenario;

/**
 * Claims that can have a verdict within a time, the cheapest first; what they share is counted once. A claim may need
 * more blocks than the least that it can have a verdict by, so a budget that it fits in is no promise.
 *
 * @param chosen in the order in which they were given
 * @param leftOut the others
 */
public record Affordable(List<Claim> chosen, List<LeftOut> leftOut) {

    /**
     * A claim that does not fit.
     *
     * @param claim which
     * @param blocks that it needs at least; 0 where nothing is measured
     * @param about how long it takes by itself
     */
    public record LeftOut(Claim claim, int blocks, Duration about) {}

    public Affordable {
        chosen = List.copyOf(chosen);
        leftOut = List.copyOf(leftOut);
    }

    /** What fits. */
    public static Affordable within(Duration budget, List<Claim> claims) {
        List<Claim> cheapestFirst = claims.stream()
                .sorted(Comparator.comparing(claim -> cost(List.of(claim))))
                .toList();
        List<Claim> fitting = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Claim claim : cheapestFirst) {
            fitting.add(claim);
            if (cost(fitting).compareTo(budget) > 0) {
                fitting.remove(claim);
                leftOut.add(new LeftOut(claim, leastBlocks(claim), cost(List.of(claim))));
            }
        }
        return new Affordable(claims.stream().filter(fitting::contains).toList(), leftOut);
    }

    /** About how long it takes until each of these can have a verdict. */
    static Duration cost(List<Claim> claims) {
        Duration looking = claims.stream()
                .flatMap(claim -> claim.trials().stream())
                .map(Trial::looking)
                .reduce(Duration.ZERO, Duration::plus);
        Together together = Together.of("cost", claims);
        if (together.cells().isEmpty()) {
            return looking;
        }
        Scenario once = together.scenario().withBlocks(1);
        Plan.Block block = Planner.plan(once, 0).blocks().get(0);
        Duration all = looking.plus(Planner.estimate(once)).minus(Planner.estimate(once, block));
        for (int number = 1; ; number++) {
            Set<CellKey> open = new HashSet<>();
            for (Claim claim : together.claims()) {
                open.addAll(cells(claim, number));
            }
            if (open.isEmpty()) {
                return all;
            }
            all = all.plus(Planner.estimate(once, Together.only(block, open)));
        }
    }

    /** The cells that a claim needs in the block of this number. */
    private static Set<CellKey> cells(Claim claim, int number) {
        Set<CellKey> cells = new HashSet<>();
        for (Trial trial : claim.trials()) {
            if (trial.leastBlocks() >= number) {
                trial.measuring().map(CellKey::all).ifPresent(cells::addAll);
            }
        }
        return cells;
    }

    private static int leastBlocks(Claim claim) {
        return claim.trials().stream().mapToInt(Trial::leastBlocks).max().orElse(0);
    }
}
