package org.mpmlab.core.stack;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Apache httpd's multi-processing modules; ITK counts as one, as panels do, though it is built upon prefork. */
public enum Mpm {
    PREFORK,
    ITK,
    WORKER,
    EVENT;

    /** The name that httpd's documentation uses. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a child process runs requests in threads. */
    public boolean threaded() {
        return this == WORKER || this == EVENT;
    }
}
