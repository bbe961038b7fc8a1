package org.mpmlab.core.capacity.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can bind. */
public enum Resource {
    CPU,
    WORKERS,
    PHP_PROCESSES,
    MEMORY,
    CONNECTIONS,
    FILES,
    NETWORK,
    OBJECTIVE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
