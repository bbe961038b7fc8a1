package org.mpmlab.engine.http2;

/** Puts header blocks together out of HEADERS and CONTINUATION frames (RFC 9113, 4.3) and decodes them. */
final class HeaderBlock {
    private final HpackDecoder decoder;
    private final ResponseFields fields;
    private boolean open;
    private int stream;
    private boolean endsStream;
    private long beganNanos;
    private long readNanos;
    private byte[] block;
    private int from;
    private int to;

    HeaderBlock(HpackDecoder decoder, ResponseFields fields) {
        this.decoder = decoder;
        this.fields = fields;
    }

    /** The time of the read under way. */
    void readAt(long nanos) {
        readNanos = nanos;
    }

    long readNanos() {
        return readNanos;
    }

    /** Whether more of a block is to come, and nothing else may. */
    boolean isOpen() {
        return open;
    }

    int stream() {
        return stream;
    }

    boolean endsStream() {
        return endsStream;
    }

    /** When the first byte of the HEADERS frame was read. */
    long beganNanos() {
        return beganNanos;
    }

    /** A HEADERS frame; true when the block is whole. */
    boolean begin(int flags, int onStream, byte[] payload, int length, long frameBeganNanos) throws Http2Violation {
        stream = onStream;
        beganNanos = frameBeganNanos;
        endsStream = (flags & Frame.END_STREAM) != 0;
        boolean padded = (flags & Frame.PADDED) != 0;
        from = (padded ? 1 : 0) + ((flags & Frame.WITH_PRIORITY) != 0 ? 5 : 0);
        to = length - (padded && length > 0 ? payload[0] & 0xff : 0);
        if (from > to) {
            throw new Http2Violation(Http2Violation.PROTOCOL_ERROR, "more padding than payload");
        }
        block = payload;
        open = (flags & Frame.END_HEADERS) == 0;
        if (open) {
            // The payload is someone else's once this returns.
            block = java.util.Arrays.copyOfRange(payload, from, to);
            to -= from;
            from = 0;
        }
        return !open;
    }

    /** A CONTINUATION frame; true when the block is whole. */
    boolean more(int flags, byte[] payload, int length) throws Http2Violation {
        if (!open) {
            throw new Http2Violation(Http2Violation.PROTOCOL_ERROR, "a continuation of nothing");
        }
        if (to + length > HpackDecoder.BLOCK_LIMIT) {
            throw new Http2Violation(
                    Http2Violation.PROTOCOL_ERROR,
                    "a header block of more than " + HpackDecoder.BLOCK_LIMIT + " bytes");
        }
        block = java.util.Arrays.copyOf(block, to + length);
        System.arraycopy(payload, 0, block, to, length);
        to += length;
        open = (flags & Frame.END_HEADERS) == 0;
        return !open;
    }

    /** Decodes the whole block; what it says is there until the next. */
    ResponseFields decode() throws Http2Violation {
        fields.begin();
        decoder.decode(block, from, to, fields);
        block = null;
        return fields;
    }
}
