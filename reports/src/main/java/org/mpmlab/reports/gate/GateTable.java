package org.mpmlab.reports.gate;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.text.Ink;
import org.mpmlab.reports.text.Width;

/** A judged gate for the terminal: a line for each rule, and below those that did not pass the reason. A pure function. */
public final class GateTable {
    private static final int LEAST_COLUMNS = 40;
    private static final String GAP = "  ";
    private static final String INDENT = "    ";

    private final int columns;
    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private GateTable(int columns, boolean colour) {
        this.columns = Math.max(LEAST_COLUMNS, columns);
        this.colour = colour;
    }

    /** A rule's line, in the order of printing. */
    private record Row(RuleResult rule, String text, String outcome, String found, String blocks) {
        static Row of(RuleResult rule) {
            return new Row(
                    rule,
                    Lines.plain(rule.rule().text()),
                    Lines.outcome(rule),
                    Lines.found(rule.judgement()),
                    Lines.blocks(rule.judgement()));
        }
    }

    /**
     * Renders a gate.
     *
     * @param columns of the terminal; no line is longer (but 40 are always taken)
     * @param colour whether to write ANSI escape sequences
     * @return lines, each ended by a line feed
     */
    public static String render(GateResult result, int columns, boolean colour) {
        return new GateTable(columns, colour).render(result);
    }

    private String render(GateResult result) {
        List<Row> rows = result.rules().stream().map(Row::of).toList();
        int outcomes = widest(rows, "outcome", Row::outcome);
        int blocks = widest(rows, "blocks", Row::blocks);
        int found = widest(rows, "found", Row::found);
        int rest = outcomes + blocks + found + 3 * GAP.length();
        int rules = widest(rows, "rule", Row::text);
        // Who reads a rule wants all of it; what was found goes below it where both don't fit.
        boolean narrow = rules + rest > columns;
        int room = narrow ? columns - outcomes - GAP.length() : rules;
        line(
                Ink.BOLD,
                Width.left("outcome", outcomes)
                        + GAP
                        + Width.left("rule", room)
                        + (narrow ? "" : GAP + Width.left("found", found) + GAP + "blocks"));
        for (Row row : rows) {
            out.append(paint(ink(row.rule().outcome()), Width.left(row.outcome(), outcomes)))
                    .append(GAP)
                    .append(narrow ? Width.fit(row.text(), room) : Width.left(row.text(), room));
            if (!narrow) {
                out.append(GAP)
                        .append(Width.left(row.found(), found))
                        .append(GAP)
                        .append(row.blocks());
            }
            out.append('\n');
            if (narrow) {
                wrap("found " + row.found() + ", blocks " + row.blocks());
            }
            if (row.rule().outcome() != Outcome.PASSED) {
                wrap(Lines.why(row.rule()));
            }
            Lines.floor(row.rule()).ifPresent(this::wrap);
        }
        out.append('\n');
        out.append(paint(ink(result.outcome()), Width.fit(Lines.plain(Lines.head(result)), columns)))
                .append('\n');
        result.uncalibrated().ifPresent(this::wrap);
        return out.toString();
    }

    private static int widest(List<Row> rows, String head, java.util.function.Function<Row, String> cell) {
        return Math.max(
                head.length(), rows.stream().map(cell).mapToInt(Width::of).max().orElse(0));
    }

    private void wrap(String text) {
        List<String> line = new ArrayList<>();
        int width = INDENT.length();
        for (String word : List.of(Lines.plain(text).split(" ", -1))) {
            String fitted = Width.fit(word, columns - INDENT.length());
            if (!line.isEmpty() && width + Width.of(fitted) > columns) {
                out.append(INDENT).append(String.join(" ", line)).append('\n');
                line.clear();
                width = INDENT.length();
            }
            line.add(fitted);
            width += Width.of(fitted) + 1;
        }
        out.append(INDENT).append(String.join(" ", line)).append('\n');
    }

    private void line(Ink ink, String text) {
        out.append(paint(ink, text.stripTrailing())).append('\n');
    }

    private static Ink ink(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Ink.GREEN;
            case WARNED, INCONCLUSIVE -> Ink.YELLOW;
            case INVALID, FAILED -> Ink.RED;
        };
    }

    private String paint(Ink ink, String text) {
        return ink.on(text, colour);
    }
}
