package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;

/** When requests are sent. With several targets every form deals requests to them in random rounds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Arrival.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Arrival.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Arrival.Rounds.class, name = "rounds"),
})
public sealed interface Arrival {

    /**
     * Each connection's every stream sends its next request as soon as the last one is answered; the concurrency is
     * {@link Connections#count()} x {@link Connections#streams()} over all targets. The intended time is the time of
     * sending, or, when a connection must be opened first, the time at which that became due.
     */
    record Closed() implements Arrival {}

    /**
     * Requests are due at times that the server cannot move; the intended time is the due time, so waiting for a
     * connection, a stream or a late generator counts (safe from coordinated omission).
     *
     * @param profile the rate over time, walked once; the last segment's end rate holds for what is left
     * @param spacing how due times are spaced at a given rate
     * @param quantum requests that are due within one quantum are sent together at its end, which spares CPU at high
     *     rates; zero for exact timing. The due time stays exact, so the grouping shows as send lag.
     */
    record Open(List<Segment> profile, Spacing spacing, Duration quantum) implements Arrival {
        public Open {
            profile = List.copyOf(profile);
            if (profile.isEmpty()) {
                throw new IllegalArgumentException("an open arrival needs a rate");
            }
            if (quantum.isNegative() || quantum.compareTo(Duration.ofMillis(10)) > 0) {
                throw new IllegalArgumentException("quantum must be 0 to 10 ms, not " + quantum);
            }
        }

        /** A constant rate with exact timing. */
        public static Open at(double perSecond) {
            return new Open(
                    List.of(new Segment(perSecond, perSecond, Duration.ofDays(1))), Spacing.CONSTANT, Duration.ZERO);
        }
    }

    /**
     * Rounds of one request to each target, in an order drawn anew each round, so that the arms of a comparison share
     * every moment. The next round starts when the last one is answered, and {@code pause} after that.
     *
     * @param atOnce whether a round's requests are sent together, so that one is in flight to each target; else one at a
     *     time over all targets, each after the last one's answer
     * @param limit the number of measured rounds after which the load ends early; 0 for none
     */
    record Rounds(boolean atOnce, Duration pause, long limit) implements Arrival {
        public Rounds {
            if (pause.isNegative() || limit < 0) {
                throw new IllegalArgumentException("pause and limit must not be negative");
            }
        }

        /** One request at a time, no pause, until the load's duration ends. */
        public static Rounds oneAtATime() {
            return new Rounds(false, Duration.ZERO, 0);
        }
    }

    /** How due times follow each other. */
    enum Spacing {
        /** Evenly, 1/rate apart. */
        CONSTANT,
        /** As a Poisson process: exponential gaps with mean 1/rate, drawn from the load's seed. */
        POISSON
    }

    /** A stretch of time over which the rate goes linearly from one value to another, in requests per second. */
    record Segment(double fromPerSecond, double toPerSecond, Duration length) {
        public Segment {
            if (!(fromPerSecond >= 0 && toPerSecond >= 0 && fromPerSecond + toPerSecond > 0)) {
                throw new IllegalArgumentException(
                        "a rate must be positive, not " + fromPerSecond + " to " + toPerSecond);
            }
            if (length.isZero() || length.isNegative()) {
                throw new IllegalArgumentException("a rate segment needs a length, not " + length);
            }
        }
    }
}
