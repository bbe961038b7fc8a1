package org.mpmlab.engine.arrival;

import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Deal;
import org.mpmlab.core.load.Load;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.measure.RoundRecorder;

/** Rounds of one request to each target. A round that began before the end is carried through, so that it is whole. */
final class RoundArrivals extends Arrivals {
    private final Lane lane;
    private final Arrival.Rounds plan;
    private final int targets;
    private final int connections;
    private final RoundRecorder recorder;
    private final Deal deal;
    private final long pauseNanos;

    private Window window;
    private boolean measured;
    private boolean resting;
    private long nextRoundNanos = NEVER;
    private int round;
    private int sent;
    private int answered;
    private boolean over = true;

    RoundArrivals(Lane lane, Load load, Arrival.Rounds plan, RoundRecorder recorder, long seed) {
        this.lane = lane;
        this.plan = plan;
        this.targets = load.targets().size();
        this.connections = load.connections().count();
        this.recorder = recorder;
        this.deal = new Deal(targets, seed);
        this.pauseNanos = plan.pause().toNanos();
    }

    @Override
    void begin(Window from) {
        window = from;
        boolean underWay = !over && !resting;
        over = false;
        // A round that outlasted the warm-up goes on, uncounted: two at a time would share what they measure.
        if (!underWay) {
            rest(System.nanoTime());
        }
    }

    /** The next round is due then; begins it at once when that is now. */
    private void rest(long dueNanos) {
        resting = true;
        nextRoundNanos = dueNanos;
        long now = System.nanoTime();
        if (dueNanos - now <= 0) {
            run(now);
        }
    }

    @Override
    public long dueNanos() {
        return nextRoundNanos;
    }

    @Override
    public void run(long nowNanos) {
        long due = nextRoundNanos;
        nextRoundNanos = NEVER;
        resting = false;
        boolean enough = plan.limit() > 0 && recorder.rounds() >= plan.limit();
        if (window.isOver(due) || window.isOver(nowNanos) || enough) {
            over = true;
            lane.checkOver();
            return;
        }
        measured = window.measures(due);
        round++;
        sent = 0;
        answered = 0;
        send(due);
        while (plan.atOnce() && sent < targets) {
            send(due);
        }
    }

    private void send(long dueNanos) {
        int target = deal.next();
        sent++;
        lane.slot(target, round % connections).submit(lane.due(target, round, dueNanos, measured));
    }

    @Override
    void finished(Exchange exchange, boolean success) {
        recorder.time(
                exchange.target(), success ? (exchange.firstByteNanos() - exchange.writtenNanos()) / 1e3f : Float.NaN);
        answered++;
        if (sent < targets && !lane.isStopped()) {
            send(System.nanoTime());
        } else if (answered == targets) {
            if (measured) {
                recorder.keep();
            }
            rest(System.nanoTime() + pauseNanos);
        }
    }

    @Override
    void end() {
        window = Window.over(System.nanoTime());
        if (resting) {
            nextRoundNanos = NEVER;
            over = true;
        }
    }

    @Override
    boolean isOver() {
        return over;
    }
}
