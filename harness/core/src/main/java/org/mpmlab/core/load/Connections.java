package org.mpmlab.core.load;

/**
 * The connections that a load opens to each of its targets.
 *
 * @param count how many are open at most, to each target
 * @param streams requests in flight on each at most; 1 on HTTP/1.1
 * @param requestsPerConnection after how many requests a connection is closed; 0 for never; 1 is no keep-alive
 *     (HTTP/1.1 then says {@code Connection: close})
 * @param policy when connections are opened
 */
public record Connections(int count, int streams, long requestsPerConnection, Policy policy) {

    /** When connections are opened. */
    public enum Policy {
        /** All at the start; any free one takes the next request. */
        SHARED,
        /** When a request is due and none is free, up to {@link Connections#count()}. */
        ON_DEMAND,
        /**
         * All at the start, each stream of each a user's own: an open load's requests go to the users in turn, and wait
         * for their own user's stream though others be free. A closed load's users always have their own.
         */
        PER_USER
    }

    public Connections {
        if (count < 1 || streams < 1 || requestsPerConnection < 0) {
            throw new IllegalArgumentException("connections and streams must be at least 1, requests per connection 0 "
                    + "(no limit) or more; not " + count + ", " + streams + ", " + requestsPerConnection);
        }
    }

    /** Kept-alive connections, opened at the start, one request at a time on each. */
    public static Connections kept(int count) {
        return new Connections(count, 1, 0, Policy.SHARED);
    }

    /** A new connection for every request. */
    public static Connections fresh(int count) {
        return new Connections(count, 1, 1, Policy.ON_DEMAND);
    }

    public Connections withStreams(int streams) {
        return new Connections(count, streams, requestsPerConnection, policy);
    }

    /**
     * Requests in flight at most: to each target of an open load, over all targets together of a
     * {@link Arrival.Closed closed} one. {@link Arrival.Rounds Rounds} have one to each target at most, whatever this is.
     */
    public int concurrency() {
        return Math.multiplyExact(count, streams);
    }

    /** Whether a connection carries more than one request. */
    public boolean keepsAlive() {
        return requestsPerConnection != 1;
    }
}
