package org.mpmlab.core.capacity.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Profiles;

class CandidateTest {
    private static final Candidate SOME = new Candidates(Profiles.busyPage("event+fpm"), Target.of(2, 4L << 30))
            .best()
            .orElseThrow();

    private static Candidate carrying(double likely, double low) {
        Assessment some = SOME.assessment();
        return new Candidate(
                SOME.own(),
                new Assessment(
                        some.stack(),
                        some.site(),
                        some.settings(),
                        some.pool(),
                        some.bounds(),
                        Estimated.measured(likely, low, 2 * likely),
                        some.binding(),
                        some.busyWorkers(),
                        some.room(),
                        some.ttfb(),
                        some.memoryBytes(),
                        some.worstMemoryBytes(),
                        some.memoryBudgetBytes(),
                        some.heldConnections(),
                        some.plannedConnections(),
                        some.objectiveAttainable(),
                        some.rateShare(),
                        some.connectionShare()),
                SOME.changes(),
                SOME.rateAsked());
    }

    @Test
    void theHigherPromiseIsBetterWhateverIsLikely() {
        assertThat(Candidate.BETTER_FIRST.compare(carrying(60, 55), carrying(90, 50)))
                .isNegative();
    }

    /** A pool just large enough for the promise would carry no more than that. */
    @Test
    void ofTheSamePromiseTheHigherLikelyRateIsBetter() {
        assertThat(Candidate.BETTER_FIRST.compare(carrying(90, 50), carrying(60, 50)))
                .isNegative();
    }
}
