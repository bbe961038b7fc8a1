package org.mpmlab.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangePool;
import org.mpmlab.engine.measure.TargetRecorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds to record one answered request of an open load into all of its five histograms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Recording {
    private static final int EXCHANGES = 1024;

    private final Exchange[] exchanges = new Exchange[EXCHANGES];
    private final TargetRecorder recorder = new TargetRecorder("target", true);
    private int next;

    @Setup
    public void answer() {
        SplittableRandom random = new SplittableRandom(1);
        ExchangePool pool = new ExchangePool();
        for (int i = 0; i < EXCHANGES; i++) {
            // Times around 100 us with a long tail: neighbours do not share a bucket.
            long firstByteNanos = Math.round(60_000 - 60_000 * Math.log(1 - random.nextDouble()));
            Exchange exchange = pool.take().begin(0, 0, 0, true);
            exchange.carriedBy(null, false);
            exchange.writtenAt(random.nextLong(20_000));
            exchange.firstByteAt(exchange.writtenNanos() + firstByteNanos);
            exchange.answered(200);
            exchange.endedAt(exchange.firstByteNanos() + 1_000, 1024);
            exchanges[i] = exchange;
        }
    }

    @Benchmark
    public void record() {
        recorder.completed(exchanges[next++ & (EXCHANGES - 1)]);
    }

    @TearDown
    public void nothingWasLost() {
        TargetResult result = recorder.result();
        if (result.statuses().get(200) != result.counts().completed()) {
            throw new IllegalStateException("recorded " + result.statuses() + " of " + result.counts());
        }
    }
}
