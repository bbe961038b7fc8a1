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
     * @param online the CPUs that this process could use before it moved itself to some of them
     * @param docker the Engine's description
     */
    public static Environment take(
            String tool,
            CpuSet online,
            String docker,
            CpuShares shares,
            Map<String, Environment.Image> images,
            Map<String, Map<String, Long>> sites) {
        return new Environment(
                tool,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Machine.cpuModel(),
                online.cpus().size(),
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
