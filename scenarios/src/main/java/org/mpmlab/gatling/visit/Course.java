package org.mpmlab.gatling.visit;

import io.gatling.commons.util.Clock;
import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.ActionBuilder;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Deal;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Schedule;

/**
 * One load on its way through Gatling: what its visitors share, and what a simulation is built of. Safe for use by
 * several threads.
 */
public final class Course {
    /** More than so many visitors to come do not wait in memory. */
    public static final int MOST_VISITORS = 250_000;

    private final Load load;
    private final Deal deal;
    private final List<Ticket> tickets = new ArrayList<>();
    private final Map<EventLoop, Lane> lanes = new LinkedHashMap<>();
    private final AtomicInteger handedOut = new AtomicInteger();
    private final AtomicInteger gathered = new AtomicInteger();
    private final CompletableFuture<List<Lane>> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final CompletableFuture<Void> concluded = new CompletableFuture<>();
    private final Client client;
    private volatile boolean over;
    private StatsEngine statsEngine;
    private Clock clock;

    /** When a visitor of an open load comes, and where to. */
    record Ticket(Phase phase, long offsetNanos, int target) {}

    /**
     * A course that no visitor is on yet.
     *
     * @throws IllegalArgumentException if nobody or more than {@link #MOST_VISITORS} would come
     */
    public Course(Load load) {
        this.load = load;
        this.deal = new Deal(load.targets().size(), load.seed());
        if (load.arrival() instanceof Arrival.Open open) {
            long[] warmUp = dueNanos(open, load.warmUp().most(), load.seed() + 1, MOST_VISITORS);
            long[] measured = dueNanos(open, load.duration(), load.seed(), MOST_VISITORS - warmUp.length);
            issue(Phase.WARMING_UP, warmUp);
            issue(Phase.MEASURING, measured);
            if (measured.length == 0) {
                throw new IllegalArgumentException("nobody comes within " + load.duration() + " at this rate");
            }
        }
        this.client = new Client(load);
    }

    /**
     * When visitors come within a stretch of time, in nanoseconds from its start. Gatling's own injection knows whole
     * milliseconds and draws what no seed repeats; so all visitors are injected at once, and wait at the {@link Gate}.
     *
     * @throws IllegalArgumentException if there are more than {@code most}
     */
    static long[] dueNanos(Arrival.Open arrival, Duration length, long seed, int most) {
        Schedule schedule = new Schedule(arrival.profile(), arrival.spacing(), 0, 1, seed);
        long[] due = LongStream.generate(schedule::nextNanos)
                .takeWhile(nanos -> nanos < length.toNanos())
                .limit(most + 1L)
                .toArray();
        if (due.length > most) {
            throw new IllegalArgumentException("more than " + most + " visitors within " + length);
        }
        return due;
    }

    private void issue(Phase phase, long[] offsetsNanos) {
        for (long offsetNanos : offsetsNanos) {
            tickets.add(new Ticket(phase, offsetNanos, deal.next()));
        }
    }

    // What a simulation is built of.

    /** How many visitors Gatling is to inject: those who are kept busy, or those who will come. */
    public int visitors() {
        return load.arrival() instanceof Arrival.Open
                ? tickets.size()
                : load.connections().count();
    }

    /** Whether a visitor who leaves comes again as another, so that so many are always there. */
    public boolean isClosed() {
        return load.arrival() instanceof Arrival.Closed;
    }

    /** Whether a visit may still begin. Any thread. */
    public boolean goesOn() {
        return !over;
    }

    /** The journey; only for loads that have one. */
    public Journey journey() {
        return load.journey().orElseThrow();
    }

    /** Whether each request has a connection of its own. */
    public boolean closesAfterEach() {
        return !load.connections().keepsAlive();
    }

    /** Begins a visit. */
    public ActionBuilder gate() {
        return step(GateAction::new);
    }

    /** Asks for what a station of the journey needs. */
    public ActionBuilder ask(Requests requests) {
        return step((course, next) -> new AskAction(requests, course, next));
    }

    /** The think time between pages. */
    public ActionBuilder pause() {
        return step(PauseAction::new);
    }

    /** Ends a visit. */
    public ActionBuilder leave() {
        return step(LeaveAction::new);
    }

    /** Waits until what was measured has been read; closes the client. Called by Gatling when all visitors have left. */
    public void close() {
        concluded.join();
        client.close();
    }

    private ActionBuilder step(BiFunction<Course, io.gatling.core.action.Action, VisitorAction> action) {
        return () -> (context, next) -> {
            open(context.coreComponents());
            return action.apply(this, next);
        };
    }

    private synchronized void open(CoreComponents components) {
        if (opened.isDone()) {
            return;
        }
        statsEngine = components.statsEngine();
        clock = components.clock();
        for (EventExecutor loop : components.eventLoopGroup()) {
            lanes.put((EventLoop) loop, new Lane((EventLoop) loop, load));
        }
        opened.complete(List.copyOf(lanes.values()));
    }

    // For the conductor.

    /** Done once Gatling has built the simulation. */
    CompletableFuture<List<Lane>> opened() {
        return opened;
    }

    /** Done once every visitor is at the gate. */
    CompletableFuture<Void> complete() {
        return complete;
    }

    /** No visit begins any more. */
    void end() {
        over = true;
    }

    /** What was measured has been read: Gatling may stop its event loops. */
    void conclude() {
        concluded.complete(null);
    }

    // For the actions.

    Load load() {
        return load;
    }

    Lane lane(Session session) {
        return lanes.get(session.eventLoop());
    }

    Client client() {
        return client;
    }

    StatsEngine statsEngine() {
        return statsEngine;
    }

    long nowMillis() {
        return clock.nowMillis();
    }

    int deal() {
        synchronized (deal) {
            return deal.next();
        }
    }

    /** The next visitor's. */
    Ticket ticket() {
        return tickets.get(handedOut.getAndIncrement());
    }

    /** One more visitor is at the gate. */
    void gathered() {
        if (gathered.incrementAndGet() == visitors()) {
            complete.complete(null);
        }
    }
}
