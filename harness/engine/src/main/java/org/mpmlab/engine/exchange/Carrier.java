package org.mpmlab.engine.exchange;

/** What carries an exchange: a connection. Called on its event loop only. */
public interface Carrier {
    /** Gives up an exchange in flight whose answer takes too long, and reports it as failed. */
    void timeOut(Exchange exchange, String words);
}
