package org.mpmlab.core.capacity.model;

import java.util.Comparator;
import java.util.List;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;

/**
 * What the model says of a stack with certain settings on a target.
 *
 * @param stack with Apache
 * @param site whose profile it rests on
 * @param settings complete
 * @param pool what the settings make of the stack
 * @param bounds all that apply; the least of each unit holds
 * @param carriedRate requests per second: the least bound on rates, rounded down to three digits; {@link
 *     #promisedPerSecond} is its low end
 * @param binding the bound that it is
 * @param busyWorkers on average at that rate
 * @param room for bursts at that rate
 * @param ttfb at the promised rate and, where the target names a lower one, at the target's
 * @param memoryBytes when the whole pool runs and the planned connections are held
 * @param worstMemoryBytes likewise, with every slot of ServerLimit taken and processes grown
 * @param memoryBudgetBytes what the target leaves for it
 * @param heldConnections idle connections held beside those busy workers: the least bound on connections
 * @param plannedConnections idle connections that the rate was worked out for: the target's, or what the pool can
 *     hold beside an eighth of its workers where that is fewer
 * @param objectiveAttainable whether the limits on TTFB hold at light load at least
 * @param rateShare how much of the target's rate is promised, 0 to 1; 1 where it names none
 * @param connectionShare how many of the target's idle connections were planned with, 0 to 1
 */
public record Assessment(
        Composition stack,
        String site,
        Settings settings,
        Pool pool,
        List<Bound> bounds,
        Estimated carriedRate,
        Resource binding,
        Estimated busyWorkers,
        Room room,
        List<ExpectedTtfb> ttfb,
        Estimated memoryBytes,
        Estimated worstMemoryBytes,
        double memoryBudgetBytes,
        Estimated heldConnections,
        double plannedConnections,
        boolean objectiveAttainable,
        double rateShare,
        double connectionShare) {

    /**
     * A quantile of TTFB that is expected at a rate.
     *
     * @param requestsPerSecond the rate
     * @param quantile above 0, below 1
     * @param seconds from the request's intended moment
     */
    public record ExpectedTtfb(double requestsPerSecond, double quantile, Estimated seconds) {}

    public Assessment {
        bounds = List.copyOf(bounds);
        ttfb = List.copyOf(ttfb);
    }

    /**
     * Requests per second that are promised: as many as it carries even where all costs are at the high ends of their
     * intervals.
     */
    public double promisedPerSecond() {
        return carriedRate.low();
    }

    /** Whether even the worst case at the high end of its interval stays within the budget. */
    public boolean fits() {
        return worstMemoryBytes.high() <= memoryBudgetBytes;
    }

    /** How much of the target is reached, 0 to 1: the lesser of the shares. */
    public double targetShare() {
        return Math.min(rateShare, connectionShare);
    }

    /** Whether it carries all that the target asks, as well as it asks, in the memory that it has. */
    public boolean meetsTarget() {
        return fits() && objectiveAttainable && targetShare() >= 1;
    }

    /** The bound that holds for a unit: its least. */
    public Bound least(Bound.Unit unit) {
        return bounds.stream()
                .filter(bound -> bound.unit() == unit)
                .min(Comparator.comparingDouble(bound -> bound.value().value()))
                .orElseThrow();
    }
}
