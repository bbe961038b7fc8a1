package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.scenario.Scenario;

/**
 * A part that can't be put to the test yet: it is inconclusive, and says so, rather than being left out in silence.
 *
 * @param what would have to be seen
 * @param needs what is missing, in plain words
 */
public record Missing(String what, String needs) implements Trial {
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
        return List.of(Outcome.lacking(what, "not built yet: " + needs, java.util.Set.of()));
    }

    @Override
    public Trial renamed(Names names) {
        return this;
    }
}
