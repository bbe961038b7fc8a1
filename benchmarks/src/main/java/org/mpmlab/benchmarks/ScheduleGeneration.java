package org.mpmlab.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.load.Arrival.Segment;
import org.mpmlab.core.load.Arrival.Spacing;
import org.mpmlab.core.load.Schedule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds to find the next due time of an open load, on a ramp. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScheduleGeneration {
    @Param
    private Spacing spacing;

    private Schedule schedule;

    @Setup
    public void begin() {
        // Longer than any trial lasts: due times are found some millions of times faster than they pass.
        Segment ramp = new Segment(1_000, 20_000, Duration.ofDays(3));
        schedule = new Schedule(List.of(ramp), spacing, 0, 1, 1);
    }

    @Benchmark
    public long next() {
        return schedule.nextNanos();
    }
}
