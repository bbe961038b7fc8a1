package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Check;
import org.mpmlab.core.capacity.validation.Validation.Comparison;
import org.mpmlab.core.capacity.validation.Validation.Figure;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.chart.BarsChart;
import org.mpmlab.reports.chart.ForestChart;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.figure.Ratio;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Validated;
import org.mpmlab.reports.words.Words;

/** What was promised beside what was measured, and the recommended settings beside those of others. */
public final class ValidationSection {
    private static final int MOST_NAMES = 4;

    private ValidationSection() {}

    public static Section of(Validation validation) {
        List<Block> blocks = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        promises(validation).ifPresent(pictures::add);
        rates(validation).ifPresent(pictures::add);
        if (!pictures.isEmpty()) {
            blocks.add(new Block.Pictures(pictures));
        }
        blocks.add(checks(validation));
        blocks.add(rows(validation));
        comparisons(validation).ifPresent(blocks::add);
        if (!validation.findings().isEmpty()) {
            blocks.add(new Block.Points(validation.findings()));
        }
        List<String> wrong =
                validation.rows().stream().flatMap(row -> wrong(row).stream()).toList();
        if (!wrong.isEmpty()) {
            blocks.add(
                    new Block.Fold("What went wrong, and what the servers logged", List.of(new Block.Points(wrong))));
        }
        blocks.add(new Block.Fold("What each of them sets, and who says so", List.of(settings(validation))));
        return new Section(
                "validation",
                "Prediction against validation",
                Validated.sentence(validation),
                "The recommended settings were started under the limits named above and sent the load that was promised"
                        + (validation.rows().size() > 1
                                ? "; others' settings had the same container, limits and load in turn"
                                : "")
                        + ". In the first picture a mark is what was measured over what was promised or predicted, the "
                        + "line through it spans the blocks, and the shaded band is what keeps the promise. The error is "
                        + "promised over measured, less 1. Measured by run "
                        + validation.run() + ", whose own report has the command.",
                blocks);
    }

    private static Optional<Picture> promises(Validation validation) {
        List<ForestChart.Line> lines = validation.checks().stream()
                .flatMap(check -> line(check).stream())
                .limit(ForestChart.MOST)
                .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(ForestChart.draw(
                        "validation-promises",
                        "Measured against promised on " + validation.promise().site(),
                        "times what was promised",
                        lines));
    }

    private static Optional<ForestChart.Line> line(Check check) {
        double promised = check.predicted();
        return check.measured()
                .filter(measured -> promised > 0 && measured.value() > 0)
                .map(measured -> new ForestChart.Line(
                        check.what(),
                        inShort(check),
                        check.verdict(),
                        new Ratio(
                                measured.value() / promised,
                                measured.low() < measured.high()
                                        ? Optional.of(
                                                new Interval(measured.low() / promised, measured.high() / promised))
                                        : Optional.empty(),
                                new Interval(
                                        check.keeps().lower() / promised,
                                        check.keeps().upper() / promised))));
    }

    private static String inShort(Check check) {
        if (check.subject().promised() || check.verdict() == Verdict.INVALID) {
            return Validated.kept(check);
        }
        return check.verdict() == Verdict.SUPPORTED ? "enough" : "too low";
    }

    /** Of all checks only those of TTFB can be several. */
    private static String name(Check check) {
        return check.subject() == Subject.TTFB
                ? check.what().replaceFirst(" at .*", "")
                : check.subject().word();
    }

    /** The rate of each contender at the objective; empty where none was searched for. */
    public static Optional<Picture> rates(Validation validation) {
        List<BarsChart.Bar> bars = validation.rows().stream()
                .filter(row -> row.ratePerSecond().isPresent())
                .map(row -> new BarsChart.Bar(
                        Clean.line(row.name()),
                        row.ratePerSecond().orElseThrow().value(),
                        row.verdict().isEmpty()))
                .toList();
        List<String> none = validation.rows().stream()
                .filter(row -> row.ratePerSecond().isEmpty())
                .map(row -> Clean.line(row.name()))
                .toList();
        return bars.isEmpty()
                ? Optional.empty()
                : Optional.of(BarsChart.draw(
                        "validation-rates",
                        "The highest rate at which the objective held, by settings"
                                + (none.isEmpty() ? "" : "; none was found for " + Words.list(none, MOST_NAMES)),
                        "requests per second",
                        bars));
    }

    private static Table checks(Validation validation) {
        return new Table(
                "Promised or predicted, and measured",
                List.of(
                        text("Promise"),
                        text("What"),
                        text("Unit"),
                        number("Promised or predicted"),
                        number("Interval"),
                        number("Measured"),
                        number("Error"),
                        text("Kept")),
                validation.checks().stream().map(ValidationSection::row).toList(),
                validation.promise().objectiveRatePerSecond().isPresent()
                        ? List.of(
                                "The rate at the objective is predicted and not promised: it is held against the promised "
                                        + "rate.")
                        : List.of());
    }

