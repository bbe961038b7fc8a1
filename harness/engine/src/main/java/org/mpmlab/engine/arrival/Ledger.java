package org.mpmlab.engine.arrival;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangeList;
import org.mpmlab.engine.exchange.ExchangePool;
import org.mpmlab.engine.exchange.Exchanges;
import org.mpmlab.engine.measure.Glance;
import org.mpmlab.engine.measure.TargetRecorder;

/**
 * Keeps account of one event loop's requests: which are in flight, which answers are as expected, and what of it is
 * recorded. Belongs to that event loop.
 */
final class Ledger implements Exchanges {
    private final Load load;
    private final long timeoutNanos;
    private final Closing closing;
    private final List<TargetRecorder> recorders = new ArrayList<>();
    private final ExchangePool pool = new ExchangePool();
    private final ExchangeList inFlight = new ExchangeList();

    private Histogram recent = Glance.histogram();
    private long lastEndNanos = Long.MIN_VALUE;
    private boolean measuring;
    private long completed;
    private long failed;

    /** Hears that a request is over, before its exchange is used again. */
    @FunctionalInterface
    interface Closing {
        void over(Exchange exchange, boolean success);
    }

    Ledger(Load load, Closing closing) {
        this.load = load;
        this.closing = closing;
        timeoutNanos = load.requestTimeout().toNanos();
        boolean scheduled = !(load.arrival() instanceof Arrival.Closed);
        for (Target target : load.targets()) {
            recorders.add(new TargetRecorder(target.name(), scheduled));
        }
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

    ExchangePool pool() {
        return pool;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /** Gives up what has been in flight for longer than the load allows. */
    void expire(long nowNanos) {
        for (Exchange late = inFlight.first();
                late != null && nowNanos - late.writtenNanos() > timeoutNanos;
                late = inFlight.first()) {
            late.carrier().timeOut(late, "no complete answer within the request timeout");
        }
    }

    /** Gives up all that is in flight. */
    void giveUp() {
        for (Exchange late = inFlight.first(); late != null; late = inFlight.first()) {
            late.carrier().timeOut(late, "no complete answer when the load ended");
        }
    }

    @Override
    public void written(Exchange exchange) {
        inFlight.add(exchange);
        if (exchange.measured()) {
            recorders.get(exchange.target()).sent();
        }
    }

    @Override
    public void completed(Exchange exchange) {
        Target.Expectation expected = load.targets().get(exchange.target()).expect();
        if (exchange.status() != expected.status()) {
            failed(exchange, ErrorKind.STATUS, expected.status() + " expected, not " + exchange.status());
        } else if (expected.bodyBytes().orElse(exchange.bodyBytes()) != exchange.bodyBytes()) {
            long length = expected.bodyBytes().getAsLong();
            failed(exchange, ErrorKind.LENGTH, length + " bytes expected, not " + exchange.bodyBytes());
        } else {
            inFlight.remove(exchange);
            countPhase(exchange);
            completed++;
            if (exchange.measured()) {
                TargetRecorder recorder = recorders.get(exchange.target());
                recorder.completed(exchange);
                countConnection(exchange, recorder);
                endedAt(exchange.endNanos());
            }
            long nanos = exchange.firstByteNanos() - exchange.writtenNanos();
            recent.recordValue(Math.max(0, Math.min(nanos, Distribution.HIGHEST_NANOS)));
            finish(exchange, true);
        }
    }

    @Override
    public void failed(Exchange exchange, ErrorKind kind, String words) {
        if (exchange.written()) {
            inFlight.remove(exchange);
        }
        countPhase(exchange);
        failed++;
        if (exchange.measured()) {
            TargetRecorder recorder = recorders.get(exchange.target());
            recorder.failed(exchange, kind, words);
            endedAt(System.nanoTime());
            if (exchange.written() || kind == ErrorKind.NEGOTIATION) {
                countConnection(exchange, recorder);
            }
        }
        finish(exchange, false);
    }

    private void finish(Exchange exchange, boolean success) {
        closing.over(exchange, success);
        pool.give(exchange);
    }

    /** What a glance tells begins anew with the first measured request. */
    private void countPhase(Exchange exchange) {
        if (exchange.measured() && !measuring) {
            measuring = true;
            completed = 0;
            failed = 0;
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

    private void endedAt(long nanos) {
        lastEndNanos = lastEndNanos == Long.MIN_VALUE || nanos - lastEndNanos > 0 ? nanos : lastEndNanos;
    }

    /** When the last measured request ended; {@code otherwise} when there was none. */
    long lastEndNanos(long otherwise) {
        return lastEndNanos == Long.MIN_VALUE ? otherwise : lastEndNanos;
    }

    TargetRecorder recorder(int target) {
        return recorders.get(target);
    }

    Glance glance() {
        Histogram seen = recent;
        recent = Glance.histogram();
        return new Glance(completed, failed, seen);
    }
}
