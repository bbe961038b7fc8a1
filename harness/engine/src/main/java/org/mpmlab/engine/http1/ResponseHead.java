package org.mpmlab.engine.http1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.ProtocolViolation;

/**
 * A response's status line and what its headers say about framing (RFC 9112, sections 4 to 6). Lines may end with LF
 * alone (2.2); everything else that the RFC forbids a server to send is a violation.
 */
final class ResponseHead {
    private static final long UNKNOWN = -1;
    private static final boolean[] TOKEN = new boolean[128];
    private static final byte[] BEGINNING = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "content-length".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "close".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(StandardCharsets.US_ASCII);

    static {
        for (char c = '0'; c <= 'z'; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private int minorVersion;
    private int status;
    private long contentLength;
    private boolean transferEncoding;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;

    int status() {
        return status;
    }

    /** The body's length; when neither {@link #isChunked} nor {@link #endsAtClose}. */
    long contentLength() {
        return contentLength;
    }

    boolean isChunked() {
        return chunked;
    }

    boolean endsAtClose() {
        return transferEncoding ? !chunked : contentLength == UNKNOWN;
    }

    boolean keepsAlive() {
        // Both framings at once may be an attempt at smuggling: that connection is not used again (6.1).
        boolean suspicious = transferEncoding && contentLength != UNKNOWN;
        return !close && !suspicious && (minorVersion >= 1 || keepAlive);
    }

    /**
     * Where the head ends.
     *
     * @return the index behind the empty line; negative when that is not there yet
     */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i + 1 < to && bytes[i + 1] == '\n') {
                return i + 2;
            }
            if (i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    /** Refuses the beginning of a head that can not become one, rather than wait for its end. */
    static void checkBeginning(byte[] bytes, int length) throws ProtocolViolation {
        for (int i = 0; i < Math.min(length, BEGINNING.length); i++) {
            if (bytes[i] != BEGINNING[i]) {
                throw violation("no HTTP/1.x status line", bytes, 0, length);
            }
        }
    }

    /** Reads a whole head that ends at {@code end}; may write spaces over line folds in it. */
    void parse(byte[] bytes, int end) throws ProtocolViolation {
        contentLength = UNKNOWN;
        transferEncoding = false;
        chunked = false;
        close = false;
        keepAlive = false;
        int line = statusLine(bytes, end);
        while (bytes[line] != '\r' && bytes[line] != '\n') {
            line = fieldLine(bytes, line, end);
        }
        if (bytes[line] == '\r' && line + 2 != end) {
            throw violation("a carriage return without a line feed", bytes, line, end);
        }
        if (transferEncoding && minorVersion == 0) {
            throw new ProtocolViolation("Transfer-Encoding in an HTTP/1.0 response");
        }
    }

    private int statusLine(byte[] bytes, int end) throws ProtocolViolation {
        int lf = lineFeed(bytes, 0);
        int text = trimmed(bytes, 0, lf);
        boolean shaped = text >= 13
                && bytes[0] == 'H'
                && bytes[1] == 'T'
                && bytes[2] == 'T'
                && bytes[3] == 'P'
                && bytes[4] == '/'
                && bytes[5] == '1'
                && bytes[6] == '.'
                && isDigit(bytes[7])
                && bytes[8] == ' '
                && isDigit(bytes[9])
                && isDigit(bytes[10])
                && isDigit(bytes[11])
                && bytes[12] == ' ';
        if (!shaped) {
            throw violation("no HTTP/1.x status line", bytes, 0, end);
        }
        checkValue(bytes, 13, text, end);
        minorVersion = bytes[7] - '0';
        status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
        if (status < 100) {
            throw violation("a status code below 100", bytes, 0, end);
        }
        return lf + 1;
    }

    /** Reads one header with its folds; returns where the next line begins. */
    private int fieldLine(byte[] bytes, int start, int end) throws ProtocolViolation {
        int colon = start;
        while (bytes[colon] >= 0 && TOKEN[bytes[colon]]) {
            colon++;
        }
        if (colon == start || bytes[colon] != ':') {
            throw violation("a header that is no name with a colon", bytes, start, end);
        }
        int lf = lineFeed(bytes, colon);
        while (bytes[lf + 1] == ' ' || bytes[lf + 1] == '\t') {
            // A fold counts as spaces (RFC 9112, 5.2).
            bytes[lf] = ' ';
            if (bytes[lf - 1] == '\r') {
                bytes[lf - 1] = ' ';
            }
            lf = lineFeed(bytes, lf + 1);
        }
        int valueEnd = trimmed(bytes, colon + 1, lf);
        checkValue(bytes, colon + 1, valueEnd, end);
        switch (colon - start) {
            case 10 -> connection(bytes, start, colon, valueEnd);
            case 14 -> contentLength(bytes, start, colon, valueEnd, end);
            case 17 -> transferEncoding(bytes, start, colon, valueEnd, end);
            default -> {
                // Says nothing about framing.
            }
        }
        return lf + 1;
    }

    private void connection(byte[] bytes, int start, int colon, int valueEnd) {
        if (!is(CONNECTION, bytes, start, colon)) {
            return;
        }
        for (int at = colon + 1; at < valueEnd; ) {
            int comma = elementEnd(bytes, at, valueEnd);
            close |= isElement(CLOSE, bytes, at, comma);
            keepAlive |= isElement(KEEP_ALIVE, bytes, at, comma);
            at = comma + 1;
        }
    }

    /** Several equal lengths count as one (RFC 9110, 8.6). */
    private void contentLength(byte[] bytes, int start, int colon, int valueEnd, int end) throws ProtocolViolation {
        if (!is(CONTENT_LENGTH, bytes, start, colon)) {
            return;
        }
        int at = colon + 1;
        do {
            int comma = elementEnd(bytes, at, valueEnd);
            long value = decimal(bytes, skipBlank(bytes, at, comma), trimBlank(bytes, at, comma));
            if (value < 0 || (contentLength != UNKNOWN && contentLength != value)) {
                throw violation(value < 0 ? "no content length" : "two content lengths", bytes, start, end);
            }
            contentLength = value;
            at = comma + 1;
        } while (at <= valueEnd);
    }

    private void transferEncoding(byte[] bytes, int start, int colon, int valueEnd, int end) throws ProtocolViolation {
        if (!is(TRANSFER_ENCODING, bytes, start, colon)) {
            return;
        }
        transferEncoding = true;
        for (int at = colon + 1; at < valueEnd; ) {
            int comma = elementEnd(bytes, at, valueEnd);
            if (chunked) {
                throw violation("a transfer coding after chunked", bytes, start, end);
            }
            chunked = isElement(CHUNKED, bytes, at, comma);
            at = comma + 1;
        }
    }

    /** Negative for what is no decimal number of at most 18 digits. */
    private static long decimal(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static int elementEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ',') {
            at++;
        }
        return at;
    }

    private static boolean isElement(byte[] lowerCase, byte[] bytes, int from, int to) {
        return is(lowerCase, bytes, skipBlank(bytes, from, to), trimBlank(bytes, from, to));
    }

    private static int skipBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int trimBlank(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    private static boolean is(byte[] lowerCase, byte[] bytes, int from, int to) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    /** The head ends with a line feed, so there is one. */
    private static int lineFeed(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int trimmed(byte[] bytes, int from, int lf) {
        return lf > from && bytes[lf - 1] == '\r' ? lf - 1 : lf;
    }

    private static void checkValue(byte[] bytes, int from, int to, int end) throws ProtocolViolation {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\r' || bytes[i] == 0) {
                throw violation("a NUL or bare carriage return in the head", bytes, from, end);
            }
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static ProtocolViolation violation(String rule, byte[] bytes, int from, int end) {
        return new ProtocolViolation(
                rule + ": " + Connection.quote(Arrays.copyOfRange(bytes, from, Math.min(end, bytes.length))));
    }
}
