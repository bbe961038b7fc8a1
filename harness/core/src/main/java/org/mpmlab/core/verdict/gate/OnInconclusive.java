package org.mpmlab.core.verdict.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a rule that the run has too few blocks for. */
public enum OnInconclusive {
    /** It stops the gate: what was not shown does not pass. */
    FAIL,
    WARN,
    PASS;

    /** As written in gates. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
