package org.mpmlab.engine.http2;

import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
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

/** Nanoseconds to decode the header block of one HTTP/2 response (RFC 7541). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeaderDecoding {
    /** How the server encodes: the fields of RFC 7541, C.6.1 each time. */
    public enum Block {
        /** Huffman-coded literals that no table remembers. */
        LITERALS("08826402 0f0985aec3771a4b 0f1296d07abe941054d444a8200595040b8166e082a62d1bff"
                + "0f1f919d29ad171863c78f0b97c8e9ae82ae43d3"),
        /** Indices into the table that the first response on the connection filled. */
        INDEXED("c1c0bfbe");

        private final String hex;

        Block(String hex) {
            this.hex = hex;
        }
    }

    /** C.6.1: :status, cache-control, date and location, all with incremental indexing. */
    private static final String FIRST = "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff"
            + "6e919d29ad171863c78f0b97c8e9ae82ae43d3";

    private final HpackDecoder decoder = new HpackDecoder(new byte[HpackDecoder.SCRATCH_BYTES]);
    private final ResponseFields fields = new ResponseFields();

    @Param
    private Block block;

    private byte[] bytes;

    @Setup
    public void fillTheTable() throws Http2Violation {
        bytes = bytes(FIRST);
        decode();
        bytes = bytes(block.hex);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Benchmark
    public int decode() throws Http2Violation {
        fields.begin();
        decoder.decode(bytes, 0, bytes.length, fields);
        if (fields.headObjection() != null) {
            throw new IllegalStateException(fields.headObjection());
        }
        return fields.status();
    }
}
