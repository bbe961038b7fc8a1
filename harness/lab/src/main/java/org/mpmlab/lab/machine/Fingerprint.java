package org.mpmlab.lab.machine;

import java.util.Map;
import org.mpmlab.core.run.Environment;

/** Takes down where a run is made. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * This machine, as it is now.
     *
     * @param tool mpmlab's version
     * @param docker the Engine's description
     */
    public static Environment take(
            String tool,
            String docker,
            CpuShares shares,
            Map<String, Environment.Image> images,
            Map<String, Map<String, Long>> sites) {
        return new Environment(
                tool,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Machine.cpuModel(),
                Machine.usableCpus().cpus().size(),
                Machine.memoryBytes(),
                Machine.kernel(),
                Machine.os(),
                Machine.cgroupVersion(),
                docker,
                shares.servers().toString(),
                shares.generator().toString(),
                images,
                sites);
    }
}
