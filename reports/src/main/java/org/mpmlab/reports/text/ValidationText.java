package org.mpmlab.reports.text;

import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Check;
import org.mpmlab.core.capacity.validation.Validation.Figure;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.reports.words.Capacity;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Validated;
import org.mpmlab.reports.words.Words;

/** A validation for the eye: promises beside what was measured, then each contender's row. A pure function. */
public final class ValidationText {
    private static final int LEAST_COLUMNS = 60;
    private static final String INDENT = "  ";
    private static final String CHECKS = "%-12s  %10s  %24s  %9s  %s";
    private static final String ROWS = "%-18s %10s %8s %10s %10s %10s %7s  %s";

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
                + Capacity.target(validation.promise().tested()) + "; "
                + Words.count(validation.blocks(), "block", "blocks"));
        line("");
        line("Promised and measured: the promise is " + Validated.kept(validation.verdict()));
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
                        "CPU each",
                        "answered",
                        "TTFB " + Validated.quantile(validation),
                        "memory",
                        "idle",
                        "recommended is"));
        line(INDENT + format(ROWS, "", "objective", "ms", "per second", "ms", "peak, MiB", "held", ""));
        validation.rows().forEach(this::row);
        if (!validation.findings().isEmpty()) {
            line("");
            line("Found");
            validation.findings().forEach(this::item);
        }
        return out.toString();
    }

    private void check(Check check) {
        line(INDENT
                + format(
                        CHECKS,
                        check.subject().word(),
                        Validated.value(check.subject(), check.predicted()),
                        Validated.measured(check, "-"),
                        Validated.error(check, "-"),
                        Validated.kept(check) + "; " + (check.subject() == Subject.MEMORY ? "MiB, " : "")
                                + check.what()));
    }

    private void row(Row row) {
        line(INDENT
                + format(
                        ROWS,
                        row.name(),
                        value(Subject.RATE, row.ratePerSecond()),
                        Validated.cpu(row, "-"),
                        value(Subject.RATE, row.deliveredPerSecond()),
                        value(Subject.TTFB, row.ttfbMillis()),
                        value(Subject.MEMORY, row.memoryPeakBytes()),
                        row.held().isPresent() ? Words.count(row.held().getAsInt()) : "-",
                        Validated.standing(validation, row)));
        row.comparisons().forEach(comparison -> item(Validated.comparison(comparison)));
        if (row.carried() < row.measured()) {
            item("carried the load in " + row.carried() + " of " + row.measured() + " blocks"
                    + row.trouble().map(why -> ": " + why).orElse(""));
        }
        if (row.killed() > 0) {
            item("the kernel killed " + Words.count(row.killed(), "process", "processes") + " for want of memory");
        }
        row.said().forEach(said -> item("log: " + said));
    }

    private static String value(Subject subject, Optional<Figure> figure) {
        return figure.map(one -> Validated.value(subject, one.value())).orElse("-");
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
