package org.mpmlab.engine.http2;

/** Decodes header blocks (RFC 7541). Belongs to one connection; the scratch space is its event loop's. */
final class HpackDecoder {
    /** The longest header block that is taken. */
    static final int BLOCK_LIMIT = 64 * 1024;

    /** Eight bits may decode to at most 8/5 bytes. */
    static final int SCRATCH_BYTES = BLOCK_LIMIT / 5 * 8 + 8;

    private final byte[] scratch;
    private final FieldTable table = new FieldTable();

    private byte[] block;
    private int at;
    private int end;

    /** The string last read: decoded, or where it lies in the block. */
    private byte[] string;

    private int stringFrom;
    private int stringTo;

    HpackDecoder(byte[] scratch) {
        this.scratch = scratch;
    }

    /** Takes a whole header block, and tells the response its fields. */
    void decode(byte[] bytes, int from, int to, ResponseFields response) throws Http2Violation {
        block = bytes;
        at = from;
        end = to;
        boolean fieldSeen = false;
        while (at < end) {
            int b = block[at] & 0xff;
            if ((b & 0xe0) == 0x20) {
                resize(fieldSeen);
                continue;
            }
            fieldSeen = true;
            if (b >= 0x80) {
                int index = index(7);
                response.field(table.field(index), table.number(index));
            } else if (b >= 0x40) {
                literal(6, true, response);
            } else {
                literal(4, false, response);
            }
        }
    }

    private void resize(boolean fieldSeen) throws Http2Violation {
        int bytes = integer(5);
        if (fieldSeen || bytes > FieldTable.LIMIT) {
            throw wrong(fieldSeen ? "a table size update amid fields" : "a table of " + bytes + " bytes");
        }
        table.limit(bytes);
    }

    private int index(int prefixBits) throws Http2Violation {
        int index = integer(prefixBits);
        if (index == 0 || index > table.length()) {
            throw wrong("index " + index + " of a table of " + table.length());
        }
        return index;
    }

    private void literal(int prefixBits, boolean indexed, ResponseFields response) throws Http2Violation {
        Field field;
        int nameLength;
        if ((block[at] & ((1 << prefixBits) - 1)) != 0) {
            int index = index(prefixBits);
            field = table.field(index);
            nameLength = table.nameLength(index);
        } else {
            at++;
            string();
            field = Field.named(string, stringFrom, stringTo);
            nameLength = stringTo - stringFrom;
        }
        string();
        long number = field.isNumber() ? number() : -1;
        if (!isValue()) {
            field = Field.MALFORMED;
        }
        response.field(field, number);
        if (indexed) {
            table.add(field, nameLength, stringTo - stringFrom, number);
        }
    }

    /** The string last read as a decimal number of at most 18 digits; negative when it is none. */
    private long number() {
        if (stringFrom == stringTo || stringTo - stringFrom > 18) {
            return -1;
        }
        long value = 0;
        for (int i = stringFrom; i < stringTo; i++) {
            int digit = string[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** RFC 9113, 8.2.1: no NUL, CR or LF, no blank at either end. */
    private boolean isValue() {
        for (int i = stringFrom; i < stringTo; i++) {
            byte b = string[i];
            boolean blank = b == ' ' || b == '\t';
            if (b == 0 || b == '\r' || b == '\n' || (blank && (i == stringFrom || i == stringTo - 1))) {
                return false;
            }
        }
        return true;
    }

    private void string() throws Http2Violation {
        if (at >= end) {
            throw wrong("a block that ends within a field");
        }
        boolean huffman = (block[at] & 0x80) != 0;
        int length = integer(7);
        if (length > end - at) {
            throw wrong("a string of " + length + " bytes where " + (end - at) + " are left");
        }
        if (huffman) {
            int decoded = Huffman.decode(block, at, at + length, scratch);
            if (decoded < 0) {
                throw wrong("a string that is not Huffman-coded");
            }
            string = scratch;
            stringFrom = 0;
            stringTo = decoded;
        } else {
            string = block;
            stringFrom = at;
            stringTo = at + length;
        }
        at += length;
    }

    /** RFC 7541, 5.1; no number in use here is longer than 28 bits. */
    private int integer(int prefixBits) throws Http2Violation {
        int mask = (1 << prefixBits) - 1;
        int value = block[at++] & mask;
        if (value < mask) {
            return value;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            if (at >= end) {
                throw wrong("a block that ends within a number");
            }
            int b = block[at++];
            value += (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw wrong("a number of more than 28 bits");
    }

    private static Http2Violation wrong(String what) {
        return new Http2Violation(Http2Violation.COMPRESSION_ERROR, "HPACK: " + what);
    }
}
