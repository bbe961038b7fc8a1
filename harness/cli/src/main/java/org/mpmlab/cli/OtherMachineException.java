package org.mpmlab.cli;

/** Figures of this machine can't stand beside those that are there already; the message says why. */
final class OtherMachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherMachineException(String message) {
        super(message);
    }
}
