package org.mpmlab.engine.http2;

import java.util.Arrays;

/** The streams in flight by id: a hash table of open addressing that allocates nothing once it has grown. */
final class StreamTable {
    private Http2Stream[] table = new Http2Stream[16];
    private Http2Stream free;
    private int size;

    int size() {
        return size;
    }

    /** A stream to use; give it back through {@link #remove}. */
    Http2Stream take() {
        Http2Stream stream = free;
        if (stream == null) {
            return new Http2Stream();
        }
        free = stream.nextFree;
        stream.nextFree = null;
        return stream;
    }

    void put(Http2Stream stream) {
        if (2 * (size + 1) > table.length) {
            Http2Stream[] old = table;
            table = new Http2Stream[2 * old.length];
            for (Http2Stream each : old) {
                if (each != null) {
                    insert(each);
                }
            }
        }
        insert(stream);
        size++;
    }

    private void insert(Http2Stream stream) {
        int at = home(stream.id());
        while (table[at] != null) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = stream;
    }

    /** Null for a stream that is not in flight. */
    Http2Stream get(int id) {
        for (int at = home(id); table[at] != null; at = (at + 1) & (table.length - 1)) {
            if (table[at].id() == id) {
                return table[at];
            }
        }
        return null;
    }

    /** Takes out a stream that is in the table, to be used again. */
    void remove(Http2Stream stream) {
        int hole = home(stream.id());
        while (table[hole] != stream) {
            hole = (hole + 1) & (table.length - 1);
        }
        for (int at = (hole + 1) & (table.length - 1); table[at] != null; at = (at + 1) & (table.length - 1)) {
            int fromHome = (at - home(table[at].id())) & (table.length - 1);
            int fromHole = (at - hole) & (table.length - 1);
            if (fromHome >= fromHole) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = null;
        size--;
        stream.nextFree = free;
        free = stream;
    }

    /** The streams in flight, by id; for the rare case that all are concerned. */
    Http2Stream[] all() {
        return Arrays.stream(table)
                .filter(stream -> stream != null)
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .toArray(Http2Stream[]::new);
    }

    private int home(int id) {
        return (id >>> 1) & (table.length - 1);
    }
}
