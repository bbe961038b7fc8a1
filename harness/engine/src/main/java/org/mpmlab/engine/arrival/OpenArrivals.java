package org.mpmlab.engine.arrival;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Deal;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Schedule;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.exchange.Exchange;

/**
 * Requests at times that the server cannot move. What finds no connection waits in its target's queue, or, where users
 * have streams of their own, at its user's connection.
 */
final class OpenArrivals extends Arrivals {
    private final Lane lane;
    private final Arrival.Open plan;
    private final int share;
    private final int shares;
    private final long seed;
    private final long quantumNanos;
    private final Deal deal;
    private final List<Line> lines = new ArrayList<>();

    /** How many have a stream of their own; 0 when they share. */
    private final int users;

    private final int streams;

    private int user = -1;
    private Window window;
    private Schedule schedule;
    private long originNanos;
    private long nextNanos = NEVER;
    private boolean over;

    /** The requests to one target that wait, and the connections that wait for requests. */
    private static final class Line {
        private final LongQueue due = new LongQueue();
        private final ArrayDeque<Slot> ready = new ArrayDeque<>();
        private final ArrayDeque<Slot> vacant = new ArrayDeque<>();
        private int opening;

        private Slot takeReady() {
            for (Slot slot = ready.poll(); slot != null; slot = ready.poll()) {
                slot.ready(false);
                if (slot.canCarry()) {
                    return slot;
                }
            }
            return null;
        }

        private Slot takeVacant() {
            Slot slot = vacant.poll();
            while (slot != null && !slot.isVacant()) {
                slot = vacant.poll();
            }
            return slot;
        }

        private void giveReady(Slot slot) {
            if (!slot.ready() && slot.canCarry()) {
                slot.ready(true);
                ready.add(slot);
            }
        }
    }

    OpenArrivals(Lane lane, Load load, Arrival.Open plan, int connections, int share, int shares, long seed) {
        this.lane = lane;
        this.plan = plan;
        this.share = share;
        this.shares = shares;
        this.seed = seed;
        this.quantumNanos = plan.quantum().toNanos();
        this.streams = load.connections().streams();
        this.users = load.connections().policy() == Connections.Policy.PER_USER ? connections * streams : 0;
        this.deal = new Deal(load.targets().size(), seed);
        for (int target = 0; target < load.targets().size(); target++) {
            lines.add(new Line());
        }
    }

    /** Before connections are made: these have none. */
    void vacant(List<Slot> slots) {
        slots.forEach(slot -> line(slot).vacant.add(slot));
    }

    @Override
    void begin(Window from) {
        window = from;
        over = false;
        startSchedule(from.startNanos());
    }

    private void startSchedule(long from) {
        originNanos = from;
        schedule = new Schedule(plan.profile(), plan.spacing(), share, shares, seed);
        advance();
    }

    private void advance() {
        long next = schedule.nextNanos();
        nextNanos = next == Long.MAX_VALUE ? NEVER : originNanos + next;
        if (nextNanos == NEVER || window.isOver(nextNanos)) {
            nextNanos = NEVER;
        }
    }

    @Override
    public long dueNanos() {
        if (quantumNanos == 0 || nextNanos == NEVER) {
            return nextNanos;
        }
        long into = nextNanos - originNanos;
        return originNanos + (into + quantumNanos - 1) / quantumNanos * quantumNanos;
    }

    @Override
    public void run(long nowNanos) {
        while (nextNanos != NEVER && nextNanos - nowNanos <= 0) {
            long due = nextNanos;
            int target = deal.next();
            lane.ledger().offered(target, window.measures(due));
            if (users > 0) {
                lane.slot(target, nextUser() / streams).submit(exchange(target, due));
            } else {
                place(lines.get(target), target, due);
            }
            advance();
        }
    }

    private int nextUser() {
        user = (user + 1) % users;
        return user;
    }

    private void place(Line line, int target, long dueNanos) {
        Slot slot = line.due.isEmpty() ? line.takeReady() : null;
        if (slot == null) {
            line.due.add(dueNanos);
            openFor(line);
        } else {
            slot.submit(exchange(target, dueNanos));
            line.giveReady(slot);
        }
    }

    private Exchange exchange(int target, long dueNanos) {
        return lane.ledger().exchange(target, 0, dueNanos, window.measures(dueNanos));
    }

    /** One connection for each request that waits, as long as there are slots. */
    private void openFor(Line line) {
        if (line.opening < line.due.size()) {
            Slot slot = line.takeVacant();
            if (slot != null) {
                slot.open();
            }
        }
    }

    private Line line(Slot slot) {
        return lines.get(slot.route().index());
    }

    @Override
    void prepare(Slot slot) {
        Line line = line(slot);
        line.vacant.remove(slot);
        slot.open();
    }

    @Override
    void opening(Slot slot) {
        line(slot).opening++;
    }

    @Override
    void opened(Slot slot) {
        line(slot).opening--;
    }

    @Override
    void available(Slot slot) {
        Line line = line(slot);
        line.giveReady(slot);
        while (!line.due.isEmpty()) {
            Slot free = line.takeReady();
            if (free == null) {
                return;
            }
            Exchange exchange = exchange(slot.route().index(), line.due.poll());
            exchange.freeAt(System.nanoTime());
            free.submit(exchange);
            line.giveReady(free);
        }
    }

    @Override
    void vacated(Slot slot) {
        Line line = line(slot);
        line.vacant.add(slot);
        openFor(line);
    }

    @Override
    boolean bears(Slot slot, ErrorKind kind, String words) {
        Line line = line(slot);
        line.opening--;
        if (line.due.isEmpty()) {
            return false;
        }
        Exchange victim = exchange(slot.route().index(), line.due.poll());
        victim.freeAt(System.nanoTime());
        lane.ledger().failed(victim, kind, words);
        return true;
    }

    @Override
    void finished(Exchange exchange, boolean success) {}

    @Override
    void end() {
        // What is due by now and was not seen to was offered all the same.
        for (long now = System.nanoTime(); nextNanos != NEVER && nextNanos - now <= 0; advance()) {
            lane.ledger().offered(deal.next(), window.measures(nextNanos));
        }
        over = true;
        nextNanos = NEVER;
        lines.forEach(line -> line.due.clear());
        lane.dropWaiting();
    }

    @Override
    boolean isOver() {
        return over;
    }
}
