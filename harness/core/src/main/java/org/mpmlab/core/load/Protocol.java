package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonValue;

/** The HTTP version that a load asks for. What the server then negotiates is recorded beside it. */
public enum Protocol {
    /** HTTP/1.1 (RFC 9112), over TLS when the target's scheme is https. */
    H1("h1"),
    /** HTTP/2 (RFC 9113) over TLS, chosen by ALPN. */
    H2("h2"),
    /** HTTP/2 in clear text with prior knowledge (RFC 9113, 3.3). No browser speaks it. */
    H2C("h2c");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** The ALPN-like word that users write. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Whether one connection carries several requests at once. */
    public boolean multiplexes() {
        return this != H1;
    }
}
