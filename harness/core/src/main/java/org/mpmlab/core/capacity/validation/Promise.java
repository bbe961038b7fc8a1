package org.mpmlab.core.capacity.validation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment.ExpectedTtfb;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.stack.Defaults;

/**
 * What a recommendation promises, and the settings that it is measured against: all that is needed, beside the run, to
 * judge a validation. Stored as {@code promise.json}.
 *
 * @param schema the file's version, {@link #SCHEMA}
 * @param run the run that the recommendation rests on
 * @param site of it
 * @param asked the target as it was asked
 * @param tested as much of it as the machine reaches; the promise is for this
 * @param beyond in words, what is left to the model
 * @param ratePerSecond promised, and up to how much more it may be
 * @param objectiveRatePerSecond up to which the objective is expected to hold, see
 *     {@link org.mpmlab.core.capacity.model.CapacityModel#objectiveRate}: predicted, not promised; empty without
 *     a limit on TTFB that can be kept
 * @param cpuSecondsPerRequest that a request is expected to take: not promised, but what the rates rest on; empty in
 *     files from before it was stored
 * @param profile costs by which the rates are expected; empty in files from before it was stored
 * @param ttfb expected at that rate, at the quantiles of the objective or, without one, the median and the 99th percentile
 * @param memoryBytes of the whole pool with the planned connections
 * @param heldConnections idle connections that can be held while nothing else is asked of it; 0 where none stay open
 * @param plannedConnections idle connections that the rate is promised beside
 * @param busyWorkers on average, where it carries as much as is likely
 * @param contenders the recommended settings first
 */
public record Promise(
        int schema,
        String run,
        String site,
        Target asked,
        Target tested,
        List<String> beyond,
        Estimated ratePerSecond,
        Optional<Estimated> objectiveRatePerSecond,
        Optional<Estimated> cpuSecondsPerRequest,
        Optional<Profile> profile,
        List<ExpectedTtfb> ttfb,
        Estimated memoryBytes,
        double heldConnections,
        int plannedConnections,
        double busyWorkers,
        List<Contender> contenders) {
    public static final int SCHEMA = 1;

    /** The name of the recommended settings among the contenders. */
    public static final String RECOMMENDED = "recommended";

    public Promise {
        beyond = List.copyOf(beyond);
        ttfb = List.copyOf(ttfb);
        contenders = List.copyOf(contenders);
    }

    /**
     * The rate up to which the objective is expected to hold where a search's requests take so much CPU time. Empty where
     * the run searched for no rate on this stack: what its requests take under a search is not known then, which is more
     * than under busy loads and less than at light load.
     */
    Optional<Estimated> objectiveRateAt(double searchedCpuSeconds) {
        OptionalDouble searchedOverOwn = profile.map(Profile::searchedOverOwn).orElse(OptionalDouble.empty());
        if (searchedOverOwn.isEmpty() || cpuSecondsPerRequest.isEmpty()) {
            return Optional.empty();
        }
        double expected =
                searchedOverOwn.getAsDouble() * cpuSecondsPerRequest.get().value();
        return new CapacityModel(profile.get(), tested)
                .objectiveRate(
                        Defaults.effective(recommended().stack(), recommended().settings()),
                        searchedCpuSeconds / expected);
    }

    /** The settings that are recommended. */
    public Contender recommended() {
        return contenders.get(0);
    }

    /** The others. */
    public List<Contender> others() {
        return contenders.subList(1, contenders.size());
    }

    /** The quantile of TTFB that is compared, 0 to 1: the objective's highest, else the 99th percentile. */
    public double quantile() {
        return ttfb.stream().mapToDouble(ExpectedTtfb::quantile).max().orElse(0.99);
    }
}
