package org.mpmlab.reports.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Check;
import org.mpmlab.core.capacity.validation.Validation.Comparison;
import org.mpmlab.core.capacity.validation.Validation.Figure;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/** A validation for the eye: promises beside what was measured, then each contender's row. A pure function. */
public final class ValidationText {
    private static final int LEAST_COLUMNS = 60;
    private static final String INDENT = "  ";
    private static final String CHECKS = "%-12s %12s %24s %9s  %s";
    private static final String ROWS = "%-18s %10s %10s %12s %10s %9s  %s";

    private final Validation validation;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    private ValidationText(Validation validation, int columns) {
        this.validation = validation;
        this.columns = Math.max(LEAST_COLUMNS, columns);
    }

    /**
     * Renders a validation.
     *
     * @param columns of the terminal; the tables take about 100
     * @return lines, each ended by a line feed
     */
    public static String render(Validation validation, int columns) {
        return new ValidationText(validation, columns).render();
    }

    private String render() {
        line("Validated: " + validation.promise().recommended().stack() + " serving "
                + validation.promise().site() + " on "
                + Words.number(validation.promise().tested().cpus()) + " CPUs and "
                + Words.mib(validation.promise().tested().memoryBytes()) + ", "
                + Words.count(validation.blocks(), "block", "blocks"));
        line("");
        line("Promised and measured: the promise is " + kept(validation.verdict()));
        line(INDENT + format(CHECKS, "", "promised", "measured", "error", ""));
        validation.checks().forEach(this::check);
        line("");
        line("Under the promised load, "
                + Words.number(validation.promise().ratePerSecond().value()) + " requests/s"
                + (validation.promise().plannedConnections() > 0
                        ? " beside " + Words.count(validation.promise().plannedConnections()) + " idle connections"
                        : ""));
        line(INDENT
                + format(
                        ROWS,
                        "settings",
                        "rate at",
                        "answered",
                        "TTFB p" + quantile(),
                        "memory",
                        "idle",
                        "recommended is"));
        line(INDENT + format(ROWS, "", "objective", "per second", "ms", "peak, MiB", "held", ""));
        validation.rows().forEach(this::row);
        if (!validation.findings().isEmpty()) {
            line("");
            line("Found");
            validation.findings().forEach(this::item);
        }
        return out.toString();
    }

    private String quantile() {
        return Words.number(100 * validation.promise().quantile()).replaceFirst("\\.?0+$", "");
    }

    private void check(Check check) {
        double scale = check.subject() == Subject.MEMORY ? 1.0 / (1 << 20) : 1;
        line(INDENT
                + format(
                        CHECKS,
                        check.subject().word(),
                        Words.number(check.predicted() * scale),
                        check.measured().map(figure -> between(figure, scale)).orElse("-"),
                        check.error().isPresent() ? signed(check.error().getAsDouble()) : "-",
                        kept(check.verdict()) + "; " + (check.subject() == Subject.MEMORY ? "MiB, " : "")
                                + check.what()));
    }

    private static String between(Figure figure, double scale) {
        String value = Words.number(figure.value() * scale);
        return figure.low() == figure.high()
                ? value
                : value + " (" + Words.number(figure.low() * scale) + " to " + Words.number(figure.high() * scale)
                        + ")";
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    private static String kept(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> "kept";
            case REFUTED -> "not kept";
            case INCONCLUSIVE -> "open";
            case INVALID -> "not measured";
        };
    }

    private void row(Row row) {
        line(INDENT
                + format(
                        ROWS,
                        row.name(),
                        value(row.ratePerSecond(), 1),
                        value(row.deliveredPerSecond(), 1),
                        value(row.ttfbMillis(), 1),
                        value(row.memoryPeakBytes(), 1.0 / (1 << 20)),
                        row.held().isPresent() ? Words.count(row.held().getAsInt()) : "-",
                        row.verdict().map(verdict -> standing(row, verdict)).orElse("")));
        row.comparisons().forEach(comparison -> item(words(comparison)));
        if (row.carried() < row.measured()) {
            item("carried the load in " + row.carried() + " of " + row.measured() + " blocks"
                    + row.trouble().map(why -> ": " + why).orElse(""));
        }
        if (row.killed() > 0) {
            item("the kernel killed " + Words.count(row.killed(), "process", "processes") + " for want of memory");
        }
        row.said().forEach(said -> item("log: " + said));
    }

    private static String standing(Row row, Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> row.carried() * 2 <= row.measured() ? "better: this does not carry it" : "no worse";
            case REFUTED -> "worse";
            case INCONCLUSIVE -> "undecided";
            case INVALID -> "not compared";
        };
    }

    private static String words(Comparison comparison) {
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

    private static String value(Optional<Figure> figure, double scale) {
        return figure.map(one -> Words.number(one.value() * scale)).orElse("-");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing();
    }

    private void item(String text) {
        String indent = INDENT + INDENT + "- ";
        StringBuilder current = new StringBuilder();
        for (String word : Clean.line(text).split(" ", -1)) {
            if (current.length() > 0 && Width.of(indent + current + " " + word) > columns) {
                line(indent + current);
                indent = INDENT + INDENT + INDENT;
                current.setLength(0);
            }
            current.append(current.length() > 0 ? " " : "").append(word);
        }
        line(indent + current);
    }

    private void line(String text) {
        out.append(Clean.line(text)).append('\n');
    }
}
