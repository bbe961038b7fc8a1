package org.mpmlab.core.verdict.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a rule that does not hold does to its gate. */
public enum Severity {
    /** It stops the gate. */
    ERROR,
    /** It is said, and the gate is as it was. */
    WARN;

    /** As written in gates. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
