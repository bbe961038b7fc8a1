package org.mpmlab.gatling;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;

/** Builds and sends the loads of the tests. */
final class Loads {
    static final Duration DURATION = Duration.ofSeconds(1);

    private Loads() {}

    static Load load(Protocol protocol, Arrival arrival, Connections connections, Target... targets) {
        return new Load(
                List.of(targets), protocol, arrival, connections, WarmUp.NONE, DURATION, Duration.ofSeconds(3), 1);
    }

    static Load closed(int visitors, Target... targets) {
        return load(Protocol.H1, new Arrival.Closed(), Connections.kept(visitors), targets);
    }

    static Load open(double perSecond, Target... targets) {
        return load(Protocol.H1, Arrival.Open.at(perSecond), Connections.kept(16), targets);
    }

    static Load with(Journey journey, Load load) {
        return of(load, Optional.of(journey), load.idle(), load.warmUp(), load.requestTimeout());
    }

    static Load warmedUp(Duration warmUp, Load load) {
        return of(load, load.journey(), load.idle(), WarmUp.fixed(warmUp), load.requestTimeout());
    }

    static Load timingOutAfter(Duration timeout, Load load) {
        return of(load, load.journey(), load.idle(), load.warmUp(), timeout);
    }

    private static Load of(Load load, Optional<Journey> journey, Idle idle, WarmUp warmUp, Duration timeout) {
        return new Load(
                load.targets(),
                load.protocol(),
                load.arrival(),
                load.connections(),
                idle,
                journey,
                warmUp,
                load.duration(),
                timeout,
                load.seed());
    }

    static Journey journey(Journey.Kind kind, int pages, Duration think, String... assets) {
        return new Journey(kind, pages, think, List.of(assets));
    }

    static Target get(URI uri) {
        return Target.get("it", uri);
    }

    static LoadResult run(Load load) throws InterruptedException {
        return run(load, LoadProgress.SILENT);
    }

    static LoadResult run(Load load, LoadProgress progress) throws InterruptedException {
        try (GatlingGenerator generator = new GatlingGenerator(1)) {
            return generator.run(load, progress);
        }
    }
}
