package org.mpmlab.core.capacity.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.scenario.Quantities;

/**
 * One limit on what a box carries.
 *
 * @param resource its name
 * @param unit of its value
 * @param formula in words
 * @param inputs what goes into the formula, in its order
 * @param value with its interval; the source says whether it is measured
 * @param reach where it goes beyond what was measured; empty where it doesn't
 */
public record Bound(
        Resource resource, Unit unit, String formula, List<Input> inputs, Estimated value, Optional<Reach> reach) {
    private static final int DIGITS = 4;

    /** What is bounded. */
    public enum Unit {
        REQUESTS_PER_SECOND("requests/s"),
        CONNECTIONS("idle connections");

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        @JsonValue
        public String words() {
            return words;
        }
    }

    /**
     * An input of the formula.
     *
     * @param name as in the formula
     * @param unit in words; empty for a plain number
     */
    public record Input(String name, Estimated value, String unit) {
        static Input of(String name, double value, String unit) {
            return new Input(name, Estimated.exactly(value), unit);
        }
    }

    /**
     * How far a bound is carried beyond what was measured.
     *
     * @param what was varied
     * @param measuredUpTo the most that was measured
     * @param usedAt what the bound supposes, which is more
     */
    public record Reach(String what, double measuredUpTo, double usedAt) {
        /** So many times the most that was measured; infinite where nothing was. */
        public double factor() {
            return usedAt / measuredUpTo;
        }

        /** As in {@code 2.0x: CPUs measured up to 2, used at 4}. */
        String words() {
            return measuredUpTo > 0
                    ? String.format(
                            Locale.ROOT,
                            "%.1fx: %s measured up to %s, used at %s",
                            factor(),
                            what,
                            rounded(measuredUpTo),
                            rounded(usedAt))
                    : what + " not measured, used at " + rounded(usedAt);
        }

        /** Nothing where the use is within what was measured. */
        static Optional<Reach> beyond(String what, double measuredUpTo, double usedAt) {
            return usedAt > measuredUpTo ? Optional.of(new Reach(what, measuredUpTo, usedAt)) : Optional.empty();
        }
    }

    public Bound {
        inputs = List.copyOf(inputs);
        if (reach.isPresent()) {
            value = value.weakened(Estimated.Source.EXTRAPOLATED);
        }
    }

    /** The bound in one line, with its formula, value, interval and source. */
    public String words() {
        String source = value.source().name().toLowerCase(Locale.ROOT)
                + reach.map(beyond -> (beyond.measuredUpTo() > 0 ? " " : ": ") + beyond.words())
                        .orElse("");
        return String.format(
                Locale.ROOT,
                "%s: %s = %s %s (%s to %s; %s)",
                resource.word(),
                formula,
                rounded(value.value()),
                unit.words(),
                rounded(value.low()),
                rounded(value.high()),
                source);
    }

    private static String rounded(double figure) {
        return Quantities.rounded(figure, DIGITS);
    }
}
