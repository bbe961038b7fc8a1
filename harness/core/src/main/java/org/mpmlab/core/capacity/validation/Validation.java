package org.mpmlab.core.capacity.validation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Verdict;

/**
 * What became of a promise when it was put to the test. Stored as {@code validation.json}.
 *
 * @param schema the file's version, {@link #SCHEMA}
 * @param run the run that measured it
 * @param promise what was put to the test
 * @param blocks that were measured
 * @param checks each promise beside what was measured of it
 * @param rows each contender, the recommended one first
 * @param findings in sentences: what a reader must know
 * @param verdict whether the promise was kept
 */
public record Validation(
        int schema,
        String run,
        Promise promise,
        int blocks,
        List<Check> checks,
        List<Row> rows,
        List<String> findings,
        Verdict verdict) {
    public static final int SCHEMA = 1;

    private static final Interval ANY = new Interval(0, Double.POSITIVE_INFINITY);

    public Validation {
        checks = List.copyOf(checks);
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }

    /** What became of the promised rate. */
    public Optional<Check> rate() {
        return checks.stream().filter(check -> check.subject() == Subject.RATE).findFirst();
    }

    /** Whether this run measured it. */
    public boolean isBy(Run measured) {
        return run.equals(measured.about().id());
    }

    /**
     * A figure over blocks.
     *
     * @param value the median
     * @param low the least
     * @param high the greatest
     */
    public record Figure(double value, double low, double high) {}

    /** What is promised. */
    public enum Subject {
        RATE("requests/s"),
        /** Predicted rather than promised, and held against the promised rate. */
        OBJECTIVE("requests/s"),
        /** The same by the CPU time that requests took while it was measured: how far off the model is by itself. */
        ADJUSTED("requests/s"),
        TTFB("ms"),
        MEMORY("bytes"),
        CONNECTIONS("idle connections");

        private final String unit;

        Subject(String unit) {
            this.unit = unit;
        }

        /** Of its figures. */
        public String unit() {
            return unit;
        }

        /** Whether keeping the promise hangs on it. */
        public boolean promised() {
            return this != OBJECTIVE && this != ADJUSTED;
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A promise beside what was measured of it.
     *
     * @param what it is about, in words
     * @param predicted the figure that was promised
     * @param low the least that it was taken to be
     * @param high the most
     * @param keeps measured figures with which it is kept; an end may be infinite
     * @param measured empty where nothing counts
     * @param error predicted over measured, less 1: above 0 more was promised than is; empty without a measurement
     * @param verdict whether the promise was kept
     */
    public record Check(
            Subject subject,
            String what,
            double predicted,
            double low,
            double high,
            Interval keeps,
            Optional<Figure> measured,
            OptionalDouble error,
            Verdict verdict) {
        public Check {
            keeps = keeps == null ? ANY : keeps; // validations stored before it was
        }

        Check with(Verdict other) {
            return new Check(subject, what, predicted, low, high, keeps, measured, error, other);
        }
    }

    /**
     * A contender's row of the outcome.
     *
     * @param name with those who say the same
     * @param ratePerSecond the highest rate that met the objective; empty where none was searched for or none did
     * @param cpuMillis of the server for each answered request while that rate was searched for: where contenders that run
     *     the same differ in it, the machine was not equally fast; empty where it was not seen, or stored before it was
     * @param deliveredPerSecond answered as expected under the promised load
     * @param ttfbMillis at the compared quantile, from the intended moment, under the promised load
     * @param memoryPeakBytes the greatest that the kernel charged, without page cache
     * @param held idle connections that it had at most; empty where none were asked for
     * @param starved whether new requests were left unanswered at that number
     * @param carried blocks in which it carried the promised load
     * @param measured blocks in which it was sent the promised load
     * @param killed processes that the kernel killed for want of memory
     * @param said what its servers complained of, each complaint once
     * @param trouble why it did not carry the load, in words
     * @param comparisons of the recommended settings to it; none for those themselves
     * @param verdict whether the recommended settings do no worse; empty for those themselves
     */
    public record Row(
            String name,
            Composition stack,
            Settings settings,
            String source,
            List<String> notes,
            Optional<Figure> ratePerSecond,
            Optional<Figure> cpuMillis,
            Optional<Figure> deliveredPerSecond,
            Optional<Figure> ttfbMillis,
            Optional<Figure> memoryPeakBytes,
            OptionalInt held,
            boolean starved,
            int carried,
            int measured,
            long killed,
            List<String> said,
            Optional<String> trouble,
            List<Comparison> comparisons,
            Optional<Verdict> verdict) {
        public Row {
            notes = List.copyOf(notes);
            cpuMillis = cpuMillis == null ? Optional.empty() : cpuMillis;
            said = List.copyOf(said);
            comparisons = List.copyOf(comparisons);
        }

        /** Whether it carried the promised load in most blocks. */
        public boolean carries() {
            return carried * 2 > measured;
        }

        /** Whether its pool, when full, had room in the target's memory. */
        public boolean fits() {
            return killed == 0;
        }
    }

    /**
     * The recommended settings' figure over a contender's.
     *
     * @param measure as questions name it
     * @param expectation in words
     * @param ratio a typical block's
     * @param interval around it; of few blocks by Student's t, else by the signed rank; empty with too few for either
     * @param counted blocks that count
     * @param verdict by the procedure of claims and gates
     */
    public record Comparison(
            String measure,
            String expectation,
            double ratio,
            Optional<Interval> interval,
            int counted,
            Verdict verdict) {}
}
