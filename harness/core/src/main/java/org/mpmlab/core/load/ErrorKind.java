package org.mpmlab.core.load;

/** Why a request got no answer that counts. */
public enum ErrorKind {
    /** The connection was refused or reset while it was being made. */
    CONNECT,
    /** The TLS handshake failed. */
    TLS,
    /** The server did not negotiate the protocol that the load asks for. */
    NEGOTIATION,
    /** The answer was not complete in time. */
    TIMEOUT,
    /** The connection was closed or reset before the answer was complete. */
    CLOSED,
    /** The server ended the stream with RST_STREAM. */
    RESET_STREAM,
    /** The server said GOAWAY before it took the request. */
    GOAWAY,
    /** The bytes are not the protocol; the violation's bytes are kept as a sample. */
    PROTOCOL,
    /** Another status code than expected. */
    STATUS,
    /** Another body length than expected. */
    LENGTH
}
