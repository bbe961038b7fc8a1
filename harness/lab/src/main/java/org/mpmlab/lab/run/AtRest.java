package org.mpmlab.lab.run;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether servers work on nothing more, by the CPU time that they took since they were last asked. A load that ends leaves
 * requests under way and in the backlog, and httpd answers them whether or not anyone still listens.
 */
final class AtRest implements BooleanSupplier {
    /** Of one CPU: what servers take that have nothing to do is far below, and one busy worker's far above. */
    private static final double SHARE = 0.1;

    private final Supplier<OptionalLong> cpuMicros;
    private OptionalLong lastMicros = OptionalLong.empty();
    private long lastNanos;

    /**
     * Of servers that were not asked yet.
     *
     * @param cpuMicros their CPU time so far; empty where it can't be read, and then they count as at rest
     */
    AtRest(Supplier<OptionalLong> cpuMicros) {
        this.cpuMicros = cpuMicros;
    }

    @Override
    public boolean getAsBoolean() {
        long nanos = System.nanoTime();
        OptionalLong micros = cpuMicros.get();
        if (micros.isEmpty()) {
            return true;
        }
        boolean rests = lastMicros.isPresent()
                && micros.getAsLong() - lastMicros.getAsLong() < SHARE * (nanos - lastNanos) / 1000;
        lastMicros = micros;
        lastNanos = nanos;
        return rests;
    }
}
