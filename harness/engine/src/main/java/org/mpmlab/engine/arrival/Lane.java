package org.mpmlab.engine.arrival;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Seeds;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Route;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.SlotOwner;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.Exchanges;
import org.mpmlab.engine.loop.Agenda;
import org.mpmlab.engine.measure.Glance;
import org.mpmlab.engine.measure.RoundRecorder;
import org.mpmlab.engine.measure.TargetRecorder;

/**
 * One event loop's share of a load: its connections, its arrivals and its course from the first connect to the last
 * answer. All methods are for the event loop's thread, except where they say otherwise.
 */
public final class Lane implements SlotOwner, Agenda {
    private static final long SWEEP_MILLIS = 20;

    private final Load load;
    private final EventLoop loop;
    private final WriteBatch batch;
    private final Arrivals arrivals;
    private final List<List<Slot>> slots = new ArrayList<>();
    private final Ledger ledger;
    private final RoundRecorder rounds;
    private final ArrayDeque<Connection> opening = new ArrayDeque<>();
    private final long timeoutNanos;
    private final CompletableFuture<Void> prepared = new CompletableFuture<>();
    private final CompletableFuture<Void> rested = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /** Done when what is under way is over: the warm-up, then the measuring. */
    private CompletableFuture<Void> phase = rested;

    private int preparing;
    private boolean ended;
    private boolean stopped;
    private ScheduledFuture<?> sweeping;
    private ScheduledFuture<?> ending;

    /** How a lane gets the routes to its targets, whose connections report to the lane. */
    @FunctionalInterface
    public interface Routing {
        Route route(int target, Exchanges exchanges, SlotOwner owner);
    }

