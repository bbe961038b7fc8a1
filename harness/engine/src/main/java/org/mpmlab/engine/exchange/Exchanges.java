package org.mpmlab.engine.exchange;

import org.mpmlab.core.load.ErrorKind;

/** Hears how exchanges fare. Every exchange ends in exactly one of {@link #completed} and {@link #failed}. */
public interface Exchanges {
    /** The request was handed to the socket at {@link Exchange#writtenNanos()}. */
    void written(Exchange exchange);

    /** The answer is complete; whether it is the expected one is for the listener to say. */
    void completed(Exchange exchange);

    /** No complete answer will come; {@code words} say why, with the bytes that caused it. */
    void failed(Exchange exchange, ErrorKind kind, String words);
}
