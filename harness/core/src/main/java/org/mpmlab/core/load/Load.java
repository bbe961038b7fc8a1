package org.mpmlab.core.load;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a generator sends: complete, immutable and serialisable, so that another machine can carry it out.
 *
 * @param targets one arm each; with several, requests are dealt to them in random rounds
 * @param idle connections that stay open beside those that send
 * @param journey what each visitor does; empty for one request after another
 * @param warmUp sent before, with the same arrivals and over the same connections; never part of the result
 * @param duration how long requests are sent and measured; answers are awaited up to {@code requestTimeout} longer,
 *     those of a round one at a time up to that for each target
 * @param requestTimeout from sending until the answer is complete; past it the request fails as a timeout
 * @param seed of every random choice, so that a load can be repeated
 */
public record Load(
        List<Target> targets,
        Protocol protocol,
        Arrival arrival,
        Connections connections,
        Idle idle,
        Optional<Journey> journey,
        WarmUp warmUp,
        Duration duration,
        Duration requestTimeout,
        long seed) {

    /** A load of single requests with no idle connections beside it. */
    public Load(
            List<Target> targets,
            Protocol protocol,
            Arrival arrival,
            Connections connections,
            WarmUp warmUp,
            Duration duration,
            Duration requestTimeout,
            long seed) {
        this(
                targets,
                protocol,
                arrival,
                connections,
                Idle.NONE,
                Optional.empty(),
                warmUp,
                duration,
                requestTimeout,
                seed);
    }

    public Load {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a load needs at least one target");
        }
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two targets are named " + target.name());
            }
            if ((protocol == Protocol.H2 && !target.tls()) || (protocol == Protocol.H2C && target.tls())) {
                throw new IllegalArgumentException(protocol.word() + " needs an "
                        + (protocol == Protocol.H2 ? "https" : "http") + " address, not " + target.uri());
            }
        }
        if (!protocol.multiplexes() && connections.streams() > 1) {
            throw new IllegalArgumentException("HTTP/1.1 carries one request at a time on a connection: streams must "
                    + "be 1, not " + connections.streams());
        }
        if (duration.isNegative() || duration.isZero() || requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("duration and request timeout must be positive");
        }
    }

    /** The same beside so many idle connections. */
    public Load beside(Idle connectionsHeld) {
        return new Load(
                targets,
                protocol,
                arrival,
                connections,
                connectionsHeld,
                journey,
                warmUp,
                duration,
                requestTimeout,
                seed);
    }
}
