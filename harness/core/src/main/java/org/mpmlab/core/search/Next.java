package org.mpmlab.core.search;

import java.time.Duration;

/** What a search does next. */
public sealed interface Next {

    /**
     * Try this.
     *
     * @param ratePerSecond 0 for a {@link Purpose#PROBE probe}, which has no rate
     * @param duration of measuring
     */
    record Attempt(Purpose purpose, double ratePerSecond, Duration duration) implements Next {}

    /** Nothing: it is over. */
    record Done(RateFound found) implements Next {}
}
