package org.mpmlab.lab.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.observe.Detail;
import org.mpmlab.lab.observe.ObservedContainer;
import org.mpmlab.lab.observe.ObservedStack;
import org.mpmlab.lab.observe.ServerLog;
import org.mpmlab.lab.observe.ServerObserver;

/** A stack of a phase: running, verified and watched; or why it can't be measured. */
final class ServedStack implements AutoCloseable {
    private static final int LAST_WORDS = 8;
    /** Servers that complain of the same for each request would fill any number. */
    private static final int LOG_LINES = 500;

    private static final Duration LONGEST_WORK = Duration.ofSeconds(60);

    private final String name;
    private final Optional<RunningStack> running;
    private final Verification.Finding finding;
    private final ServerObserver observer;
    private final MemoryKills kills = new MemoryKills(this::oomKills);
    /** As {@link #survived} saw it last. */
    private Validity standing = Validity.VALID;

    ServedStack(RunningStack running, Site site, Verification.Finding finding, Set<Integer> observerCpus) {
        this.name = running.stack().name();
        this.running = Optional.of(running);
        this.finding = finding;
        this.observer = new ServerObserver(
                new ObservedStack(
                        running.members().stream()
                                .map(member -> ObservedContainer.of((int) member.initPid()))
                                .toList(),
                        running.scoreboard(),
                        running.fpmStatus(site).stream().toList()),
                observerCpus);
    }

    /** A stack that could not be started. */
    ServedStack(String name, String why) {
        this.name = name;
        this.running = Optional.empty();
        this.finding = Verification.Finding.unfit(Reason.ENGINE, why);
        this.observer = new ServerObserver(new ObservedStack(List.of(), Optional.empty(), List.of()), Set.of());
    }

    String name() {
        return name;
    }

    /** Empty where it could not be started. */
    Optional<RunningStack> running() {
        return running;
    }

    /** Whether a load can be sent to it. */
    boolean fit() {
        return found().valid();
    }

    Optional<Identity> identity() {
        return finding.identity();
    }

    /** What speaks against sending it a load: what was found when it started, or that it ended under an earlier one. */
    Validity found() {
        return finding.validity().valid() ? standing : finding.validity();
    }

    ServerObserver observer() {
        return observer;
    }

    /** Where the load's requests for this stack go, and that answers must be like the verified one. */
    Target target(Site site, Protocol protocol) {
        return finding.identity()
                .orElseThrow()
                .target(
                        name,
                        running.orElseThrow().uri(site, protocol, site.page().path()));
    }

    /**
     * Before a load: a server that still works on the last one's requests would make its own wait. What the kernel killed
     * until then is no matter of the load's.
     */
    void awaitRest(RunListener listener) throws InterruptedException {
        if (!rests(LONGEST_WORK)) {
            listener.note(name + " still worked " + LONGEST_WORK.toSeconds()
                    + " s after the last load; the next one begins all the same");
        }
        kills.loadBegins();
    }

    /**
     * Waits until its servers have done with what the last load left them.
     *
     * @return whether they did in time
     */
    boolean rests(Duration atMost) throws InterruptedException {
        return Patience.comes(
                new AtRest(() -> observer.look(Detail.CGROUP).cgroup().stream()
                        .mapToLong(usage -> usage.cpuMicros())
                        .findFirst()),
                atMost);
    }

    private Validity stands() {
        OptionalInt ended = running.map(RunningStack::ended).orElse(OptionalInt.empty());
        return ended.isEmpty()
                ? Validity.VALID
                : Validity.invalid(
                        Reason.CONTAINER,
                        "a container ended with status " + ended.getAsInt() + ": "
                                + running.orElseThrow().lastWords(LAST_WORDS));
    }

    /** Whether its containers, and all their processes, lived through the load that was last waited for. */
    Validity survived() {
        standing = stands();
        long killed = standing.valid() ? kills.ofLoad() : 0;
        return killed == 0
                ? standing
                : Validity.invalid(Reason.CONTAINER, "the kernel killed " + killed + " of its processes for memory");
    }

    /** What its servers complained of since they started. */
    List<String> complaints() {
        return running.filter(stack -> !stack.members().isEmpty())
                .map(stack -> ServerLog.complaints(stack.lastWords(LOG_LINES)))
                .orElse(List.of());
    }

    /** Processes that the kernel killed for want of memory since the containers started, as far as it tells. */
    OptionalLong oomKills() {
        return running.isPresent() ? observer.oomKills() : OptionalLong.empty();
    }

    @Override
    public void close() {
        observer.close();
        running.ifPresent(RunningStack::close);
    }
}
