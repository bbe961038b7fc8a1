package org.mpmlab.core.calibrate;

import java.util.Locale;
import org.mpmlab.core.scenario.Quantities;

/**
 * A difference that is put into an arm on purpose.
 *
 * @param kind what the arm does in that time
 * @param margins how large, in margins of the calibration; above 0
 */
public record Shift(Kind kind, double margins) {

    /** What an arm does to be slower. */
    public enum Kind {
        /** It waits, as for a database, and leaves the CPU to others. */
        SLEEP,
        /** It computes, which alone shows whether arms that share a CPU distort each other. */
        WORK;

        /** As written in names and tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Shift {
        if (!(margins > 0 && Double.isFinite(margins))) {
            throw new IllegalArgumentException("a shift is some margins, above 0, such as 0.5 or 2, not " + margins);
        }
    }

    /** Such as {@code sleep-0.5}: half a margin asleep. */
    String name() {
        return kind.word() + "-" + Quantities.number(margins);
    }

    /** Whether it is far enough beyond the margin that it has to be found. */
    boolean mustBeFound() {
        return margins >= 2;
    }
}
