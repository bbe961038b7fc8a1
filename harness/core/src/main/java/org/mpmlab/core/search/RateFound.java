package org.mpmlab.core.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search came to.
 *
 * @param kind what is known
 * @param likely the rate at which the objective is just met, with its interval; empty unless it lies between two rates
 * @param metPerSecond the rate next below the likely one that met the objective in its long trials together; the highest
 *     that did where none is likely; empty if none did
 * @param missedPerSecond the rate next above the likely one that missed it; the lowest that did where none is likely;
 *     empty if none did
 * @param why in words
 */
public record RateFound(
        Kind kind, Optional<Likely> likely, OptionalDouble metPerSecond, OptionalDouble missedPerSecond, String why) {

    /** What is known of the rate. */
    public enum Kind {
        /** It lies between one that was met and one that was missed. */
        BETWEEN,
        /** It is at least the one that was met: a higher one was not asked for, or the generator can't send it. */
        AT_LEAST,
        /** It is below the lowest that was asked for. */
        BELOW,
        /** Trials that counted were too few. */
        UNSETTLED
    }

    /**
     * A rate with its 99 % interval, by what all long trials together say.
     *
     * @param perSecond between low and high
     */
    public record Likely(double perSecond, double low, double high) {}

    /** The one rate to name: the likely one, or the end that there is. */
    @JsonIgnore
    public OptionalDouble perSecond() {
        return likely.isPresent()
                ? OptionalDouble.of(likely.get().perSecond())
                : metPerSecond.isPresent() ? metPerSecond : missedPerSecond;
    }
}
