package org.mpmlab.engine.exchange;

/**
 * A first-in first-out list of exchanges that also lets any of them leave, at constant cost and without allocation. An
 * exchange is in one list at a time. Belongs to one event loop.
 */
public final class ExchangeList {
    private Exchange first;
    private Exchange last;
    private int size;

    public void add(Exchange exchange) {
        assert !exchange.listed : "an exchange is in one list at a time";
        exchange.listed = true;
        exchange.previous = last;
        exchange.next = null;
        if (last == null) {
            first = exchange;
        } else {
            last.next = exchange;
        }
        last = exchange;
        size++;
    }

    /** The longest in the list, which stays there; null when empty. */
    public Exchange first() {
        return first;
    }

    /** Takes the longest in the list; null when empty. */
    public Exchange poll() {
        Exchange exchange = first;
        if (exchange != null) {
            remove(exchange);
        }
        return exchange;
    }

    /** Takes out an exchange that is in this list. */
    public void remove(Exchange exchange) {
        assert exchange.listed : "the exchange is in no list";
        if (exchange.previous == null) {
            first = exchange.next;
        } else {
            exchange.previous.next = exchange.next;
        }
        if (exchange.next == null) {
            last = exchange.previous;
        } else {
            exchange.next.previous = exchange.previous;
        }
        exchange.next = null;
        exchange.previous = null;
        exchange.listed = false;
        size--;
    }

    public boolean isEmpty() {
        return first == null;
    }

    public int size() {
        return size;
    }
}
