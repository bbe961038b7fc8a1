package org.mpmlab.engine.connect;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that are sent in one go: while a batch is open, connections that carry several requests at once put off
 * their write(2) until it closes. Belongs to one event loop.
 */
public final class WriteBatch {
    private final List<Connection> waiting = new ArrayList<>();
    private boolean open;

    public void open() {
        open = true;
    }

    public boolean isOpen() {
        return open;
    }

    /** This connection has something to write when the batch closes; once is enough. */
    public void add(Connection connection) {
        waiting.add(connection);
    }

    public void close() {
        open = false;
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).uncork();
        }
        waiting.clear();
    }
}
