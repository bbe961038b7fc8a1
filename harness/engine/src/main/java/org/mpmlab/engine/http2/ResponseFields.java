package org.mpmlab.engine.http2;

/** What one header block of a response says, and whether it may (RFC 9113, 8.1 to 8.3). Reused. */
final class ResponseFields {
    private int status;
    private long contentLength;
    private boolean regularSeen;
    private String objection;

    void begin() {
        status = 0;
        contentLength = -1;
        regularSeen = false;
        objection = null;
    }

    void field(Field field, long number) {
        switch (field) {
            case STATUS -> {
                object(regularSeen, "a pseudo-header field after others");
                object(status != 0, "two statuses");
                object(number < 100 || number > 999, "no status code");
                status = (int) Math.max(0, Math.min(number, 999));
            }
            case CONTENT_LENGTH -> {
                regularSeen = true;
                object(number < 0, "no content length");
                object(contentLength >= 0 && contentLength != number, "two content lengths");
                contentLength = number;
            }
            case PSEUDO -> object(true, "a pseudo-header field other than :status");
            case MALFORMED -> object(true, "a header field with forbidden bytes");
            default -> {
                regularSeen = true;
                object(field.isConnectionSpecific(), "a connection-specific header field");
            }
        }
    }

    private void object(boolean applies, String words) {
        if (applies && objection == null) {
            objection = words;
        }
    }

    /** What makes a response of which this is the head malformed; null for nothing. */
    String headObjection() {
        return objection == null && status == 0 ? "no :status" : objection;
    }

    /** What makes a response of which these are the trailers malformed; null for nothing. */
    String trailerObjection() {
        return objection == null && status != 0 ? "a :status among trailers" : objection;
    }

    int status() {
        return status;
    }

    /** Negative when there is none. */
    long contentLength() {
        return contentLength;
    }
}
