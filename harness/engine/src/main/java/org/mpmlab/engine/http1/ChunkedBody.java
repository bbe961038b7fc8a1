package org.mpmlab.engine.http1;

import io.netty.buffer.ByteBuf;
import org.mpmlab.engine.connect.ProtocolViolation;

/** The chunked transfer coding with its extensions and trailers (RFC 9112, 7.1), byte by byte but for the data. */
final class ChunkedBody {
    /** Extensions and trailers longer than this are refused. */
    static final int LINES_LIMIT = 64 * 1024;

    private enum Part {
        SIZE_START,
        SIZE,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_END,
        LAST_LF
    }

    private Part part = Part.SIZE_START;
    private long remaining;
    private long bodyBytes;
    private int lineBytes;

    void begin() {
        part = Part.SIZE_START;
        bodyBytes = 0;
        lineBytes = 0;
        remaining = 0;
    }

    /** The length of the data so far. */
    long bodyBytes() {
        return bodyBytes;
    }

    /** Takes bytes up to the end of the body; true when that is reached. */
    boolean parse(ByteBuf in) throws ProtocolViolation {
        while (in.isReadable()) {
            if (part == Part.DATA) {
                int n = (int) Math.min(remaining, in.readableBytes());
                in.skipBytes(n);
                bodyBytes += n;
                remaining -= n;
                part = remaining == 0 ? Part.DATA_CR : Part.DATA;
            } else if (step(in.readByte())) {
                return true;
            }
        }
        return false;
    }

    /** Takes one byte that is not data; true when it was the last. */
    private boolean step(byte b) throws ProtocolViolation {
        switch (part) {
            case SIZE_START -> {
                remaining = digit(b);
                part = Part.SIZE;
            }
            case SIZE -> size(b);
            case EXTENSION -> line(b, Part.SIZE_END);
            case SIZE_END -> {
                expect(b, '\n');
                part = remaining == 0 ? Part.TRAILER_START : Part.DATA;
            }
            case DATA_CR -> {
                expect(b, '\r');
                part = Part.DATA_LF;
            }
            case DATA_LF -> {
                expect(b, '\n');
                part = Part.SIZE_START;
            }
            case TRAILER_START -> {
                if (b == '\r') {
                    part = Part.LAST_LF;
                } else if (b == '\n' || b == ':') {
                    throw wrong(b);
                } else {
                    part = Part.TRAILER;
                }
            }
            case TRAILER -> line(b, Part.TRAILER_END);
            case TRAILER_END -> {
                expect(b, '\n');
                part = Part.TRAILER_START;
            }
            case LAST_LF -> {
                expect(b, '\n');
                return true;
            }
            default -> throw new IllegalStateException(part.name());
        }
        return false;
    }

    private void size(byte b) throws ProtocolViolation {
        switch (b) {
            case '\r' -> part = Part.SIZE_END;
            case ';', ' ', '\t' -> part = Part.EXTENSION;
            default -> {
                remaining = (remaining << 4) | digit(b);
                if (remaining >= 1L << 48) {
                    throw new ProtocolViolation("a chunk of more than 2^48 bytes");
                }
            }
        }
    }

    private void line(byte b, Part afterReturn) throws ProtocolViolation {
        if (b == '\r') {
            part = afterReturn;
        } else if (b == '\n' || b == 0) {
            throw wrong(b);
        } else if (++lineBytes > LINES_LIMIT) {
            throw new ProtocolViolation("more than " + LINES_LIMIT + " bytes of chunk extensions and trailers");
        }
    }

    private int digit(byte b) throws ProtocolViolation {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            throw wrong(b);
        }
        return digit;
    }

    private void expect(byte b, char expected) throws ProtocolViolation {
        if (b != expected) {
            throw wrong(b);
        }
    }

    private ProtocolViolation wrong(byte b) {
        return new ProtocolViolation(String.format(
                "byte 0x%02x where a chunked body has its %s, after %d bytes of data",
                b & 0xff, part.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), bodyBytes));
    }
}
