package org.mpmlab.core.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Floor;

/**
 * Where a run was made: its fingerprint. Runs whose {@link #machine()} differ are not compared directly.
 *
 * @param tool mpmlab's version and commit
 * @param java the JVM's name and version
 * @param cpuModel of the first CPU
 * @param cpus how many mpmlab may use, which can be fewer than the machine has
 * @param memoryBytes of the machine
 * @param kernel release
 * @param os the distribution's pretty name
 * @param cgroup 1 or 2
 * @param docker the Engine's version and storage driver
 * @param serverCpus the CPUs that servers were pinned to, as a cpuset list
 * @param generatorCpus the CPUs that the generator was pinned to
 * @param images image id and package versions by image name
 * @param sites calibrated parameters by site, such as php29's iterations
 * @param floor what the generator measures here of a server that does next to nothing; empty where nobody looked
 */
public record Environment(
        String tool,
        String java,
        String cpuModel,
        int cpus,
        long memoryBytes,
        String kernel,
        String os,
        int cgroup,
        String docker,
        String serverCpus,
        String generatorCpus,
        Map<String, Image> images,
        Map<String, Map<String, Long>> sites,
        Optional<Floor> floor) {
    /**
     * What a container was made of.
     *
     * @param id the image's digest
     * @param base where its base came from
     * @param packages versions of the server's packages by name
     * @param sources the package sources in force when it was built
     */
    public record Image(String id, String base, Map<String, String> packages, List<String> sources) {}

    public Environment {
        floor = floor == null ? Optional.empty() : floor; // runs stored before it was kept
    }

    /** With no look at the generator's floor. */
    public Environment(
            String tool,
            String java,
            String cpuModel,
            int cpus,
            long memoryBytes,
            String kernel,
            String os,
            int cgroup,
            String docker,
            String serverCpus,
            String generatorCpus,
            Map<String, Image> images,
            Map<String, Map<String, Long>> sites) {
        this(
                tool,
                java,
                cpuModel,
                cpus,
                memoryBytes,
                kernel,
                os,
                cgroup,
                docker,
                serverCpus,
                generatorCpus,
                images,
                sites,
                Optional.empty());
    }

    /** What makes two machines the same for comparing figures. */
    public String machine() {
        return cpuModel + " x " + cpus + ", " + memoryBytes / (1 << 20) + " MiB, " + kernel + ", cgroup v" + cgroup;
    }
}
