package org.mpmlab.lab.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that no container outlives its use: those of this process are removed when it ends, those of processes
 * that were killed by the next one that starts. Thread-safe.
 */
public final class Leftovers {
    private final Docker docker;
    private final Owner self = Owner.self();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Registers a shutdown hook, which also runs on Ctrl-C and SIGTERM. */
    public Leftovers(Docker docker) {
        this.docker = docker;
        Runtime.getRuntime().addShutdownHook(new Thread(this::removeOwn, "mpmlab-clean-up"));
    }

    Map<String, String> labels() {
        return Map.of(Owner.LABEL, self.label());
    }

    void started(String container) {
        running.add(container);
    }

    /** Removes a container at once; its having gone already is fine. */
    void remove(String container) {
        try {
            docker.client()
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException goneOrGoing) {
            // what was wanted, by the shutdown hook where the process is being ended
        }
        running.remove(container);
    }

    /**
     * Removes the containers of owners that live no more, and returns how many there were. With {@code everyone},
     * also those of owners that live.
     */
    public int sweep(boolean everyone) {
        List<Container> labelled = docker.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Owner.LABEL))
                .exec();
        List<Container> orphans = labelled.stream()
                .filter(container -> everyone
                        || Owner.parse(container.getLabels().get(Owner.LABEL))
                                .filter(Owner::alive)
                                .isEmpty())
                .toList();
        orphans.parallelStream().forEach(container -> remove(container.getId()));
        return orphans.size();
    }

    private void removeOwn() {
        running.parallelStream().forEach(container -> {
            try {
                remove(container);
            } catch (RuntimeException leftToTheNextStart) {
                // the sweep of the next start removes it
            }
        });
    }
}
