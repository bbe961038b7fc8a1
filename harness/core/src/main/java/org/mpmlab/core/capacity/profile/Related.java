package org.mpmlab.core.capacity.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stats.GeometricMean;

/** What stacks that one run measured on one site tell of each other. */
final class Related {
    private Related() {}

    static List<Measured> to(List<Measured> all) {
        List<Profile> profiles =
                all.stream().flatMap(one -> one.profile().stream()).toList();
        List<Measured> unsteady =
                all.stream().map(one -> unsteady(one, profiles)).toList();
        List<Measured> timed =
                unsteady.stream().map(one -> timed(one, unsteady)).toList();
        Set<Composition> searched = all.stream()
                .filter(one -> one.profile().filter(Related::isSearched).isPresent())
                .map(Measured::stack)
                .collect(Collectors.toSet());
        List<Measured> costed = costed(timed);
        List<Profile> queues = costed.stream()
                .filter(one -> searched.contains(one.stack()))
                .flatMap(one -> one.profile().stream())
                .toList();
        return costed.stream().map(one -> calibrated(one, queues)).toList();
    }

    private static boolean isSearched(Profile profile) {
        return !profile.objectiveRates().isEmpty();
    }

    private static Measured unsteady(Measured one, List<Profile> all) {
        return one.profile()
                .map(profile -> one.with(profile.asUncertainAs(all)))
                .orElse(one);
    }

    /**
     * Worker and event run the same code for a request. Where their CPU time does not tell them apart they are one stack that
     * was measured twice.
     */
    private static Measured timed(Measured one, List<Measured> all) {
        Optional<Profile> own = one.profile();
        Optional<Profile> alike = all.stream()
                .filter(other -> runsTheSame(one.stack(), other.stack()))
                .flatMap(other -> other.profile().stream())
                .filter(other -> own.isPresent() && own.get().mayCostAsMuchAs(other))
                .findFirst();
        return alike.map(other -> one.with(own.orElseThrow().timedWith(other))
                        .assuming("CPU time and times of a request: the same as with "
                                + other.stack().name()
                                + "; the two run the same code for it, and the measurements do not tell them apart, so they "
                                + "are taken together"))
                .orElse(one);
    }

    private static boolean runsTheSame(Composition one, Composition other) {
        return !one.equals(other)
                && one.php() == other.php()
                && one.fronted() == other.fronted()
                && one.mpm().orElseThrow().threaded()
                && other.mpm().orElseThrow().threaded();
    }

    /** With the CPU time of searches taken into account: its own, else as much of others' as is to be expected of it. */
    private static List<Measured> costed(List<Measured> all) {
        double typical = GeometricMean.of(all.stream()
                        .flatMap(one -> one.profile().stream())
                        .flatMapToDouble(profile -> profile.searchedOverOwn().stream()))
                .orElse(1);
        return all.stream()
                .map(one -> one.profile()
                        .map(profile -> one.with(
                                profile.halfwayTo(profile.searchedOverOwn().orElse(typical))))
                        .orElse(one))
                .toList();
    }

    /** With the queue for the CPU that was found for others, where none was for it. */
    private static Measured calibrated(Measured one, List<Profile> others) {
        if (one.profile().isEmpty() || isSearched(one.profile().get())) {
            return one;
        }
        Profile profile = one.profile().orElseThrow().queueingAs(others);
        return isSearched(profile)
                ? one.with(profile)
                        .assuming("the CPU's queue: as it was found for "
                                + others.stream()
                                        .map(other -> other.stack().name())
                                        .collect(Collectors.joining(", "))
                                + "; no rate at an objective was found for this stack (arrival: search)")
                : one.assuming(
                        "the CPU's queue: M/M/c as it stands; no rate at an objective was found (arrival: search), "
                                + "and without one the model tends to promise less than a box can do");
    }
}
