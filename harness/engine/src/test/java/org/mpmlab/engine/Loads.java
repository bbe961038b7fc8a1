package org.mpmlab.engine;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;

/** Builds and sends the loads of the tests. */
final class Loads {
    static final Arrival.Rounds ONE_ROUND = new Arrival.Rounds(false, Duration.ZERO, 1);

    private Loads() {}

    static Arrival.Rounds rounds(long limit) {
        return new Arrival.Rounds(false, Duration.ZERO, limit);
    }

    static Load load(Protocol protocol, Arrival arrival, Connections connections, Target... targets) {
        return new Load(
                List.of(targets),
                protocol,
                arrival,
                connections,
                WarmUp.NONE,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1);
    }

    static Load lasting(Duration duration, Load load) {
        return with(load.warmUp(), duration, load.requestTimeout(), load);
    }

    static Load timingOutAfter(Duration timeout, Load load) {
        return with(load.warmUp(), load.duration(), timeout, load);
    }

    static Load warmedUp(Duration warmUp, Load load) {
        return with(WarmUp.fixed(warmUp), load.duration(), load.requestTimeout(), load);
    }

    private static Load with(WarmUp warmUp, Duration duration, Duration timeout, Load load) {
        return new Load(
                load.targets(),
                load.protocol(),
                load.arrival(),
                load.connections(),
                load.idle(),
                load.journey(),
                warmUp,
                duration,
                timeout,
                load.seed());
    }

    static Target target(String method, URI uri, int status, long bodyBytes) {
        return new Target(
                "it",
                uri,
                method,
                Map.of(),
                Optional.empty(),
                new Target.Expectation(status, bodyBytes < 0 ? OptionalLong.empty() : OptionalLong.of(bodyBytes)));
    }

    static Target get(URI uri) {
        return Target.get("it", uri);
    }

    static LoadResult run(Load load) throws InterruptedException {
        return run(load, LoadProgress.SILENT);
    }

    static LoadResult run(Load load, LoadProgress progress) throws InterruptedException {
        try (Engine engine = new Engine(EngineOptions.DEFAULT.trustingAll())) {
            return engine.run(load, progress);
        }
    }

    /** The result of a load with a single target. */
    static TargetResult only(Load load) throws InterruptedException {
        return run(load).targets().get(0);
    }
}
