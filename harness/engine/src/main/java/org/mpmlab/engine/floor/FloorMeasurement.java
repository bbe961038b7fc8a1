package org.mpmlab.engine.floor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;

/** Measures a generator's own floor. It takes less than half a minute. */
public final class FloorMeasurement {
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 16;
    private static final double RATE = 1000;

    private FloorMeasurement() {}

    /**
     * Measures the floor.
     *
     * @param machine the machine in words
     * @param serverCpus where the trivial server runs; not the generator's own
     * @throws IllegalStateException if the trivial server did not answer everything
     */
    public static Floor measure(
            LoadGenerator generator, String machine, List<Integer> serverCpus, LoadProgress progress)
            throws InterruptedException {
        Instant now = Instant.now();
        try (TrivialServer server = new TrivialServer(serverCpus)) {
            Target target = Target.get("trivial", server.uri());
            LoadResult busy =
                    send(generator, target, new Arrival.Closed(), CONNECTIONS, WarmUp.untilSteady(WARM_UP), progress);
            WarmUp brief = WarmUp.fixed(Duration.ofSeconds(1));
            LoadResult single = send(generator, target, Arrival.Rounds.oneAtATime(), 1, brief, progress);
            LoadResult timed = send(generator, target, Arrival.Open.at(RATE), CONNECTIONS, brief, progress);
            Distribution ttfb = single.targets().get(0).successes(Metric.WRITTEN_TO_FIRST_BYTE);
            Distribution lag = timed.targets().get(0).successes(Metric.SEND_LAG);
            return new Floor(
                    machine,
                    now,
                    ttfb.quantileMicros(0.5),
                    ttfb.quantileMicros(0.99),
                    lag.quantileMicros(0.5),
                    lag.quantileMicros(0.99),
                    busy.generatorCpuMicrosPerRequest(),
                    busy.completedPerSecond(),
                    Math.max(steal(busy), Math.max(steal(single), steal(timed))));
        }
    }

    private static LoadResult send(
            LoadGenerator generator,
            Target target,
            Arrival arrival,
            int connections,
            WarmUp warmUp,
            LoadProgress progress)
            throws InterruptedException {
        LoadResult result = generator.run(
                new Load(
                        List.of(target), Protocol.H1, arrival, Connections.kept(connections), warmUp, EACH, TIMEOUT, 1),
                progress);
        long failed = result.targets().get(0).counts().failed();
        if (failed > 0) {
            throw new IllegalStateException(failed + " requests to the trivial server failed: "
                    + result.targets().get(0).samples());
        }
        return result;
    }

    private static double steal(LoadResult result) {
        return result.generator().steal().orElse(0);
    }
}
