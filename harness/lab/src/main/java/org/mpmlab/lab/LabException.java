package org.mpmlab.lab;

/** Docker or the machine did not do what was needed; the message says what, and what to do next. */
public class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
