package org.mpmlab.engine.http2;

/**
 * Decodes the Huffman code of RFC 7541, Appendix B, four bits at a time. The code is canonical: shorter codes come
 * first and codes of a length go by symbol, so the lengths say it all.
 */
final class Huffman {
    private static final int EOS = 256;

    /** The code lengths in bits of the symbols 0 to 255, then of EOS. */
    private static final byte[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15,
        6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22,
        20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23,
        23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22,
        22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26,
        27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27,
        26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30
    };

    private static final int LONGEST = 30;
    private static final int NODES = LENGTHS.length - 1;
    private static final int FAILURE = -1;
    private static final int EMITS = 1 << 16;

    /** By node of the code's tree and next four bits: the node they lead to, and the symbol they complete, if any. */
    private static final int[] STEPS = new int[NODES * 16];

    /** Whether the bits since the last symbol may be padding: fewer than eight, all ones. */
    private static final boolean[] MAY_END = new boolean[NODES];

    static {
        // Children below zero are leaves: -1 - symbol.
        int[][] children = tree();
        for (int node = 0; node < NODES; node++) {
            for (int bits = 0; bits < 16; bits++) {
                STEPS[node * 16 + bits] = step(children, node, bits);
            }
        }
        int node = 0;
        for (int ones = 0; ones < 8; ones++) {
            MAY_END[node] = true;
            node = children[node][1];
        }
    }

    private Huffman() {}

    private static int[][] tree() {
        int[][] children = new int[NODES][2];
        int nodes = 1;
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int symbol = 0; symbol < LENGTHS.length; symbol++) {
                if (LENGTHS[symbol] != length) {
                    continue;
                }
                int node = 0;
                for (int bit = length - 1; bit > 0; bit--) {
                    int side = (code >>> bit) & 1;
                    if (children[node][side] == 0) {
                        children[node][side] = nodes++;
                    }
                    node = children[node][side];
                }
                children[node][code & 1] = -1 - symbol;
                code++;
            }
            code <<= 1;
        }
        return children;
    }

    private static int step(int[][] children, int from, int bits) {
        int node = from;
        int emitted = 0;
        for (int bit = 3; bit >= 0; bit--) {
            node = children[node][(bits >>> bit) & 1];
            if (node < 0) {
                int symbol = -1 - node;
                if (symbol == EOS) {
                    return FAILURE;
                }
                emitted = EMITS | (symbol << 8);
                node = 0;
            }
        }
        // At most 256 nodes, so that a node fits in eight bits.
        return emitted | node;
    }

    /**
     * Decodes a string.
     *
     * @param to room for 8/5 of the encoded length
     * @return the decoded length; negative if this is no Huffman-coded string
     */
    static int decode(byte[] from, int start, int end, byte[] to) {
        int length = 0;
        int node = 0;
        for (int i = start; i < end; i++) {
            int b = from[i] & 0xff;
            int step = STEPS[node * 16 + (b >>> 4)];
            if (step < 0) {
                return -1;
            }
            if ((step & EMITS) != 0) {
                to[length++] = (byte) (step >>> 8);
            }
            step = STEPS[(step & 0xff) * 16 + (b & 0xf)];
            if (step < 0) {
                return -1;
            }
            if ((step & EMITS) != 0) {
                to[length++] = (byte) (step >>> 8);
            }
            node = step & 0xff;
        }
        return MAY_END[node] ? length : -1;
    }
}
