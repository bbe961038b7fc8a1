package org.mpmlab.engine.connect;

import java.util.List;

/** The protocol that a route's connections speak. */
public interface Wire {
    /** A connection, not yet made, for a slot. */
    Connection connection(Slot slot);

    /** The protocols to offer by ALPN, best first. */
    List<String> alpn();
}
