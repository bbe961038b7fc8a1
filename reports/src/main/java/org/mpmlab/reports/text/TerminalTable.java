package org.mpmlab.reports.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Overview;
import org.mpmlab.reports.figure.Overview.Line;
import org.mpmlab.reports.figure.Voided;
import org.mpmlab.reports.words.Answer;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/**
 * The table at a run's end: one line per stack, grouped by site, then why cells do not count. Nothing from outside
 * reaches the terminal but printable characters. A pure function.
 */
public final class TerminalTable {
    private static final int LEAST_COLUMNS = 40;
    private static final int LEAST_NAME = 10;
    private static final String GAP = "  ";
    private static final String NONE = "-";

    /**
     * A column.
     *
     * @param importance columns with a higher number go first where there is no room; 0 never goes
     */
    private record Column(String head, String unit, boolean number, int importance, Function<Line, String> cell) {}

    private final Figures figures;
    private final int columns;
    private final boolean colour;
    private final List<Validity.Reason> reasons;
    private final StringBuilder out = new StringBuilder();

    private TerminalTable(Figures figures, int columns, boolean colour) {
        this.figures = figures;
        this.columns = Math.max(LEAST_COLUMNS, columns);
        this.colour = colour;
        this.reasons = Voided.reasons(figures.voided());
    }

    /**
     * Renders a run.
     *
     * @param columns of the terminal; no line is longer (but 40 are always taken)
     * @param colour whether to write ANSI escape sequences
     * @return lines, each ended by a line feed
     */
    public static String render(Run run, int columns, boolean colour) {
        return new TerminalTable(Figures.of(run), columns, colour).render();
    }

    private String render() {
        List<Overview> overviews = Overview.of(figures);
        boolean few = false;
        for (Overview overview : overviews) {
            out.append(paint(
                            Ink.BOLD,
                            Width.fit(
                                    Clean.line(overview.site().name() + ": "
                                            + overview.site().description()),
                                    columns)))
                    .append('\n');
            table(overview);
            out.append('\n');
            few |= overview.lines().stream()
                    .flatMap(line -> line.ttfb().values().stream())
                    .anyMatch(arm -> arm.counts() && !arm.enoughForP99());
        }
        wrap(Answer.of(figures).measured());
        if (!figures.run().complete()) {
            wrap("The run is not finished: " + figures.run().steps().size() + " of "
                    + figures.run().plan().steps().size() + " steps were done.");
        }
        if (!overviews.isEmpty()) {
            wrap(sources(overviews.get(0)));
        }
        if (few) {
            wrap("* from fewer than 100 answers: the slowest of them");
        }
        footnotes();
        return out.toString();
    }

    private void table(Overview overview) {
        List<Column> shown = new ArrayList<>(columns(overview));
        int names = overview.lines().stream()
                .mapToInt(line -> Width.of(Clean.line(line.stack())))
                .max()
                .orElse(0);
        while (width(shown, overview) + Math.min(names, LEAST_NAME + 12) > columns) {
            Column least = shown.stream()
                    .max(java.util.Comparator.comparingInt(Column::importance))
                    .orElseThrow();
            if (least.importance() == 0) {
                break;
            }
            shown.remove(least);
        }
        int room = Math.max(LEAST_NAME, Math.min(Math.max(names, 5), columns - width(shown, overview)));
        out.append(paint(Ink.DIM, head(shown, overview, room, Column::head))).append('\n');
        out.append(paint(Ink.DIM, head(shown, overview, room, Column::unit))).append('\n');
        for (Line line : overview.lines()) {
            out.append(Width.left(Width.fit(Clean.line(line.stack()), room), room));
            for (Column column : shown) {
                int width = width(column, overview);
                String cell = column.cell().apply(line);
                out.append(GAP).append(column.number() ? Width.right(cell, width) : mark(line, cell));
            }
            out.append('\n');
        }
    }

    private static String head(List<Column> shown, Overview overview, int room, Function<Column, String> text) {
        StringBuilder head = new StringBuilder(" ".repeat(room));
        for (Column column : shown) {
            int width = width(column, overview);
            head.append(GAP)
                    .append(
                            column.number()
                                    ? Width.right(text.apply(column), width)
                                    : Width.left(text.apply(column), width));
        }
        return head.toString().stripTrailing();
    }

