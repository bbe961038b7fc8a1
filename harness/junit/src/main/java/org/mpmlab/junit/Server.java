package org.mpmlab.junit;

import java.net.URI;
import java.util.function.Supplier;

/** What a comparison measures: a server that runs already, or one that is started afresh for each block. */
public interface Server extends AutoCloseable {

    /** Its http or https address, up and answering. */
    URI uri();

    @Override
    void close();

    /**
     * A server that runs already and goes on running. A verdict is then about this process, with its luck in memory
     * layout, warmth and CPU; about the software only where each block starts a process of its own.
     */
    static Supplier<Server> at(URI address) {
        return () -> new Server() {
            @Override
            public URI uri() {
                return address;
            }

            @Override
            public void close() {
                // it was there before
            }
        };
    }
}
