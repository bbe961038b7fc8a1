package org.mpmlab.core.load;

import java.time.Duration;

/**
 * What is sent before anything counts, with the load's own arrivals and over the connections that are then measured.
 *
 * @param least the shortest it takes
 * @param most by then measuring begins, steady or not; equal to {@code least} for a fixed time
 */
public record WarmUp(Duration least, Duration most) {
    /** How many requests a generator's JIT compiler needs before its cost per request is flat. */
    public static final long REQUESTS = 100_000;

    public static final WarmUp NONE = fixed(Duration.ZERO);

    public WarmUp {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "a warm-up must not be negative, nor end before it began: " + least + " to " + most);
        }
    }

    /** For that long, neither more nor less. */
    public static WarmUp fixed(Duration length) {
        return new WarmUp(length, length);
    }

    /**
     * Until the rate and the generator's CPU time per request are flat, after {@link #REQUESTS} requests; pages too slow
     * for so many get {@code most}.
     */
    public static WarmUp untilSteady(Duration most) {
        Duration second = Duration.ofSeconds(1);
        return new WarmUp(most.compareTo(second) < 0 ? most : second, most);
    }

    /** Whether it ends when the load is steady, rather than at a set time. */
    public boolean endsWhenSteady() {
        return most.compareTo(least) > 0;
    }

    /**
     * How a warm-up went.
     *
     * @param took how long
     * @param requests answered meanwhile
     * @param steady whether rate and CPU time per request were flat at its end; of a fixed time, true
     */
    public record Outcome(Duration took, long requests, boolean steady) {
        /** Nothing was sent beforehand. */
        public static final Outcome NONE = new Outcome(Duration.ZERO, 0, true);

        /** Both warm-ups, made at the same time in two places. */
        public Outcome merge(Outcome other) {
            return new Outcome(
                    took.compareTo(other.took) >= 0 ? took : other.took,
                    requests + other.requests,
                    steady && other.steady);
        }
    }
}
