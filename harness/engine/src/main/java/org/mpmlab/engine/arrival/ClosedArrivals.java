package org.mpmlab.engine.arrival;

import org.mpmlab.core.load.Deal;
import org.mpmlab.core.load.Load;
import org.mpmlab.engine.exchange.Exchange;

/**
 * Users that each send their next request as soon as the last one is answered. A user has a stream of its own on one
 * connection to each target, and takes the targets in random rounds.
 */
final class ClosedArrivals extends Arrivals {
    private final Lane lane;
    private final int streams;
    private final Deal[] deals;
    private Window window;
    private int sending;

    ClosedArrivals(Lane lane, Load load, int connections, long seed) {
        this.lane = lane;
        this.streams = load.connections().streams();
        deals = new Deal[connections * streams];
        for (int user = 0; user < deals.length; user++) {
            deals[user] = new Deal(load.targets().size(), seed + user);
        }
    }

    @Override
    void begin(Window from) {
        window = from;
        sending = deals.length;
        for (int user = 0; user < deals.length; user++) {
            takeTurn(user, System.nanoTime());
        }
    }

    private void takeTurn(int user, long nowNanos) {
        int target = deals[user].next();
        lane.slot(target, user / streams).submit(lane.due(target, user, nowNanos, window.measures(nowNanos)));
    }

    @Override
    void finished(Exchange exchange, boolean success) {
        long now = System.nanoTime();
        if (window.isOver(now)) {
            sending--;
        } else {
            takeTurn(exchange.user(), now);
        }
    }

    @Override
    void end() {
        window = Window.over(System.nanoTime());
        sending -= lane.dropWaiting();
    }

    @Override
    boolean isOver() {
        return sending <= 0;
    }
}
