package org.mpmlab.reports.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.words.Clean;

/**
 * A row per cell with all its figures, those that do not count among them (column {@code counts}). RFC 4180: CRLF, text
 * in quotes where needed. Text that a spreadsheet would take for a formula gets an apostrophe in front. A pure function.
 */
public final class CellsCsv {
    private static final String END = "\r\n";
    private static final MathContext DIGITS = new MathContext(6);

    private CellsCsv() {}

    /** Renders a run; the first row names the columns with their units. */
    public static String render(Run run) {
        Figures figures = Figures.of(run);
        StringBuilder out = new StringBuilder();
        List<String> heads = new ArrayList<>(
                List.of("block", "stack", "site", "load", "protocol", "started", "elapsed_s", "counts", "causes"));
        for (Measure measure : Measure.values()) {
            heads.add(measure.column());
        }
        out.append(String.join(",", heads)).append(END);
        for (Cell cell : figures.cells()) {
            out.append(String.join(",", row(run, cell))).append(END);
        }
        return out.toString();
    }

    private static List<String> row(Run run, Cell cell) {
        CellResult result = cell.result();
        List<String> row = new ArrayList<>(List.of(
                Integer.toString(result.block()),
                text(result.stack()),
                text(result.site()),
                text(result.load()),
                run.scenario().load(result.load()).protocol().word(),
                result.started().toString(),
                number(result.elapsed().toNanos() / 1e9),
                Boolean.toString(cell.valid()),
                text(result.validity().causes().stream()
                        .map(cause -> cause.reason() + ": " + cause.text())
                        .collect(Collectors.joining("; ")))));
        for (Measure measure : Measure.values()) {
            OptionalDouble figure = cell.get(measure);
            row.add(figure.isPresent() ? number(figure.getAsDouble()) : "");
        }
        return row;
    }

    /** Whole numbers as they are, others with six digits, never with an exponent. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String text(String text) {
        String clean = Clean.line(text);
        String safe = !clean.isEmpty() && "=+-@".indexOf(clean.charAt(0)) >= 0 ? "'" + clean : clean;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
