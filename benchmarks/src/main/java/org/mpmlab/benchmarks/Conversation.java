package org.mpmlab.benchmarks;

import java.io.IOException;

/** A server's side of one connection, one request after the other. */
interface Conversation {
    /**
     * Reads a request.
     *
     * @return when its last byte had been read, in {@link System#nanoTime()}
     * @throws IOException when the client leaves
     */
    long read() throws IOException;

    /** The head of the answer to the request last read, and all of its body but the last byte. */
    byte[] head();

    /** The body's last byte. */
    byte[] rest();
}
