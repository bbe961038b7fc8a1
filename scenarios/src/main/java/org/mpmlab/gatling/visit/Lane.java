package org.mpmlab.gatling.visit;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangePool;
import org.mpmlab.engine.measure.Glance;
import org.mpmlab.engine.measure.TargetRecorder;

/**
 * One event loop's share of a load: the visitors who wait there, and the account of its requests. All methods are for
 * the event loop's thread, except where they say otherwise.
 */
final class Lane {
    private final EventLoop loop;
    private final List<TargetRecorder> recorders = new ArrayList<>();
    private final ExchangePool pool = new ExchangePool();
    private final Queue<Waiting> parked = new ArrayDeque<>();
    private final Set<Due> expected = new LinkedHashSet<>();

    private Phase phase = Phase.GATHERING;
    private long phaseNanos;
    private int inFlight;
    private long completed;
    private long failed;
    private long lastEndNanos;
    private Histogram recent = Glance.histogram();

    /** A visitor who goes on once something may be sent, or leaves once it is over. */
    private record Waiting(Runnable go, Runnable leave) {}

    /** A visitor who is due at a time of the warm-up or of the measuring, or back from a pause at any. */
    private static final class Due {
        private final LongConsumer go;
        private final Runnable leave;
        private ScheduledFuture<?> timer;

        Due(LongConsumer go, Runnable leave) {
            this.go = go;
            this.leave = leave;
        }
    }

    /** A visitor who comes at an offset from the beginning of a phase. */
    private record Guest(Phase at, long offsetNanos, int target, LongConsumer go, Runnable leave) {}

    private final List<Guest> guests = new ArrayList<>();

    /** May be made on any thread. */
    Lane(EventLoop loop, Load load) {
        this.loop = loop;
        for (Target target : load.targets()) {
            recorders.add(new TargetRecorder(target.name(), !(load.arrival() instanceof Arrival.Closed)));
        }
    }

    /** Any thread. */
    EventLoop loop() {
        return loop;
    }

    // The load's course.

    /** Lets visitors come, go on or leave. */
    void enter(Phase next, long nanos) {
        phase = next;
        phaseNanos = nanos;
        if (next == Phase.MEASURING) {
            completed = 0;
            failed = 0;
            lastEndNanos = nanos;
            recent = Glance.histogram();
        }
        guests.removeIf(guest -> {
            boolean turn = guest.at() == next;
            if (turn) {
                until(nanos + guest.offsetNanos(), guest.go(), () -> missed(guest));
            } else if (next == Phase.OVER) {
                guest.leave().run();
            }
            return turn || next == Phase.OVER;
        });
        if (next == Phase.OVER) {
            List<Due> left = new ArrayList<>(expected);
            expected.clear();
            left.forEach(due -> {
                due.timer.cancel(false);
                due.leave.run();
            });
        }
        if (next.sends() || next == Phase.OVER) {
            for (int waiting = parked.size(); waiting > 0; waiting--) {
                Waiting visitor = parked.poll();
                (next.sends() ? visitor.go() : visitor.leave()).run();
            }
        }
    }

    private void missed(Guest guest) {
        if (guest.at() == Phase.MEASURING) {
            missed(guest.target());
        }
        guest.leave().run();
    }

    /** The loop was too late for a request that was due: it was offered and never sent. */
    void missed(int target) {
        recorders.get(target).offered();
    }

    /** Goes on as soon as something may be sent; leaves when it is all over. */
    void whenSending(Runnable go, Runnable leave) {
        if (phase.sends()) {
            go.run();
        } else if (phase == Phase.OVER) {
            leave.run();
        } else {
            parked.add(new Waiting(go, leave));
        }
    }

    /** A visitor who will come at an offset from the beginning of a phase, and hears then when exactly that was. */
    void expect(Phase at, long offsetNanos, int target, LongConsumer go, Runnable leave) {
        guests.add(new Guest(at, offsetNanos, target, go, leave));
    }

    /** Goes on at a time, or leaves before it when it is all over. */
    void until(long nanos, LongConsumer go, Runnable leave) {
        if (phase == Phase.OVER) {
            leave.run();
            return;
        }
        Due due = new Due(go, leave);
        expected.add(due);
        due.timer = loop.schedule(
                () -> {
                    if (expected.remove(due)) {
                        due.go.accept(nanos);
                    }
                },
                Math.max(0, nanos - System.nanoTime()),
                TimeUnit.NANOSECONDS);
    }

    boolean sends() {
        return phase.sends();
    }

    boolean measures() {
        return phase == Phase.MEASURING;
    }

    boolean isQuiet() {
        return inFlight == 0;
    }

    // The account.

    /**
     * A request is due, and here is its exchange. What became due while the load rested is due when it goes on: the rest
     * is nobody's waiting time.
     */
    Exchange due(int target, long dueNanos) {
        long intendedNanos = Math.max(dueNanos, phaseNanos);
        boolean measured = measures();
        if (measured) {
            recorders.get(target).offered();
        }
        return pool.take().begin(target, 0, intendedNanos, measured);
    }

    /** A request that was due will not be sent. */
    void forget(Exchange exchange) {
        pool.give(exchange);
    }

    /** A request is with the client. */
    void began() {
        inFlight++;
    }

    void sent(Exchange exchange) {
        if (exchange.measured()) {
            recorders.get(exchange.target()).sent();
        }
    }

    void completed(Exchange exchange, SocketTimes socket) {
        if (exchange.measured() == measures()) {
            completed++;
            recent.recordValue(Math.max(
                    0, Math.min(exchange.firstByteNanos() - exchange.writtenNanos(), Distribution.HIGHEST_NANOS)));
        }
        if (exchange.measured()) {
            recorders.get(exchange.target()).completed(exchange);
            count(exchange, socket);
            lastEndNanos = Math.max(lastEndNanos, exchange.endNanos());
        }
    }

    void failed(Exchange exchange, SocketTimes socket, Failure failure) {
        if (exchange.measured() == measures()) {
            failed++;
        }
        if (exchange.measured()) {
            recorders.get(exchange.target()).failed(exchange, failure.kind(), failure.words());
            count(exchange, socket);
            lastEndNanos = Math.max(lastEndNanos, System.nanoTime());
        }
    }

    /** The client is through with a request. */
    void ended(Exchange exchange) {
        inFlight--;
        pool.give(exchange);
    }

    private void count(Exchange exchange, SocketTimes socket) {
        if (socket != null && exchange.written() && socket.countOnce()) {
            recorders.get(exchange.target()).connection(socket.protocol());
        }
    }

    /** How it goes; each glance begins where the last one ended. */
    Glance glance() {
        Histogram seen = recent;
        recent = Glance.histogram();
        return new Glance(completed, failed, seen);
    }

    /** When the last measured request ended, in nanoTime. */
    long lastEndNanos() {
        return lastEndNanos;
    }

    /** What was measured of a target; once it is over. */
    TargetRecorder recorder(int target) {
        return recorders.get(target);
    }
}
