package org.mpmlab.engine.http2;

/** The streams last given up by this side, on which the server may still send what was under way. */
final class GivenUp {
    private static final int REMEMBERED = 256;

    private int[] streams;
    private int count;

    void add(int stream) {
        if (streams == null) {
            streams = new int[REMEMBERED];
        }
        streams[count++ % REMEMBERED] = stream;
    }

    boolean contains(int stream) {
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (streams[i] == stream) {
                return true;
            }
        }
        return false;
    }
}
