package org.mpmlab.engine.connect;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangeList;
import org.mpmlab.engine.exchange.ExchangePool;

/**
 * A place for one connection to a target, which is opened, used, lost and opened again, and the requests that wait for
 * it. Belongs to one event loop.
 */
public final class Slot {
    /** A server that refuses is asked this often, lest the refusals become the load. */
    private static final long REOPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Route route;
    private final int index;
    private final ExchangeList waiting = new ExchangeList();

    private Connection connection;
    private boolean refused;
    private long refusedNanos;
    private ScheduledFuture<?> reopening;
    private boolean shut;

    /** Room for its owner to note that this slot is in a list of those that can carry. */
    private boolean ready;

    public Slot(Route route, int index) {
        this.route = route;
        this.index = index;
    }

    public Route route() {
        return route;
    }

    /** Its number among the slots of its route. */
    public int index() {
        return index;
    }

    public boolean ready() {
        return ready;
    }

    public void ready(boolean listed) {
        ready = listed;
    }

    /** Whether a request submitted now would be sent now. */
    public boolean canCarry() {
        return connection != null && waiting.isEmpty() && connection.canCarry();
    }

    /** Sends a request, when need be after others and after a connection is made. */
    public void submit(Exchange exchange) {
        if (canCarry()) {
            connection.carry(exchange);
            return;
        }
        waiting.add(exchange);
        if (connection == null) {
            open();
        }
    }

    /** Makes the connection if there is none. */
    public void open() {
        if (connection != null || reopening != null || shut) {
            return;
        }
        long wait = refused ? refusedNanos + REOPEN_NANOS - System.nanoTime() : 0;
        if (wait > 0) {
            reopening = route.loop().schedule(this::reopen, wait, TimeUnit.NANOSECONDS);
        } else {
            connect();
        }
    }

    private void reopen() {
        reopening = null;
        if (connection == null && !shut) {
            connect();
        }
    }

    private void connect() {
        connection = route.wire().connection(this);
        route.owner().opening(connection);
        route.connector().open(connection);
    }

    void opened(Connection opened) {
        if (connection == opened) {
            refused = false;
            route.owner().opened(this);
            drain();
        }
    }

    void openFailed(Connection failed, ErrorKind kind, String words) {
        if (connection != failed) {
            return;
        }
        connection = null;
        refused = true;
        refusedNanos = System.nanoTime();
        Exchange victim = waiting.poll();
        if (victim == null) {
            route.owner().openFailed(this, kind, words);
            return;
        }
        victim.carriedBy(failed, true);
        route.exchanges().failed(victim, kind, words);
        vacated();
    }

    /** A stream of this connection is free again. */
    public void freed(Connection by) {
        if (connection == by) {
            drain();
        }
    }

    /**
     * Forgets a connection that takes no more requests.
     *
     * @return whether it was this slot's; then call {@link #vacated} once its events are told
     */
    public boolean detach(Connection by) {
        boolean mine = connection == by;
        if (mine) {
            connection = null;
        }
        return mine;
    }

    /** Whether there is no connection here, and none on its way. */
    public boolean isVacant() {
        return connection == null && reopening == null && !shut;
    }

    /** After a connection was detached: opens another if requests wait for it. */
    public void vacated() {
        if (connection != null) {
            return;
        }
        if (waiting.isEmpty()) {
            route.owner().vacated(this);
        } else {
            open();
        }
    }

    private void drain() {
        while (!waiting.isEmpty() && connection != null && connection.canCarry()) {
            Exchange next = waiting.poll();
            next.freeAt(System.nanoTime());
            connection.carry(next);
        }
        if (canCarry()) {
            route.owner().available(this);
        }
    }

    /** Forgets what waits here, unsent; says how many there were. */
    public int dropWaiting(ExchangePool pool) {
        int dropped = waiting.size();
        for (Exchange exchange = waiting.poll(); exchange != null; exchange = waiting.poll()) {
            pool.give(exchange);
        }
        return dropped;
    }

    /** Closes the connection for good, reporting nothing. */
    public void shut() {
        shut = true;
        Connection last = connection;
        connection = null;
        if (last != null) {
            last.drop();
        }
    }
}
