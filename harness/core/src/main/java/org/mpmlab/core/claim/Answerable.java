package org.mpmlab.core.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * Finds a claim's cells in a run that was not made for it. Stacks must have the same settings, sites the same pages, and
 * loads must be alike but for how long they are measured.
 */
public final class Answerable {
    private Answerable() {}

    /** The claims whose cells the run has, with the run's names for them. */
    public static List<Claim> by(Run run, List<Claim> claims) {
        return claims.stream()
                .flatMap(claim -> by(run.scenario(), claim).stream())
                .toList();
    }

    private static Optional<Claim> by(Scenario held, Claim claim) {
        List<Trial> trials = new ArrayList<>();
        boolean measured = false;
        for (Trial trial : claim.trials()) {
            Optional<Scenario> asked = trial.measuring();
            Optional<Names> names = asked.map(one -> names(held, one)).orElse(Optional.of(Names.SAME));
            if (names.isEmpty()) {
                return Optional.empty();
            }
            measured |= asked.isPresent();
            trials.add(trial.renamed(names.get()));
        }
        return measured
                ? Optional.of(new Claim(claim.id(), claim.sources(), claim.statement(), trials))
                : Optional.empty();
    }

    private static Optional<Names> names(Scenario held, Scenario asked) {
        Map<String, String> stacks = new HashMap<>();
        Map<String, String> loads = new HashMap<>();
        for (Stack stack : asked.stacks()) {
            held.stacks().stream()
                    .filter(one -> stack.named(one.name()).equals(one))
                    .findFirst()
                    .ifPresent(one -> stacks.put(stack.name(), one.name()));
        }
        for (LoadShape load : asked.loads()) {
            held.loads().stream()
                    .filter(one -> essence(load.named(one.name())).equals(essence(one)))
                    .findFirst()
                    .ifPresent(one -> loads.put(load.name(), one.name()));
        }
        boolean sites =
                asked.sites().stream().allMatch(site -> held.sites().stream().anyMatch(one -> alike(site, one)));
        return sites
                        && stacks.size() == asked.stacks().size()
                        && loads.size() == asked.loads().size()
                ? Optional.of(new Names(stacks, loads))
                : Optional.empty();
    }

    /** Without what says only how much of it there is, and for whom it is meant. */
    private static LoadShape essence(LoadShape load) {
        Arrival arrival = load.arrival() instanceof Arrival.Rounds rounds
                ? new Arrival.Rounds(rounds.atOnce(), rounds.pause(), 0)
                : load.arrival();
        return load.withArrival(arrival).withTimes(Duration.ZERO, Duration.ZERO).everywhere();
    }

    /** Parameters are calibrated anew on each machine, and folders lie elsewhere. */
    private static boolean alike(Site one, Site other) {
        return one.name().equals(other.name()) && one.pages().equals(other.pages());
    }
}
