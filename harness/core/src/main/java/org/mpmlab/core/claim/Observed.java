package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of servers by other means than load.
 *
 * @param refusals of configurations
 */
public record Observed(List<RefusalSeen> refusals) {
    public static final Observed NOTHING = new Observed(List.of());

    public Observed {
        refusals = List.copyOf(refusals);
    }

    /**
     * What a server did with a configuration.
     *
     * @param configuration that it was given
     * @param refused whether it did not do what was asked
     * @param said its own words
     */
    public record RefusalSeen(Refusal.Configuration configuration, boolean refused, String said) {}

    Optional<RefusalSeen> refusal(Refusal.Configuration configuration) {
        return refusals.stream()
                .filter(seen -> seen.configuration().equals(configuration))
                .findFirst();
    }

    public Observed plus(RefusalSeen seen) {
        List<RefusalSeen> more = new ArrayList<>(refusals);
        more.add(seen);
        return new Observed(more);
    }
}
