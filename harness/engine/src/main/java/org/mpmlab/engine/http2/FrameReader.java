package org.mpmlab.engine.http2;

import io.netty.buffer.ByteBuf;

/**
 * Cuts a connection's bytes into frames. A frame that comes in one read is looked at where it lies in the event loop's
 * scratch space; the data of DATA frames is counted and skipped, however it is split.
 */
final class FrameReader {
    /** Takes the frames, in the order of the wire. */
    interface Frames {
        /** A frame other than DATA; the payload is there until this returns. */
        void frame(int type, int flags, int stream, byte[] payload, int length) throws Http2Violation;

        /** A DATA frame is over, of which {@code dataBytes} of {@code length} were data and the rest padding. */
        void data(int flags, int stream, int length, int dataBytes) throws Http2Violation;
    }

    private enum Part {
        HEADER,
        PAD_LENGTH,
        DATA,
        PAYLOAD
    }

    private final byte[] scratch;
    private final byte[] header = new byte[Frame.HEADER_BYTES];
    private Part part = Part.HEADER;
    private int have;
    private long beganNanos;
    private int length;
    private int type;
    private int flags;
    private int stream;
    private int padding;
    private byte[] partial;

    FrameReader(byte[] scratch) {
        this.scratch = scratch;
    }

    /** When the first byte of the frame under way was read. */
    long beganNanos() {
        return beganNanos;
    }

    /** The frame under way, for an error's words. */
    String frame() {
        StringBuilder words = new StringBuilder(Frame.name(type))
                .append(" frame of ")
                .append(length)
                .append(" bytes on stream ")
                .append(stream)
                .append(", bytes");
        for (byte b : header) {
            words.append(String.format(" %02x", b & 0xff));
        }
        return words.toString();
    }

    void read(ByteBuf in, long readNanos, Frames to) throws Http2Violation {
        while (in.isReadable()) {
            switch (part) {
                case HEADER -> {
                    if (!readHeader(in, readNanos)) {
                        return;
                    }
                    begin(to);
                }
                case PAD_LENGTH -> {
                    padding = in.readUnsignedByte() + 1;
                    have = 1;
                    if (padding > length) {
                        throw violation(Http2Violation.PROTOCOL_ERROR, "more padding than payload");
                    }
                    part = Part.DATA;
                    data(in, to);
                }
                case DATA -> data(in, to);
                case PAYLOAD -> payload(in, to);
            }
        }
    }

    private boolean readHeader(ByteBuf in, long readNanos) {
        if (have == 0) {
            beganNanos = readNanos;
        }
        int n = Math.min(Frame.HEADER_BYTES - have, in.readableBytes());
        in.readBytes(header, have, n);
        have += n;
        if (have < Frame.HEADER_BYTES) {
            return false;
        }
        length = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
        type = header[3] & 0xff;
        flags = header[4] & 0xff;
        stream = integer(header, 5) & Integer.MAX_VALUE;
        have = 0;
        return true;
    }

    private void begin(Frames to) throws Http2Violation {
        if (length > Frame.MAX_PAYLOAD) {
            throw violation(Http2Violation.FRAME_SIZE_ERROR, "a frame of more than " + Frame.MAX_PAYLOAD + " bytes");
        }
        padding = 0;
        if (type != Frame.DATA) {
            part = Part.PAYLOAD;
        } else if ((flags & Frame.PADDED) == 0) {
            part = Part.DATA;
        } else if (length > 0) {
            part = Part.PAD_LENGTH;
        } else {
            throw violation(Http2Violation.FRAME_SIZE_ERROR, "padding without a length");
        }
        if (length == 0) {
            end(scratch, to);
        }
    }

    private void data(ByteBuf in, Frames to) throws Http2Violation {
        int n = Math.min(length - have, in.readableBytes());
        in.skipBytes(n);
        have += n;
        if (have == length) {
            end(scratch, to);
        }
    }

    private void payload(ByteBuf in, Frames to) throws Http2Violation {
        int n = Math.min(length - have, in.readableBytes());
        if (n == length) {
            in.readBytes(scratch, 0, length);
            end(scratch, to);
            return;
        }
        if (partial == null) {
            partial = new byte[length];
        }
        in.readBytes(partial, have, n);
        have += n;
        if (have == length) {
            byte[] whole = partial;
            partial = null;
            end(whole, to);
        }
    }

    private void end(byte[] payload, Frames to) throws Http2Violation {
        part = Part.HEADER;
        have = 0;
        if (type == Frame.DATA) {
            to.data(flags, stream, length, length - padding);
        } else {
            to.frame(type, flags, stream, payload, length);
        }
    }

    private static Http2Violation violation(int code, String words) {
        return new Http2Violation(code, words);
    }

    static int integer(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }
}
