package org.mpmlab.engine.exchange;

/**
 * One request and its answer: who it belongs to and when what happened to it, in {@link System#nanoTime()}'s
 * nanoseconds. Recycled through an {@link ExchangePool}, so that a request in the steady state allocates nothing;
 * belongs to one event loop.
 */
public final class Exchange {
    Exchange next;
    Exchange previous;
    boolean listed;

    private int target;
    private int user;
    private boolean measured;
    private boolean firstOnConnection;
    private boolean written;
    private long intendedNanos;
    private long freeNanos;
    private long writtenNanos;
    private boolean answered;
    private long firstByteNanos;
    private long endNanos;
    private int status;
    private long bodyBytes;
    private int streamId;
    private Carrier carrier;

    Exchange() {}

    /**
     * Starts over as a new request.
     *
     * @param target the target's index in the load
     * @param user whose turn this is; what the number means is the arrival's affair
     * @param intendedNanos when the request was due
     * @param measured whether it counts; requests of the warm-up do not
     */
    public Exchange begin(int target, int user, long intendedNanos, boolean measured) {
        this.target = target;
        this.user = user;
        this.intendedNanos = intendedNanos;
        this.freeNanos = intendedNanos;
        this.measured = measured;
        firstOnConnection = false;
        written = false;
        answered = false;
        status = 0;
        bodyBytes = 0;
        streamId = 0;
        carrier = null;
        return this;
    }

    public int target() {
        return target;
    }

    public int user() {
        return user;
    }

    public boolean measured() {
        return measured;
    }

    public long intendedNanos() {
        return intendedNanos;
    }

    /** When a connection and stream could carry it; the intended time unless it had to wait. */
    public long freeNanos() {
        return freeNanos;
    }

    /** It had to wait, until now, for a connection or stream. */
    public void freeAt(long nanos) {
        freeNanos = nanos;
    }

    /** It travels on this connection from now on. */
    public void carriedBy(Carrier connection, boolean first) {
        carrier = connection;
        firstOnConnection = first;
    }

    public Carrier carrier() {
        return carrier;
    }

    public boolean firstOnConnection() {
        return firstOnConnection;
    }

    /** The request is handed to the socket at this time. */
    public void writtenAt(long nanos) {
        written = true;
        writtenNanos = nanos;
    }

    public boolean written() {
        return written;
    }

    public long writtenNanos() {
        return writtenNanos;
    }

    /** The socket read at this time brought the first byte of what may be the final response's head. */
    public void firstByteAt(long nanos) {
        firstByteNanos = nanos;
    }

    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** The head of the final response is there. */
    public void answered(int status) {
        this.status = status;
        answered = true;
    }

    /** Whether a final response's head came, so that {@link #firstByteNanos()} and {@link #status()} mean something. */
    public boolean answered() {
        return answered;
    }

    public int status() {
        return status;
    }

    /** The answer is whole, by the socket read at this time. */
    public void endedAt(long nanos, long bodyBytes) {
        endNanos = nanos;
        this.bodyBytes = bodyBytes;
    }

    public long endNanos() {
        return endNanos;
    }

    public long bodyBytes() {
        return bodyBytes;
    }

    public int streamId() {
        return streamId;
    }

    public void streamId(int id) {
        streamId = id;
    }
}
