package org.mpmlab.engine.exchange;

/** Exchanges to use again. Belongs to one event loop. */
public final class ExchangePool {
    private Exchange free;

    /** An exchange of which nothing holds any more. */
    public Exchange take() {
        Exchange exchange = free;
        if (exchange == null) {
            return new Exchange();
        }
        free = exchange.next;
        exchange.next = null;
        return exchange;
    }

    /** Gives an exchange back; it must be in no list. */
    public void give(Exchange exchange) {
        assert !exchange.listed : "an exchange in a list cannot be given back";
        exchange.next = free;
        free = exchange;
    }
}