    private static Table.Row row(Check check) {
        Subject subject = check.subject();
        return new Table.Row(
                List.of(
                        name(check),
                        check.what(),
                        Validated.unit(subject),
                        Validated.value(subject, check.predicted()),
                        Validated.value(subject, check.low()) + " to " + Validated.value(subject, check.high()),
                        Validated.measured(check, Cells.NONE),
                        Validated.error(check, Cells.NONE),
                        Validated.kept(check)),
                check.verdict() != Verdict.INVALID);
    }

    private static Table rows(Validation validation) {
        return new Table(
                "The recommended settings and others'",
                List.of(
                        text("Settings"),
                        number("Rate at the objective, 1/s"),
                        number("CPU of a request, ms"),
                        number("Answered, 1/s"),
                        number("TTFB " + Validated.quantile(validation) + ", ms"),
                        number("Memory peak, MiB"),
                        number("Idle held"),
                        number("Carried it in"),
                        text("Recommended is")),
                validation.rows().stream().map(row -> row(validation, row)).toList(),
                notes(validation));
    }

    private static List<String> notes(Validation validation) {
        List<String> notes = new ArrayList<>(List.of(
                "Answered, TTFB and \"carried it in\" are of the promised load; TTFB runs from the moment at which a "
                        + "request was due. The rate at the objective is a search's of its own, and so is the CPU time of "
                        + "a request: where contenders that run the same differ in it, the machine was not equally fast.",
                "The memory is what the kernel charges at most in any load, but for page cache; the promise above "
                        + "is of PSS."));
        if (validation.promise().plannedConnections() > 0) {
            notes.add(
                    "Idle connections of the recommended settings were opened until new requests starved; others were "
                            + "asked to hold the promised number.");
        }
        return notes;
    }

    private static Table.Row row(Validation validation, Row row) {
        return new Table.Row(
                List.of(
                        row.name(),
                        value(Subject.RATE, row.ratePerSecond()),
                        Validated.cpu(row, Cells.NONE),
                        value(Subject.RATE, row.deliveredPerSecond()),
                        value(Subject.TTFB, row.ttfbMillis()),
                        value(Subject.MEMORY, row.memoryPeakBytes()),
                        row.held().isPresent()
                                ? Words.count(row.held().getAsInt()) + (row.starved() ? ", starved" : "")
                                : Cells.NONE,
                        row.carried() + " of " + Words.count(row.measured(), "block", "blocks"),
                        row.verdict().isEmpty() ? Cells.NONE : Validated.standing(validation, row)),
                row.measured() > 0);
    }

    private static List<String> wrong(Row row) {
        List<String> wrong = new ArrayList<>();
        row.trouble().ifPresent(trouble -> wrong.add(row.name() + ": " + trouble));
        if (row.killed() > 0) {
            wrong.add(row.name() + ": the kernel killed " + Words.count(row.killed(), "process", "processes")
                    + " for want of memory");
        }
        row.said().forEach(said -> wrong.add(row.name() + ", log: " + said));
        return wrong;
    }

    private static Table settings(Validation validation) {
        return new Table(
                "Settings that were measured",
                List.of(text("Settings"), text("Of"), text("What they set"), text("Who says so")),
                validation.rows().stream()
                        .map(row -> Table.Row.of(
                                row.name(),
                                row.stack().toString(),
                                Validated.settings(row.settings()),
                                Stream.concat(Stream.of(row.source()), row.notes().stream())
                                        .collect(Collectors.joining("; "))))
                        .toList(),
                List.of(
                        "Where idle connections were held, KeepAliveTimeout was an hour in the trial, for everyone: it is "
                                + "not part of what they set."));
    }

    private static Optional<Block> comparisons(Validation validation) {
        List<Table.Row> rows = new ArrayList<>();
        for (Row row : validation.rows()) {
            for (Comparison comparison : row.comparisons()) {
                rows.add(new Table.Row(
                        List.of(
                                row.name(),
                                comparison.measure(),
                                comparison.expectation(),
                                Words.ratio(comparison.ratio()),
                                comparison
                                        .interval()
                                        .map(ends -> Words.ratio(ends.lower()) + " to " + Words.ratio(ends.upper()))
                                        .orElse(Cells.NONE),
                                Words.count(comparison.counted()),
                                comparison.verdict().word()),
                        comparison.verdict() != Verdict.INVALID));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "The recommended settings' figure over another's",
                        List.of(
                                text("Against"),
                                text("Measure"),
                                text("Expected"),
                                number("Ratio"),
                                number("Interval"),
                                number("Blocks"),
                                text("Verdict")),
                        rows,
                        List.of()));
    }

    private static String value(Subject subject, Optional<Figure> figure) {
        return figure.map(one -> Validated.figure(subject, one)).orElse(Cells.NONE);
    }
}
