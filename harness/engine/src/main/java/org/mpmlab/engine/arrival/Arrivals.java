package org.mpmlab.engine.arrival;

import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.loop.Agenda;

/** Decides when a lane sends what. Belongs to the lane's event loop. */
abstract class Arrivals implements Agenda {
    /** Sends from now on, within the window. Called again for the next one, once {@link #isOver}. */
    abstract void begin(Window window);

    /** A request that this sent is over; it is recycled when this returns. */
    abstract void finished(Exchange exchange, boolean success);

    /** The end, be it the window's or not: nothing more becomes due, and what waits unsent is dropped. */
    abstract void end();

    /** Whether nothing more will be sent. */
    abstract boolean isOver();

    /** Makes a connection before a request needs it. */
    void prepare(Slot slot) {
        slot.open();
    }

    /** A connection is being made. */
    void opening(Slot slot) {}

    /** A connection stands. */
    void opened(Slot slot) {}

    /** A connection can carry a request. */
    void available(Slot slot) {}

    /** A slot is without a connection, by its end or because none could be made. */
    void vacated(Slot slot) {}

    /** A connection could not be made and no request of the slot's own bore it; true when this gave one. */
    boolean bears(Slot slot, ErrorKind kind, String words) {
        return false;
    }

    @Override
    public long dueNanos() {
        return NEVER;
    }

    @Override
    public void run(long nowNanos) {}
}
