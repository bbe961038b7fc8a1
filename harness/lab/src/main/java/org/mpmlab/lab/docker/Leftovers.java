package org.mpmlab.lab.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sees to it that no container outlives its use: those of this process are removed when it ends, those of processes
 * that were killed by the next one that starts. Thread-safe.
 */
public final class Leftovers {
    private static final int PATIENCE_SECONDS = 10;

    private final Docker docker;
    private final Owner self = Owner.self();
    /** Read by those who need containers to stay, written by the end of this process, which never unlocks it. */
    private final ReentrantReadWriteLock ending = new ReentrantReadWriteLock();

    /** Registers a shutdown hook, which also runs on Ctrl-C and SIGTERM. */
    public Leftovers(Docker docker) {
        this.docker = docker;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "mpmlab-clean-up"));
    }

    /** Creates a container that goes with this process, and returns its id; none {@linkplain #unlessEnding in one that ends}. */
    String create(CreateContainerCmd container) {
        Map<String, String> labels = new HashMap<>();
        Optional.ofNullable(container.getLabels()).ifPresent(labels::putAll);
        labels.put(Owner.LABEL, self.label());
        return unlessEnding(() -> container.withLabels(labels).exec().getId());
    }

    /**
     * Does what rests on this process's containers having stood until now, or on their staying. In a process that is
     * ending, whose threads run on while the hook removes what they made, nothing is done and this never returns.
     */
    <T> T unlessEnding(Supplier<T> action) {
        ending.readLock().lock();
        try {
            return action.get();
        } finally {
            ending.readLock().unlock();
        }
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
    }

    /**
     * Removes the containers of owners that live no more, and returns how many there were. With {@code everyone},
     * also those of owners that live.
     */
    public int sweep(boolean everyone) {
        return removeAll(
                label -> everyone || Owner.parse(label).filter(Owner::alive).isEmpty());
    }

    /** Removes all of this process, once those exist that are being created. */
    void end() {
        try {
            if (noneIsNeeded()) {
                removeAll(self.label()::equals);
            }
        } catch (InterruptedException | RuntimeException leftToTheNextStart) {
            // the sweep of the next start removes them
        }
    }

    /** From now on, unless the Engine hangs. */
    private boolean noneIsNeeded() throws InterruptedException {
        return ending.isWriteLocked() || ending.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Removes the containers whose owner's label is one of these, and returns how many there were. */
    private int removeAll(Predicate<String> whose) {
        List<String> containers =
                docker
                        .client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(Owner.LABEL))
                        .exec()
                        .stream()
                        .filter(container -> whose.test(container.getLabels().get(Owner.LABEL)))
                        .map(Container::getId)
                        .toList();
        containers.parallelStream().forEach(this::remove);
        return containers.size();
    }
}
