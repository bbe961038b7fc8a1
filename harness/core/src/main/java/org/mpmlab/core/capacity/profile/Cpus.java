package org.mpmlab.core.capacity.profile;

import org.mpmlab.core.run.Run;

/** How many CPUs a run's servers had. */
final class Cpus {
    private Cpus() {}

    /** Those that they were pinned to, or the limit of their CPU time where that is less. */
    static double of(Run run) {
        double pinned = 0;
        for (String part : run.environment().serverCpus().split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            pinned += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return Math.min(pinned, run.scenario().placement().serverCpuLimit().orElse(Double.MAX_VALUE));
    }
}
