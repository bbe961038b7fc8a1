package org.mpmlab.core.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.TargetResult;

/**
 * What one cell (a stack, a site, a load) gave in one block.
 *
 * @param block from 1
 * @param stack the stack's name
 * @param site the site's name
 * @param load the load's name
 * @param started when measuring began
 * @param elapsed how long it took; for a cell measured in rounds, the whole load over all its stacks
 * @param identity who answered; empty when the server never stood
 * @param result what the server answered
 * @param generator how the generator fared
 * @param observations what was seen of the server meanwhile
 * @param validity whether it counts
 */
public record CellResult(
        int block,
        String stack,
        String site,
        String load,
        Instant started,
        Duration elapsed,
        Optional<Identity> identity,
        TargetResult result,
        Generator generator,
        Observations observations,
        Validity validity) {

    /** Answered as expected, per second; for a cell in rounds this is no throughput. */
    public double completedPerSecond() {
        return elapsed.isZero() ? 0 : result.counts().completed() / (elapsed.toNanos() / 1e9);
    }

    /** The server's CPU time for each completed request, in microseconds. */
    public OptionalDouble serverCpuMicrosPerRequest() {
        long completed = result.counts().completed();
        OptionalLong used = observations.cpuMicros(elapsed);
        return completed == 0 || used.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) used.getAsLong() / completed);
    }
}
