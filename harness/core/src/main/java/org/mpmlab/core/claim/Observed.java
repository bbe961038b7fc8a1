package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of servers by other means than load.
 *
 * @param refusals of configurations
 * @param isolations of sites from each other
 */
public record Observed(List<RefusalSeen> refusals, List<IsolationSeen> isolations) {
    public static final Observed NOTHING = new Observed(List.of(), List.of());

    public Observed {
        refusals = List.copyOf(refusals);
        isolations = List.copyOf(isolations);
    }

    /**
     * What a server did with a configuration.
     *
     * @param configuration that it was given
     * @param refused whether it did not do what was asked
     * @param said its own words
     */
    public record RefusalSeen(Refusal.Configuration configuration, boolean refused, String said) {}

    /**
     * What PHP may do on a stack that serves two sites.
     *
     * @param stack the stack's name
     * @param user whom PHP of the first site runs as
     * @param owner whose the second site's files are
     * @param readsOther whether PHP of the first site read a file that only the second site's owner may read
     * @param note what went wrong, so that nothing was seen; empty otherwise
     */
    public record IsolationSeen(String stack, String user, String owner, boolean readsOther, Optional<String> note) {}

    Optional<RefusalSeen> refusal(Refusal.Configuration configuration) {
        return refusals.stream()
                .filter(seen -> seen.configuration().equals(configuration))
                .findFirst();
    }

    Optional<IsolationSeen> isolation(String stack) {
        return isolations.stream().filter(seen -> seen.stack().equals(stack)).findFirst();
    }

    public Observed plus(RefusalSeen seen) {
        List<RefusalSeen> more = new ArrayList<>(refusals);
        more.add(seen);
        return new Observed(more, isolations);
    }

    public Observed plus(IsolationSeen seen) {
        List<IsolationSeen> more = new ArrayList<>(isolations);
        more.add(seen);
        return new Observed(refusals, more);
    }
}
