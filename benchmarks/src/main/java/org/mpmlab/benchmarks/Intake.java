package org.mpmlab.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bytes from a connection, and when they came. Belongs to one thread. */
final class Intake {
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private long readNanos;

    Intake(InputStream in) {
        this.in = in;
    }

    /** The byte that {@link #next} will return. */
    int peek() throws IOException {
        int b = next();
        at--;
        return b;
    }

    int next() throws IOException {
        if (at == end) {
            end = in.read(buffer);
            // Before anything is made of the bytes: what that takes is the server's time, not the client's.
            readNanos = System.nanoTime();
            at = 0;
            if (end <= 0) {
                throw new EOFException("the client closed");
            }
        }
        return buffer[at++] & 0xff;
    }

    int nextInt() throws IOException {
        return next() << 24 | next() << 16 | next() << 8 | next();
    }

    byte[] next(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    /** When the byte returned last had been read from the socket, in {@link System#nanoTime()}. */
    long readNanos() {
        return readNanos;
    }
}
