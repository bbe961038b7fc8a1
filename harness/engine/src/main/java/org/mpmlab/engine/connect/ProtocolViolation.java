package org.mpmlab.engine.connect;

/** The peer's bytes are not the protocol. The message says which rule they break. */
public class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;

    public ProtocolViolation(String message) {
        // A server that breaks a rule may do so thousands of times a second: no stack trace.
        super(message, null, false, false);
    }
}
