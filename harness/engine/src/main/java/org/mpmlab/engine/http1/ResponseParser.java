package org.mpmlab.engine.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.ProtocolViolation;

/**
 * Parses one response after the other out of a connection's bytes (RFC 9112). Responses whose head comes in one read
 * allocate nothing; bodies are counted, not kept. Belongs to one connection; the scratch space is its event loop's.
 */
final class ResponseParser {
    /** How much of a head is looked at, at once. */
    static final int SCRATCH_BYTES = 16 * 1024;

    /** A head longer than this is refused. */
    static final int HEAD_LIMIT = 128 * 1024;

    private enum Part {
        HEAD,
        BODY,
        CHUNKS,
        UNTIL_CLOSE,
        DONE
    }

    private final byte[] scratch;
    private final ResponseHead head = new ResponseHead();

    private Part part = Part.DONE;
    private boolean toHead;
    private byte[] partialHead;
    private int partialLength;
    private long remaining;
    private long bodyBytes;
    private ChunkedBody chunks;

    ResponseParser(byte[] scratch) {
        this.scratch = scratch;
    }

    /**
     * A request was sent: its response comes next.
     *
     * @param headRequest whether the response has no body whatever its head says
     */
    void expect(boolean headRequest) {
        part = Part.HEAD;
        toHead = headRequest;
        partialLength = 0;
        bodyBytes = 0;
    }

    /** Whether the next byte is the first of a head: of the final response's or an interim one's. */
    boolean atStart() {
        return part == Part.HEAD && partialLength == 0;
    }

    /**
     * Takes in bytes, of which it leaves those behind the end of the response. Interim (1xx) responses are passed over.
     *
     * @return whether the response is whole; if not, call again: at once when bytes are left, else with the next read
     */
    boolean parse(ByteBuf in) throws ProtocolViolation {
        switch (part) {
            case HEAD -> {
                return readHead(in) && startBody();
            }
            case BODY -> {
                int n = (int) Math.min(remaining, in.readableBytes());
                in.skipBytes(n);
                bodyBytes += n;
                remaining -= n;
                return remaining == 0 && done();
            }
            case CHUNKS -> {
                boolean last = chunks.parse(in);
                bodyBytes = chunks.bodyBytes();
                return last && done();
            }
            case UNTIL_CLOSE -> {
                bodyBytes += in.readableBytes();
                in.skipBytes(in.readableBytes());
                return false;
            }
            default -> throw new IllegalStateException("no response is expected");
        }
    }

    private boolean done() {
        part = Part.DONE;
        return true;
    }

    /** Finds the head's end and reads it; a head that comes in pieces is put together first. */
    private boolean readHead(ByteBuf in) throws ProtocolViolation {
        if (partialLength == 0) {
            int length = Math.min(in.readableBytes(), SCRATCH_BYTES);
            in.getBytes(in.readerIndex(), scratch, 0, length);
            int end = ResponseHead.end(scratch, 0, length);
            if (end >= 0) {
                in.skipBytes(end);
                head.parse(scratch, end);
                return true;
            }
        }
        return readPartialHead(in);
    }

    private boolean readPartialHead(ByteBuf in) throws ProtocolViolation {
        int had = partialLength;
        int more = in.readableBytes();
        if (partialHead == null || partialHead.length < had + more) {
            partialHead = Arrays.copyOf(partialHead == null ? new byte[0] : partialHead, 2 * (had + more));
        }
        in.readBytes(partialHead, had, more);
        partialLength = had + more;
        // The end may have begun up to three bytes before.
        int end = ResponseHead.end(partialHead, Math.max(0, had - 3), partialLength);
        if (end < 0) {
            ResponseHead.checkBeginning(partialHead, partialLength);
            if (partialLength > HEAD_LIMIT) {
                throw new ProtocolViolation(
                        "a response's head of more than " + HEAD_LIMIT + " bytes: " + Connection.quote(partialHead));
            }
            return false;
        }
        in.readerIndex(in.readerIndex() - (partialLength - end));
        byte[] whole = partialHead;
        partialHead = null;
        partialLength = 0;
        head.parse(whole, end);
        return true;
    }

    /** What follows the head, by RFC 9112, 6.3. */
    private boolean startBody() throws ProtocolViolation {
        int status = head.status();
        if (status < 200) {
            if (status == 101) {
                throw new ProtocolViolation("101 Switching Protocols, which no one asked for");
            }
            part = Part.HEAD;
            return false;
        }
        if (toHead || status == 204 || status == 304) {
            return done();
        }
        if (head.isChunked()) {
            if (chunks == null) {
                chunks = new ChunkedBody();
            }
            chunks.begin();
            part = Part.CHUNKS;
            return false;
        }
        if (head.endsAtClose()) {
            part = Part.UNTIL_CLOSE;
            return false;
        }
        remaining = head.contentLength();
        part = Part.BODY;
        return remaining == 0 && done();
    }

    /** Whether the final response's head is there. */
    boolean hasHead() {
        return part != Part.HEAD;
    }

    /** The final response's status; when {@link #hasHead}. */
    int status() {
        return head.status();
    }

    /** The decoded body's length so far. */
    long bodyBytes() {
        return bodyBytes;
    }

    /** Whether the response's body is what comes until the connection is closed. */
    boolean endsAtClose() {
        return part == Part.UNTIL_CLOSE;
    }

    /** Whether the server lets the connection live on after this response. */
    boolean keepsAlive() {
        return head.keepsAlive();
    }

    /** How far the response came, in words. */
    String progress() {
        return switch (part) {
            case HEAD -> partialLength == 0 ? "before the first byte" : "after " + partialLength + " bytes of the head";
            case BODY -> "after " + bodyBytes + " of " + (bodyBytes + remaining) + " bytes of the body";
            default -> "after " + bodyBytes + " bytes of the body";
        };
    }
}
