package org.mpmlab.cli;

/** Something in the command line can't be done; the message says what and what to write instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
