package org.mpmlab.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 with requests that have no body (RFC 9112). */
final class Http1Conversation implements Conversation {
    private static final byte[] HEAD = ("HTTP/1.1 200 OK\r\nContent-Length: " + ClockedServer.BODY_BYTES + "\r\n\r\n"
                    + "x".repeat(ClockedServer.BODY_BYTES - 1))
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REST = {'y'};

    private final Intake in;

    Http1Conversation(Intake in) {
        this.in = in;
    }

    @Override
    public long read() throws IOException {
        int lineEnds = 0;
        while (lineEnds < 2) {
            int b = in.next();
            lineEnds = b == '\n' ? lineEnds + 1 : b == '\r' ? lineEnds : 0;
        }
        return in.readNanos();
    }

    @Override
    public byte[] head() {
        return HEAD.clone();
    }

    @Override
    public byte[] rest() {
        return REST.clone();
    }
}
