package org.mpmlab.core.load;

import java.time.Duration;
import java.util.Optional;

/**
 * Kept-alive connections that stay open beside a load's own and ask nothing. Each sends one request when it is opened,
 * as a visitor does who then reads, so that the server counts it among its kept-alive ones.
 *
 * @param connections how many, to each target
 * @param path what each asks for; empty for what the load asks for. A light page opens thousands sooner
 * @param opening how many may be on their way at a time, to each target: more is quicker, fewer find the number at
 *     which new requests starve more exactly
 * @param patience how long a new connection's request may wait for its answer. When as many in a row as may be on their
 *     way got none, new requests starve: no more connections are opened and no load is sent. A wrong answer is no such
 *     sign; as many of those in a row end the opening too, and the load that is then sent does not count
 * @param untilStarved whether the number at which they starve is what is asked for
 */
public record Idle(int connections, Optional<String> path, int opening, Duration patience, boolean untilStarved) {
    public static final Idle NONE = of(0);

    public Idle {
        if (connections < 0 || opening < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "idle connections must not be negative, those on their way at least 1 and the patience positive, not "
                            + connections + ", " + opening + ", " + patience);
        }
    }

    /** So many, opened quickly. */
    public static Idle of(int connections) {
        return of(connections, Duration.ofSeconds(2));
    }

    /** So many, opened quickly. */
    public static Idle of(int connections, Duration patience) {
        return new Idle(connections, Optional.empty(), 32, patience, false);
    }

    /** As many as the server bears, up to a number, found to within a few. */
    public static Idle untilStarved(int atMost, Duration patience) {
        return new Idle(atMost, Optional.empty(), 4, patience, true);
    }

    /** The same, asking for another page when they are opened. */
    public Idle asking(String light) {
        return new Idle(connections, Optional.of(light), opening, patience, untilStarved);
    }

    /** Whether this is what was asked for: the number at which new requests starve. */
    public boolean isAnsweredBy(IdleResult result) {
        return untilStarved && result.starved();
    }
}