    /** In the order of printing. */
    private List<Column> columns(Overview overview) {
        List<Column> all = new ArrayList<>();
        int importance = 1;
        for (Protocol protocol : overview.ttfb().keySet()) {
            all.add(new Column(
                    "p50 " + protocol.word(),
                    "ms",
                    true,
                    importance == 1 ? 0 : importance,
                    line -> p50(line, protocol)));
            all.add(new Column("p99 " + protocol.word(), "ms", true, importance + 1, line -> p99(line, protocol)));
            importance += 4;
        }
        if (!overview.throughput().isEmpty()) {
            all.add(new Column("rate", "req/s", true, 3, line -> number(line.rate(), Words::number)));
        }
        all.add(new Column("PSS", "MiB", true, 4, line -> number(line.pssBytes(), Words::mebi)));
        all.add(new Column("evidence", "", false, 0, this::evidence));
        return all;
    }

    private static String p50(Line line, Protocol protocol) {
        return number(line.ttfb(protocol, Measure.TTFB_P50), Words::number);
    }

    private static String p99(Line line, Protocol protocol) {
        boolean few = Optional.ofNullable(line.ttfb().get(protocol))
                .filter(arm -> !arm.enoughForP99())
                .isPresent();
        String p99 = number(line.ttfb(protocol, Measure.TTFB_P99), Words::number);
        return few && !p99.equals(NONE) ? p99 + "*" : p99;
    }

    private static String number(Optional<Double> value, Function<Double, String> print) {
        return value.map(print).orElse(NONE);
    }

    private String evidence(Line line) {
        List<Cell> voided = line.voided();
        if (voided.isEmpty()) {
            return Words.starvation(line.cells()).orElse("counts");
        }
        String notes = Voided.reasons(voided).stream()
                .map(reason -> reasons.indexOf(reason) + 1)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        String what =
                line.useful() == 0 ? "void" : line.useful() + "/" + line.cells().size() + " count";
        return what + " [" + notes + "]";
    }

    private String mark(Line line, String evidence) {
        return paint(
                line.useful() == line.cells().size() ? Ink.GREEN : line.useful() == 0 ? Ink.RED : Ink.YELLOW, evidence);
    }

    private static int width(List<Column> shown, Overview overview) {
        return shown.stream()
                .mapToInt(column -> GAP.length() + width(column, overview))
                .sum();
    }

    private static int width(Column column, Overview overview) {
        int cells = overview.lines().stream()
                .mapToInt(line -> Width.of(column.cell().apply(line)))
                .max()
                .orElse(0);
        return Math.max(cells, Math.max(Width.of(column.head()), Width.of(column.unit())));
    }

    /** What the figures are of. */
    private static String sources(Overview overview) {
        String times = overview.ttfb().values().stream()
                .map(comparison -> comparison.load().name())
                .collect(Collectors.joining(", "));
        String rates = overview.throughput().stream()
                .map(comparison -> comparison.load().name())
                .collect(Collectors.joining(", "));
        int blocks = overview.ttfb().values().stream()
                .flatMap(comparison -> comparison.arms().stream())
                .map(Arm::valid)
                .mapToInt(List::size)
                .max()
                .orElse(0);
        return (times.isEmpty() ? "" : "p50, p99: request written to first byte (" + times + "). ")
                + (rates.isEmpty() ? "" : "rate: the best of " + rates + ". ")
                + "PSS: peak, shared pages divided."
                + (blocks > 1 ? " Medians over up to " + blocks + " blocks." : "");
    }

    private void footnotes() {
        List<Cell> voided = figures.voided();
        Map<Validity.Reason, Long> counts = Voided.counts(voided);
        for (Validity.Reason reason : reasons) {
            String example = voided.stream()
                    .flatMap(cell -> cell.result().validity().causes().stream())
                    .filter(cause -> cause.reason() == reason)
                    .map(Validity.Cause::text)
                    .findFirst()
                    .orElse("");
            String note = "[" + (reasons.indexOf(reason) + 1) + "] " + Words.reason(reason) + " ("
                    + Words.count(counts.get(reason), "cell", "cells") + "): " + example;
            out.append(Width.fit(Clean.line(note), columns)).append('\n');
        }
    }

    private void wrap(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : Arrays.asList(Clean.line(text).split(" ", -1))) {
            String fitted = Width.fit(word, columns);
            if (line.length() > 0 && Width.of(line.toString()) + 1 + Width.of(fitted) > columns) {
                out.append(line).append('\n');
                line = new StringBuilder();
            }
            line.append(line.length() > 0 ? " " : "").append(fitted);
        }
        out.append(line).append('\n');
    }

    private String paint(Ink ink, String text) {
        return ink.on(text, colour);
    }
}
