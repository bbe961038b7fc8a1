package org.mpmlab.lab.machine;

import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Floor;
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
     * @param floor what the generator measures on this machine of a server that does next to nothing
     */
    public static Environment take(
            String tool,
            CpuSet online,
            String docker,
            CpuShares shares,
            Map<String, Environment.Image> images,
            Map<String, Map<String, Long>> sites,
            Optional<Floor> floor) {
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
                sites,
                floor);
    }

    /** This machine in the words by which figures are known to be of one machine; asked before CPUs are given up. */
    public static String machine() {
        return new Environment(
                        "",
                        "",
                        Machine.cpuModel(),
                        Machine.usableCpus().cpus().size(),
                        Machine.memoryBytes(),
                        Machine.kernel(),
                        "",
                        Machine.cgroupVersion(),
                        "",
                        "",
                        "",
                        Map.of(),
                        Map.of())
                .machine();
    }
}
