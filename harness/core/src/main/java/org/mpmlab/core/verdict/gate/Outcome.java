package org.mpmlab.core.verdict.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.mpmlab.core.verdict.Verdict;

/** What a rule, or all of a gate's together, comes to. */
public enum Outcome {
    // In the order in which they prevail over each other, the last over all others.
    PASSED,
    /** Something is to be said, and it stops nothing. */
    WARNED,
    INCONCLUSIVE,
    INVALID,
    FAILED;

    /** As written in files and reports. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it stops the gate. */
    public boolean stops() {
        return compareTo(WARNED) > 0;
    }

    static Outcome of(Rule rule, Verdict verdict) {
        Outcome strict =
                switch (verdict) {
                    case SUPPORTED -> PASSED;
                    case REFUTED -> FAILED;
                    case INVALID -> INVALID;
                    case INCONCLUSIVE ->
                        switch (rule.onInconclusive()) {
                            case FAIL -> INCONCLUSIVE;
                            case WARN -> WARNED;
                            case PASS -> PASSED;
                        };
                };
        // Evidence that must not count is no matter of how grave a rule is.
        return strict.stops() && strict != INVALID && rule.severity() == Severity.WARN ? WARNED : strict;
    }
}
