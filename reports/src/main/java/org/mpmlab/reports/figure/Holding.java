package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.capacity.model.EventConnections;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Stack;

/**
 * How many idle connections a stack held.
 *
 * @param site that was served
 * @param load that held them
 * @param stack that was measured
 * @param results of the blocks that tell, at least one: starving ends a cell without answers, and is then no disturbance
 *     but what was to be found out
 */
public record Holding(Site site, LoadShape load, Stack stack, List<IdleResult> results) {
    public Holding {
        results = List.copyOf(results);
    }

    /** Of every stack that was asked to hold any, in the scenario's order. */
    public static List<Holding> of(Figures figures) {
        List<Holding> all = new ArrayList<>();
        for (Comparison comparison : figures.comparisons()) {
            for (Arm arm : comparison.arms()) {
                List<IdleResult> results = arm.cells().stream()
                        .filter(Holding::tells)
                        .map(cell -> cell.result().result().idle())
                        .filter(idle -> idle.asked() > 0)
                        .toList();
                if (!results.isEmpty()) {
                    all.add(new Holding(comparison.site(), comparison.load(), arm.stack(), results));
                }
            }
        }
        return all;
    }

    private static boolean tells(Cell cell) {
        return cell.result().validity().causes().stream().allMatch(cause -> cause.reason() == Validity.Reason.STARVED);
    }

    /** How many stood when new requests starved, else the most that stood at one time; over blocks. */
    public Spread held() {
        return new Spread(results.stream().map(result -> (double) result.held()).toList());
    }

    /** Whether new requests were left unanswered in any block; else it holds at least that many. */
    public boolean starved() {
        return starvedBlocks() > 0;
    }

    /** Whether as many as were asked for stood in every block. */
    public boolean heldAll() {
        return results.stream().allMatch(Holding::all);
    }

    /** In how many blocks fewer stood than were asked for. */
    public long shortBlocks() {
        return results.stream().filter(result -> !all(result)).count();
    }

    private static boolean all(IdleResult result) {
        return result.held() == result.asked();
    }

    /** What became of them in the block that fell shortest of what was asked. */
    public IdleResult shortest() {
        return results.stream()
                .max(Comparator.comparingInt(result -> result.asked() - result.held()))
                .orElseThrow();
    }

    /** The most in a block that stood, and that the server closed before the load was over. */
    public int closed() {
        return results.stream().mapToInt(IdleResult::closed).max().orElse(0);
    }

    /** In how many blocks new requests were left unanswered. */
    public long starvedBlocks() {
        return results.stream().filter(IdleResult::starved).count();
    }

    /**
     * How many the settings allow while no worker is busy: {@link EventConnections#bound} under event, the workers under
     * the others, nginx's connections behind it. Empty where the settings are not the lab's to know.
     */
    public OptionalDouble bound() {
        return pool().map(pool -> OptionalDouble.of(pool.connectionsBeside(0))).orElse(OptionalDouble.empty());
    }

    /** How the bound comes about, in words; empty where it is unknown. */
    public String rule() {
        return pool().map(Holding::rule).orElse("");
    }

    private static String rule(Pool pool) {
        if (pool.byEvent()) {
            return "(1 + AsyncRequestWorkerFactor " + pool.asyncFactor() + ") x " + pool.workers() + " workers";
        }
        return pool.holdsWorkers()
                ? "one worker each: " + pool.workers()
                : "nginx's worker_connections: " + pool.frontConnections();
    }

    private Optional<Pool> pool() {
        return stack.partsAsSet()
                .filter(parts -> parts.mpm().isPresent())
                .map(parts -> Pool.of(parts, Defaults.effective(parts, stack.settings())));
    }
}
