package org.mpmlab.engine.http2;

/** What a response's header field means to a load: most mean nothing. */
enum Field {
    STATUS(":status"),
    CONTENT_LENGTH("content-length"),
    CONNECTION("connection"),
    KEEP_ALIVE("keep-alive"),
    PROXY_CONNECTION("proxy-connection"),
    TRANSFER_ENCODING("transfer-encoding"),
    UPGRADE("upgrade"),
    /** Another pseudo-header field; responses have none but the status. */
    PSEUDO(":"),
    /** A name or value with bytes that none may have (RFC 9113, 8.2.1). */
    MALFORMED(""),
    OTHER("");

    private static final Field[] NAMED = {
        STATUS, CONTENT_LENGTH, CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE
    };
    private static final boolean[] NAME_BYTE = new boolean[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            NAME_BYTE[c] = Character.isDigit(c) || Character.isLowerCase(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            NAME_BYTE[c] = true;
        }
    }

    private final String name;

    Field(String name) {
        this.name = name;
    }

    /** Whether HTTP/2 forbids it, because it speaks of the connection (RFC 9113, 8.2.2). */
    boolean isConnectionSpecific() {
        return switch (this) {
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE -> true;
            default -> false;
        };
    }

    /** Whether its value, a number, matters. */
    boolean isNumber() {
        return this == STATUS || this == CONTENT_LENGTH;
    }

    static Field named(byte[] bytes, int from, int to) {
        for (Field field : NAMED) {
            if (field.isNamed(bytes, from, to)) {
                return field;
            }
        }
        if (from == to) {
            return MALFORMED;
        }
        if (bytes[from] == ':') {
            return PSEUDO;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || !NAME_BYTE[bytes[i]]) {
                return MALFORMED;
            }
        }
        return OTHER;
    }

    private boolean isNamed(byte[] bytes, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
