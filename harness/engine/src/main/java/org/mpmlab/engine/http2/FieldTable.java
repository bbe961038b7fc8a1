package org.mpmlab.engine.http2;

/**
 * HPACK's static and dynamic tables (RFC 7541, 2.3), of which a load needs no text: an entry is what its name means,
 * how long the name is, the value where it is a number that matters, and the size it takes.
 */
final class FieldTable {
    /** The dynamic table's limit that RFC 9113 starts with, which this client leaves as it is. */
    static final int LIMIT = 4096;

    private static final int ENTRY_OVERHEAD = 32;
    private static final int STATICS = 61;
    private static final int[] STATIC_STATUS = {200, 204, 206, 304, 400, 404, 500};

    /** RFC 7541, Appendix A: the lengths of the names 1 to 61. */
    private static final byte[] STATIC_NAME_LENGTH = {
        10, 7, 7, 5, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 14, 15, 15, 13, 6, 27, 3, 5, 13, 13, 19, 16, 16, 14, 16, 13, 12, 6,
        4, 4, 6, 7, 4, 4, 8, 17, 13, 8, 19, 13, 4, 8, 12, 18, 19, 5, 7, 7, 11, 6, 10, 25, 17, 10, 4, 3, 16
    };

    private final Field[] fields = new Field[LIMIT / ENTRY_OVERHEAD];
    private final int[] nameLengths = new int[LIMIT / ENTRY_OVERHEAD];
    private final int[] sizes = new int[LIMIT / ENTRY_OVERHEAD];
    private final long[] numbers = new long[LIMIT / ENTRY_OVERHEAD];
    private int limit = LIMIT;
    private int newest = -1;
    private int entries;
    private int size;

    /** The highest index in use. */
    int length() {
        return STATICS + entries;
    }

    Field field(int index) {
        if (index > STATICS) {
            return fields[slot(index)];
        }
        if (index <= 7) {
            return Field.PSEUDO;
        }
        return switch (index) {
            case 8, 9, 10, 11, 12, 13, 14 -> Field.STATUS;
            case 28 -> Field.CONTENT_LENGTH;
            case 57 -> Field.TRANSFER_ENCODING;
            default -> Field.OTHER;
        };
    }

    /** The value of a field that is a number that matters; negative when it is none. */
    long number(int index) {
        if (index > STATICS) {
            return numbers[slot(index)];
        }
        return index >= 8 && index <= 14 ? STATIC_STATUS[index - 8] : -1;
    }

    int nameLength(int index) {
        return index > STATICS ? nameLengths[slot(index)] : STATIC_NAME_LENGTH[index - 1];
    }

    private int slot(int index) {
        return Math.floorMod(newest - (index - STATICS - 1), fields.length);
    }

    /** Adds an entry, which older ones make room for (RFC 7541, 4.4). */
    void add(Field field, int nameLength, int valueLength, long number) {
        int entry = nameLength + valueLength + ENTRY_OVERHEAD;
        evict(limit - entry);
        if (entry > limit) {
            return;
        }
        newest = (newest + 1) % fields.length;
        fields[newest] = field;
        nameLengths[newest] = nameLength;
        numbers[newest] = number;
        sizes[newest] = entry;
        size += entry;
        entries++;
    }

    /** Sets the size that the peer keeps its table to; at most {@link #LIMIT}. */
    void limit(int bytes) {
        limit = bytes;
        evict(bytes);
    }

    private void evict(int downTo) {
        while (entries > 0 && size > downTo) {
            size -= sizes[Math.floorMod(newest - entries + 1, fields.length)];
            entries--;
        }
    }
}
