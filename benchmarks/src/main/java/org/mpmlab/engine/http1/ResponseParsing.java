package org.mpmlab.engine.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.mpmlab.engine.connect.ProtocolViolation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds to parse one whole HTTP/1.1 response of 1 KB that came in one read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseParsing {
    private static final String BODY = "x".repeat(1024);

    /** How the response says where it ends. */
    public enum Framing {
        CONTENT_LENGTH("Content-Length: 1024\r\n\r\n" + BODY),
        CHUNKED("Transfer-Encoding: chunked\r\n\r\n400\r\n" + BODY + "\r\n0\r\n\r\n");

        private final String rest;

        Framing(String rest) {
            this.rest = rest;
        }
    }

    @Param
    private Framing framing;

    private ResponseParser parser;
    private ByteBuf response;

    @Setup
    public void read() {
        // What nginx 1.22 says of a static page.
        String text = "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Sat, 21 Nov 2026 02:32:17 GMT\r\n"
                + "Content-Type: text/html\r\nLast-Modified: Sat, 21 Nov 2026 02:30:00 GMT\r\n"
                + "Connection: keep-alive\r\nETag: \"65616f2f-400\"\r\nAccept-Ranges: bytes\r\n" + framing.rest;
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        // Direct, as what comes from a socket is.
        response = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        parser = new ResponseParser(new byte[ResponseParser.SCRATCH_BYTES]);
    }

    @Benchmark
    public long parse() throws ProtocolViolation {
        response.readerIndex(0);
        parser.expect(false);
        while (!parser.parse(response)) {
            // Head, then body.
        }
        return parser.bodyBytes();
    }
}
