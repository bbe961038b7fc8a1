package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mpmlab.core.capacity.validation.Promise;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Check;
import org.mpmlab.core.capacity.validation.Validation.Comparison;
import org.mpmlab.core.capacity.validation.Validation.Figure;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.verdict.Verdict;

/** What a validation says, the same in every form of a report; not yet escaped for any of them. */
public final class Validated {
    private static final double PER_MIB = 1.0 / (1 << 20);
    private static final int MOST_NAMES = 3;

    private Validated() {}

    /** Whether the promise was kept and what broke it, and how the recommended settings did beside the others. */
    public static String sentence(Validation validation) {
        Promise promise = validation.promise();
        return "The promise of " + promise.recommended().stack() + " for " + promise.site() + " on "
                + Capacity.target(promise.tested()) + " " + outcome(validation) + answered(validation)
                + others(validation) + ".";
    }

    private static String outcome(Validation validation) {
        return switch (validation.verdict()) {
            case SUPPORTED -> "was kept";
            case REFUTED -> {
                List<String> broken = promised(validation, Verdict.REFUTED);
                yield "was not kept: " + (broken.isEmpty() ? "its processes were killed or ended" : Words.list(broken));
            }
            case INCONCLUSIVE -> "is open";
            case INVALID -> {
                List<String> missing = promised(validation, Verdict.INVALID);
                yield "could not be judged" + (missing.isEmpty() ? "" : ": not measured: " + Words.list(missing));
            }
        };
    }

    private static List<String> promised(Validation validation, Verdict verdict) {
        return validation.checks().stream()
                .filter(check -> check.subject().promised() && check.verdict() == verdict)
                .map(check -> check.subject() == Subject.TTFB
                        ? check.what()
                        : check.subject().word())
                .toList();
    }

    private static String answered(Validation validation) {
        return validation
                .rate()
                .flatMap(Check::measured)
                .map(figure -> "; of "
                        + Words.number(validation.promise().ratePerSecond().value())
                        + " requests/s promised " + Words.number(figure.value()) + " were answered")
                .orElse("");
    }

    private static String others(Validation validation) {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            List<String> names = validation.rows().stream()
                    .filter(row -> row.verdict().filter(verdict::equals).isPresent())
                    .map(row -> row.name().replaceFirst(",.*", ""))
                    .toList();
            if (!names.isEmpty()) {
                parts.add(switch (verdict) {
                            case SUPPORTED -> "no worse than ";
                            case REFUTED -> "worse than ";
                            case INCONCLUSIVE -> "not told apart from ";
                            case INVALID -> "not compared with ";
                        }
                        + Words.list(names, MOST_NAMES));
            }
        }
        return parts.isEmpty() ? "" : "; the recommended settings are " + String.join(", ", parts);
    }

    /** What became of a promise. */
    public static String kept(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> "kept";
            case REFUTED -> "not kept";
            case INCONCLUSIVE -> "open";
            case INVALID -> "not measured";
        };
    }

    /** What became of a line: the rate at the objective is predicted, and only held against the promised rate. */
    public static String kept(Check check) {
        if (check.subject().promised() || check.verdict() == Verdict.INVALID) {
            return kept(check.verdict());
        }
        return check.verdict() == Verdict.SUPPORTED ? "the promised rate or more" : "below the promised rate";
    }

    /** What the recommended settings are beside a contender's; empty for themselves. */
    public static String standing(Validation validation, Row row) {
        Row recommended = validation.rows().get(0);
        return row.verdict()
                .map(verdict -> switch (verdict) {
                    case SUPPORTED ->
                        beaten(recommended, row).map("better: this "::concat).orElse("no worse");
                    case REFUTED ->
                        beaten(row, recommended).map("worse: it "::concat).orElse("worse");
                    case INCONCLUSIVE -> "undecided";
                    case INVALID -> "not compared";
                })
                .orElse("");
    }

    /** What is no matter of a ratio. */
    private static Optional<String> beaten(Row by, Row row) {
        if (by.carries() && !row.carries()) {
            return Optional.of("does not carry it");
        }
        return by.fits() && !row.fits() ? Optional.of("ran out of memory") : Optional.empty();
    }

    /** The recommended settings' figure over a contender's, with what that decides. */
    public static String comparison(Comparison comparison) {
        List<String> words = new ArrayList<>(
                List.of("recommended " + comparison.measure() + " " + Words.ratio(comparison.ratio()) + " of this"));
        comparison
                .interval()
                .ifPresent(interval ->
                        words.add("[" + Words.ratio(interval.lower()) + " to " + Words.ratio(interval.upper()) + "]"));
        words.add("in " + Words.count(comparison.counted(), "block", "blocks") + ": " + comparison.expectation() + ", "
                + comparison.verdict().word());
        return String.join(" ", words);
    }

    /** The quantile of TTFB that contenders are compared at, such as {@code p99}. */
    public static String quantile(Validation validation) {
        return Capacity.quantile(validation.promise().quantile());
    }

    /** What a request of the search took, in milliseconds. */
    public static String cpu(Row row, String none) {
        return row.cpuMillis().map(millis -> Words.number(millis.value())).orElse(none);
    }

    /** A check's figure in its unit: memory in MiB, connections as a count. */
    public static String value(Subject subject, double value) {
        return switch (subject) {
            case MEMORY -> Words.number(value * PER_MIB);
            case CONNECTIONS -> Words.count(value);
            case RATE, OBJECTIVE, ADJUSTED, TTFB -> Words.number(value);
        };
    }

    /** The unit of {@link #value}. */
    public static String unit(Subject subject) {
        return subject == Subject.MEMORY ? "MiB" : subject.unit();
    }

    /** The median over blocks, and where they differ from where to where. */
    public static String figure(Subject subject, Figure figure) {
        String value = value(subject, figure.value());
        return figure.low() == figure.high()
                ? value
                : value + " (" + value(subject, figure.low()) + " to " + value(subject, figure.high()) + ")";
    }

    /** What was measured of a promise, or what to say where nothing was. */
    public static String measured(Check check, String none) {
        return check.measured().map(figure -> figure(check.subject(), figure)).orElse(none);
    }

    /** How far a promise was above what was measured, such as {@code +3.1 %}, or what to say where nothing was. */
    public static String error(Check check, String none) {
        return check.error().isPresent()
                ? String.format(Locale.ROOT, "%+.1f %%", 100 * check.error().getAsDouble())
                : none;
    }

    /** Settings in a line, such as {@code ServerLimit 4, ThreadsPerChild 25}. */
    public static String settings(Settings settings) {
        return settings.values().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
