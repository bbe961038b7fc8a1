package org.mpmlab.lab.observe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Sample;
import org.mpmlab.lab.machine.Affinity;

/**
 * Watches the servers of one stack. All reading happens on one daemon thread, which keeps to given CPUs, away from the
 * load generator's.
 *
 * <p>Between {@link #start} and {@link #stop} it takes a light look ({@link Detail#STATUS}) each tick and reads every
 * process ({@link Detail#PROCESSES}) only as often as {@link #CPU_SHARE} allows: reading one walks its page tables and
 * holds its memory map's lock meanwhile. The first look, before the load, and the last, right after it with all workers
 * still warm, are always full.
 *
 * <p>Thread-safe; calls wait for the reading under way.
 */
public final class ServerObserver implements AutoCloseable {
    /** The tick that fits most loads: short against a load's seconds, long against a look. */
    public static final Duration DEFAULT_TICK = Duration.ofMillis(500);

    /** What reading may take of one CPU while the load runs. */
    public static final double CPU_SHARE = 0.03;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ScheduledExecutorService thread;
    private final StackReader reader;

    // All below belongs to the observer's thread.
    private final Notes notes = new Notes();
    private final List<Sample> samples = new ArrayList<>();
    private boolean observing;
    private long originNanos = System.nanoTime();
    private long loadNanos;
    private ReadingBudget budget;
    private long tickNanos;
    private ScheduledFuture<?> nextTick;

    /**
     * Makes an observer that rests until asked.
     *
     * @param stack what to watch
     * @param cpus that the observer may use; none for any. If they are not to be had it goes on unpinned, with a note
     */
    public ServerObserver(ObservedStack stack, Set<Integer> cpus) {
        this(ProcFiles.OF_THIS_MACHINE, stack, cpus);
    }

    ServerObserver(ProcFiles proc, ObservedStack stack, Set<Integer> cpus) {
        Set<Integer> own = Set.copyOf(cpus);
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            // The kernel shows 15 characters of a thread's name.
            Thread created = new Thread(() -> run(own, work), "mpmlab-observer");
            created.setDaemon(true);
            return created;
        });
        reader = new StackReader(proc, stack, notes);
    }

    private String notPinned = "";

    private void run(Set<Integer> cpus, Runnable work) {
        Affinity.pinCurrentThread(cpus)
                .ifPresent(cause -> notPinned = "the observer shares CPUs with the load generator: " + cause);
        work.run();
    }

    /**
     * Takes one look now, apart from any observation that runs.
     *
     * @return with {@code at} since the observation began, or since this observer was made if none has
     */
    public Sample look(Detail detail) {
        return onThread(() -> reader.read(detail, sinceOrigin()));
    }

    /**
     * Begins to observe: returns when the first full look is done, so that a load started afterwards does not meet it.
     *
     * @param tick between looks
     * @throws IllegalStateException if it observes already
     */
    public void start(Duration tick) {
        if (tick.isZero() || tick.isNegative()) {
            throw new IllegalArgumentException("tick must be longer than 0: " + tick);
        }
        onThread(() -> {
            if (observing) {
                throw new IllegalStateException("already observing: stop() first");
            }
            observing = true;
            samples.clear();
            notes.clear();
            if (!notPinned.isEmpty()) {
                notes.add(notPinned);
            }
            tickNanos = tick.toNanos();
            originNanos = System.nanoTime();
            long firstFullNanos = take(Detail.PROCESSES);
            loadNanos = System.nanoTime();
            // A first look can take a quarter of a second, and the load's own time begins after it.
            originNanos = loadNanos;
            budget = new ReadingBudget(CPU_SHARE, loadNanos, firstFullNanos);
            scheduleTick();
            return null;
        });
    }

    /**
     * Ends observing with a full look. To be called as soon as the load ends, while its workers are warm.
     *
     * @throws IllegalStateException if it does not observe
     */
    public Observations stop() {
        return onThread(() -> {
            if (!observing) {
                throw new IllegalStateException("not observing: start() first");
            }
            observing = false;
            nextTick.cancel(false);
            take(Detail.PROCESSES);
            if (reader.oomKills().orElse(0) > 0) {
                notes.add("the kernel has killed " + reader.oomKills().getAsLong()
                        + " processes of these containers for want of memory since they started");
            }
            return new Observations(samples, notes.list());
        });
    }

    /**
     * How many processes of the stack the kernel killed for want of memory since its containers started, as far as a
     * look has seen it; empty if the kernel does not tell. A container whose first process was killed takes the count
     * with it: ask Docker too ({@code State.OOMKilled}).
     */
    public OptionalLong oomKills() {
        return onThread(reader::oomKills);
    }

    /** In words, what could not be observed so far, and why. */
    public List<String> notes() {
        return onThread(notes::list);
    }

    /** Ends the thread; an observation that runs is lost. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void scheduleTick() {
        long now = System.nanoTime();
        // On the grid of the tick, without catching up on looks that were missed.
        long wait = tickNanos - (now - loadNanos) % tickNanos;
        nextTick = thread.schedule(this::tick, wait, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        if (!observing) {
            return;
        }
        Detail detail = budget.affordsFull(System.nanoTime()) ? Detail.PROCESSES : Detail.STATUS;
        budget.spent(detail, take(detail));
        scheduleTick();
    }

    /**
     * Adds a sample; whatever goes wrong with it becomes a note, for a load under way is worth more than a sample.
     *
     * @return the CPU time that it took, in nanoseconds
     */
    private long take(Detail detail) {
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            samples.add(reader.read(detail, sinceOrigin()));
        } catch (RuntimeException fault) {
            notes.add("a sample failed: " + fault);
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private Duration sinceOrigin() {
        return Duration.ofNanos(System.nanoTime() - originNanos);
    }

    private <T> T onThread(Callable<T> reading) {
        try {
            return thread.submit(reading).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the servers were read", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException) {
                throw (RuntimeException) failed.getCause();
            }
            throw new IllegalStateException("reading the servers failed", failed.getCause());
        }
    }
}
