package org.mpmlab.core.search;

import java.time.Duration;
import java.util.List;
import org.mpmlab.core.load.Seeds;

/** What a search does next. */
public sealed interface Next {

    /**
     * Try this.
     *
     * @param ratePerSecond 0 for a {@link Purpose#PROBE probe}, which has no rate
     * @param duration of measuring
     */
    record Attempt(Purpose purpose, double ratePerSecond, Duration duration) implements Next {

        /**
         * The seed of its arrivals. Of a search's trials those for one purpose have each their own, or a rate would be
         * judged by the same bursts again and again; the nth has the same in every search with that seed, so that no
         * stack is luckier than another. One that the machine disturbed is made again.
         *
         * @param ofSearch the search's seed
         * @param before all trials that the search has made
         */
        public long seed(long ofSearch, List<Trial> before) {
            int nth = (int) before.stream()
                    .filter(trial -> trial.purpose() == purpose && trial.outcome() != Trial.Outcome.VOID)
                    .count();
            return Seeds.nth(ofSearch, nth);
        }
    }

    /** Nothing: it is over. */
    record Done(RateFound found) implements Next {}
}
