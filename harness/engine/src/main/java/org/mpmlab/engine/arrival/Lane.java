package org.mpmlab.engine.arrival;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Route;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.SlotOwner;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangeList;
import org.mpmlab.engine.exchange.ExchangePool;
import org.mpmlab.engine.exchange.Exchanges;
import org.mpmlab.engine.loop.Agenda;
import org.mpmlab.engine.measure.Glance;
import org.mpmlab.engine.measure.RoundRecorder;
import org.mpmlab.engine.measure.TargetRecorder;

/**
 * One event loop's share of a load: its connections, its arrivals, what is in flight and what was measured. All methods
 * are for the event loop's thread, except where they say otherwise.
 */
public final class Lane implements Exchanges, SlotOwner, Agenda {
    private static final long SWEEP_MILLIS = 20;

    private final Load load;
    private final EventLoop loop;
    private final WriteBatch batch;
    private final Arrivals arrivals;
    private final List<List<Slot>> slots = new ArrayList<>();
    private final List<TargetRecorder> recorders = new ArrayList<>();
    private final RoundRecorder rounds;
    private final ExchangePool pool = new ExchangePool();
    private final ExchangeList inFlight = new ExchangeList();
    private final ArrayDeque<Connection> opening = new ArrayDeque<>();
    private final long timeoutNanos;
    private final CompletableFuture<Void> prepared = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private int preparing;
    private boolean ended;
    private long lastEndNanos;
    private ScheduledFuture<?> sweeping;
    private ScheduledFuture<?> ending;
    private Histogram recent = Glance.histogram();
    private long completedWarm;
    private long failedWarm;
    private long completed;
    private long failed;
    private boolean measuring;