    /**
     * A lane, not yet under way; may be made on any thread.
     *
     * @param connections how many of the load's connections to each target are this lane's
     * @param share which of the load's lanes this is, from 0
     * @param shares how many lanes there are
     * @param batch gathers what this lane sends at one time
     */
    public Lane(Load load, EventLoop loop, int connections, int share, int shares, WriteBatch batch, Routing routing) {
        this.batch = batch;
        this.load = load;
        this.loop = loop;
        timeoutNanos = load.requestTimeout().toNanos();
        ledger = new Ledger(load, this::over);
        for (int target = 0; target < load.targets().size(); target++) {
            Route route = routing.route(target, ledger, this);
            List<Slot> ofTarget = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                ofTarget.add(new Slot(route, i));
            }
            slots.add(ofTarget);
        }
        rounds = load.arrival() instanceof Arrival.Rounds
                ? new RoundRecorder(load.targets().size())
                : null;
        arrivals = arrivals(connections, share, shares);
    }

    private Arrivals arrivals(int connections, int share, int shares) {
        long seed = Seeds.nth(load.seed(), share);
        if (load.arrival() instanceof Arrival.Open open) {
            OpenArrivals arrivals = new OpenArrivals(this, load, open, connections, share, shares, seed);
            slots.forEach(arrivals::vacant);
            return arrivals;
        }
        return load.arrival() instanceof Arrival.Rounds plan
                ? new RoundArrivals(this, load, plan, rounds, seed)
                : new ClosedArrivals(this, load, connections, seed);
    }

    // The load's course.

    /** Makes the connections that are to stand before anything is sent. */
    public void prepare() {
        sweeping = loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        Connections plan = load.connections();
        if (plan.policy() != Connections.Policy.ON_DEMAND && plan.keepsAlive()) {
            preparing = slots.stream().mapToInt(List::size).sum();
            slots.forEach(ofTarget -> ofTarget.forEach(arrivals::prepare));
        } else {
            prepared.complete(null);
        }
    }

    /** Done when those connections stand or have failed. Safe from any thread. */
    public CompletableFuture<Void> prepared() {
        return prepared;
    }

    /** Sends to warm up, until {@link #rest}. */
    public void warmUp() {
        begin(Window.warmUp(System.nanoTime()));
    }

    /** Sends no more; {@link #rested} once what was sent is answered. */
    public void rest() {
        end();
    }

    /** Done when the warm-up is over and answered. Safe from any thread. */
    public CompletableFuture<Void> rested() {
        return rested;
    }

    /** Measures what is due within the window, over the connections of the warm-up if there was one. */
    public void measure(Window window) {
        phase = over;
        ending = loop.schedule(this::end, window.endNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        begin(window);
    }

    private void begin(Window window) {
        ended = false;
        preparing = 0;
        batch.open();
        arrivals.begin(window);
        batch.close();
    }

    private void end() {
        ended = true;
        arrivals.end();
        checkOver();
    }

    /** Tells whoever waits when nothing is left to send or to await. */
    void checkOver() {
        if (arrivals.isOver() && ledger.isEmpty()) {
            phase.complete(null);
        }
    }

    /** Done when everything is sent and answered, or given up. Safe from any thread. */
    public CompletableFuture<Void> over() {
        return over;
    }

    /** Gives up what is in flight and closes all connections, whatever the state. */
    public void stop() {
        ended = true;
        stopped = true;
        arrivals.end();
        ledger.giveUp();
        for (int hanging = opening.size(); hanging > 0; hanging--) {
            opening.poll().openTimedOut();
        }
        slots.forEach(ofTarget -> ofTarget.forEach(Slot::shut));
        if (sweeping != null) {
            sweeping.cancel(false);
        }
        if (ending != null) {
            ending.cancel(false);
        }
        over.complete(null);
    }

    private void sweep() {
        long now = System.nanoTime();
        ledger.expire(now);
        for (Connection first = opening.peek(); first != null; first = opening.peek()) {
            if (first.isOpening()) {
                if (now - first.connectNanos() <= timeoutNanos) {
                    break;
                }
                first.openTimedOut();
            }
            opening.poll();
        }
    }

    // For the arrivals.

    /** Whether all was given up, so that what is sent now would be, too. */
    boolean isStopped() {
        return stopped;
    }

    Slot slot(int target, int index) {
        return slots.get(target).get(index);
    }

    Ledger ledger() {
        return ledger;
    }

    /** A request is due, and here is its exchange. */
    Exchange due(int target, int user, long intendedNanos, boolean measured) {
        ledger.offered(target, measured);
        return ledger.exchange(target, user, intendedNanos, measured);
    }

    /** Forgets the requests that wait for a connection; says how many there were. */
    int dropWaiting() {
        int dropped = 0;
        for (List<Slot> ofTarget : slots) {
            for (Slot slot : ofTarget) {
                dropped += slot.dropWaiting(ledger.pool());
            }
        }
        return dropped;
    }

    @Override
    public long dueNanos() {
        return arrivals.dueNanos();
    }

    @Override
    public void run(long nowNanos) {
        batch.open();
        arrivals.run(nowNanos);
        batch.close();
    }

    private void over(Exchange exchange, boolean success) {
        arrivals.finished(exchange, success);
        if (ended) {
            checkOver();
        }
    }

    // What slots tell.

    @Override
    public void opening(Connection connection) {
        opening.add(connection);
        arrivals.opening(connection.slot());
    }

    @Override
    public void opened(Slot slot) {
        arrivals.opened(slot);
        oneIsPrepared();
    }

    @Override
    public void available(Slot slot) {
        arrivals.available(slot);
    }

    @Override
    public void vacated(Slot slot) {
        arrivals.vacated(slot);
    }

    @Override
    public void openFailed(Slot slot, ErrorKind kind, String words) {
        if (!arrivals.bears(slot, kind, words)) {
            ledger.recorder(slot.route().index()).note(kind + ", with no request waiting: " + words);
        }
        arrivals.vacated(slot);
        oneIsPrepared();
    }

    private void oneIsPrepared() {
        if (preparing > 0 && --preparing == 0) {
            prepared.complete(null);
        }
    }

    // What came of it, once over.

    /** What was measured of a target. */
    public TargetRecorder recorder(int target) {
        return ledger.recorder(target);
    }

    /** What was measured of the rounds; null when the load was not in rounds. */
    public RoundRecorder rounds() {
        return rounds;
    }

    /** When the last measured request ended, in nanoTime; {@code otherwise} when there was none. */
    public long lastEndNanos(long otherwise) {
        return ledger.lastEndNanos(otherwise);
    }

    /** How it goes; each glance begins where the last one ended. */
    public Glance glance() {
        return ledger.glance();
    }
}
