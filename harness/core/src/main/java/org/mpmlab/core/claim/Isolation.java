package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.verdict.Verdict;

/**
 * Which stacks run a site's PHP as the site's own user, and keep it from the files of others.
 *
 * @param isolated stacks of which that is said
 * @param shared stacks of which the opposite is said: PHP of every site runs as www-data
 */
public record Isolation(List<Composition> isolated, List<Composition> shared) implements Trial {
    private static final String SERVER_USER = "www-data";

    public Isolation {
        isolated = List.copyOf(isolated);
        shared = List.copyOf(shared);
    }

    /** Every stack that must be looked at. */
    public List<Composition> stacks() {
        return Stream.concat(isolated.stream(), shared.stream()).toList();
    }

    @Override
    public Optional<Scenario> measuring() {
        return Optional.empty();
    }

    @Override
    public int leastBlocks() {
        return 0;
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return Stream.concat(
                        isolated.stream()
                                .map(stack -> outcome(
                                        stack + " isolates users",
                                        true,
                                        evidence.observed().isolation(stack.name()))),
                        shared.stream()
                                .map(stack -> outcome(
                                        stack + " runs PHP as " + SERVER_USER,
                                        false,
                                        evidence.observed().isolation(stack.name()))))
                .toList();
    }

    private static Outcome outcome(String what, boolean isolated, Optional<Observed.IsolationSeen> found) {
        if (found.isEmpty()) {
            return Outcome.lacking(what, "one start of the server with two sites", Set.of());
        }
        Observed.IsolationSeen seen = found.get();
        if (seen.note().isPresent()) {
            return Outcome.seen(what, Verdict.INVALID, seen.note().get());
        }
        String words = "PHP runs as " + seen.user() + " and " + (seen.readsOther() ? "reads" : "can't read")
                + " a 0600 file of " + seen.owner();
        boolean asSaid = isolated
                ? !seen.user().equals(SERVER_USER) && !seen.user().equals(seen.owner()) && !seen.readsOther()
                : seen.user().equals(SERVER_USER);
        return Outcome.seen(what, asSaid ? Verdict.SUPPORTED : Verdict.REFUTED, words);
    }

    @Override
    public Trial renamed(Names names) {
        return this;
    }
}