    /** How a lane gets the routes to its targets, which in turn need the lane. */
    @FunctionalInterface
    public interface Routing {
        Route route(int target, Lane lane);
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
        boolean scheduled = !(load.arrival() instanceof Arrival.Closed);
        for (int target = 0; target < load.targets().size(); target++) {
            Route route = routing.route(target, this);
            List<Slot> ofTarget = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                ofTarget.add(new Slot(route, i));
            }
            slots.add(ofTarget);
            recorders.add(new TargetRecorder(load.targets().get(target).name(), scheduled));
        }
        rounds = load.arrival() instanceof Arrival.Rounds
                ? new RoundRecorder(load.targets().size())
                : null;
        arrivals = arrivals(connections, share, shares);
    }

    private Arrivals arrivals(int connections, int share, int shares) {
        long seed = load.seed() + 0x9E3779B97F4A7C15L * share;
        if (load.arrival() instanceof Arrival.Open open) {
            OpenArrivals arrivals = new OpenArrivals(this, load, open, share, shares, seed);
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
        if (plan.policy() == Connections.Policy.SHARED && plan.keepsAlive()) {
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

    /** Sends within the window. */
    public void begin(Window window) {
        preparing = 0;
        lastEndNanos = window.measureNanos();
        long now = System.nanoTime();
        ending = loop.schedule(this::end, window.endNanos() - now, TimeUnit.NANOSECONDS);
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
        if (arrivals.isOver() && inFlight.isEmpty()) {
            over.complete(null);
        }
    }

    /** Done when everything is sent and answered, or given up. Safe from any thread. */
    public CompletableFuture<Void> over() {
        return over;
    }

    /** Gives up what is in flight and closes all connections, whatever the state. */
    public void stop() {
        ended = true;
        arrivals.end();
        for (Exchange late = inFlight.first(); late != null; late = inFlight.first()) {
            late.carrier().timeOut(late, "no complete answer when the load ended");
        }
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
        for (Exchange late = inFlight.first();
                late != null && now - late.writtenNanos() > timeoutNanos;
                late = inFlight.first()) {
            late.carrier().timeOut(late, "no complete answer within the request timeout");
        }
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

    Slot slot(int target, int index) {
        return slots.get(target).get(index);
    }

    /** A request is due. */
    void offered(int target, boolean measured) {
        if (measured) {
            recorders.get(target).offered();
        }
    }

    /** An exchange for a request that was offered. */
    Exchange exchange(int target, int user, long intendedNanos, boolean measured) {
        return pool.take().begin(target, user, intendedNanos, measured);
    }

    /** A request is due, and here is its exchange. */
    Exchange due(int target, int user, long intendedNanos, boolean measured) {
        offered(target, measured);
        return exchange(target, user, intendedNanos, measured);
    }

    /** Forgets the requests that wait for a connection; says how many there were. */
    int dropWaiting() {
        int dropped = 0;
        for (List<Slot> ofTarget : slots) {
            for (Slot slot : ofTarget) {
                dropped += slot.dropWaiting(pool);
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

    // What exchanges tell.

    @Override
    public void written(Exchange exchange) {
        inFlight.add(exchange);
        if (exchange.measured()) {
            recorders.get(exchange.target()).sent();
        }
    }

    /** Counts a connection when its first measured request ends: by then it is known what the server speaks. */
    private static void countConnection(Exchange exchange, TargetRecorder recorder) {
        if (exchange.carrier() instanceof Connection connection && connection.countOnce()) {
            recorder.connection(connection.negotiated());
            if (exchange.firstOnConnection()) {
                recorder.connected(connection.connectTookNanos(), connection.tlsTookNanos());
            }
        }
    }

    @Override
    public void completed(Exchange exchange) {
        Target.Expectation expected = load.targets().get(exchange.target()).expect();
        if (exchange.status() != expected.status()) {
            failed(exchange, ErrorKind.STATUS, expected.status() + " expected, not " + exchange.status());
        } else if (expected.bodyBytes().orElse(exchange.bodyBytes()) != exchange.bodyBytes()) {
            failed(
                    exchange,
                    ErrorKind.LENGTH,
                    expected.bodyBytes().getAsLong() + " bytes expected, not " + exchange.bodyBytes());
        } else {
            inFlight.remove(exchange);
            if (exchange.measured()) {
                measuring = true;
                completed++;
                TargetRecorder recorder = recorders.get(exchange.target());
                recorder.completed(exchange);
                countConnection(exchange, recorder);
                lastEndNanos = Math.max(lastEndNanos, exchange.endNanos());
            } else {
                completedWarm++;
            }
            recent.recordValue(Math.max(
                    0, Math.min(exchange.firstByteNanos() - exchange.writtenNanos(), Distribution.HIGHEST_NANOS)));
            finish(exchange, true);
        }
    }

    @Override
    public void failed(Exchange exchange, ErrorKind kind, String words) {
        if (exchange.written()) {
            inFlight.remove(exchange);
        }
        TargetRecorder recorder = recorders.get(exchange.target());
        if (exchange.measured()) {
            measuring = true;
            failed++;
            recorder.failed(exchange, kind, words);
            lastEndNanos = Math.max(lastEndNanos, System.nanoTime());
            if (exchange.written() || kind == ErrorKind.NEGOTIATION) {
                countConnection(exchange, recorder);
            }
        } else {
            failedWarm++;
        }
        finish(exchange, false);
    }

    private void finish(Exchange exchange, boolean success) {
        arrivals.finished(exchange, success);
        pool.give(exchange);
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
            recorders.get(slot.route().index()).note(kind + ", with no request waiting: " + words);
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
        return recorders.get(target);
    }

    /** What was measured of the rounds; null when the load was not in rounds. */
    public RoundRecorder rounds() {
        return rounds;
    }

    /** When the last measured request ended, in nanoTime; the beginning of measuring when there was none. */
    public long lastEndNanos() {
        return lastEndNanos;
    }

    /** How it goes; each glance begins where the last one ended. */
    public Glance glance() {
        Histogram seen = recent;
        recent = Glance.histogram();
        return new Glance(measuring ? completed : completedWarm, measuring ? failed : failedWarm, seen);
    }
}
