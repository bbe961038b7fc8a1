package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Voided;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** What does not count, and why: shown, never averaged in, never silently dropped. */
public final class VoidedSection {
    private static final int FOLD_FROM = 12;

    private VoidedSection() {}

    public static Section of(Dossier dossier, Figures figures) {
        List<Cell> voided = figures.voided();
        List<Block> blocks = new ArrayList<>();
        if (!voided.isEmpty()) {
            blocks.add(byReason(voided));
            Table each = each(voided);
            blocks.add(
                    voided.size() < FOLD_FROM
                            ? each
                            : new Block.Fold("All " + voided.size() + " cells that do not count", List.of(each)));
        }
        List<String> disturbed = disturbed(figures);
        if (!disturbed.isEmpty()) {
            blocks.add(new Block.Fold(
                    "Attempts that the machine disturbed, and that were made again",
                    List.of(new Block.Points(disturbed))));
        }
        List<String> notes = notes(figures);
        if (!notes.isEmpty()) {
            blocks.add(new Block.Fold("What could not be observed", List.of(new Block.Points(notes))));
        }
        List<String> givenUp = figures.run().about().givenUp();
        if (!givenUp.isEmpty()) {
            blocks.add(Block.Prose.of("Left out on purpose:"));
            blocks.add(new Block.Points(givenUp));
        }
        return new Section(
                "voided",
                "What does not count",
                meaning(figures, voided)
                        + (dossier.isTrial() && !voided.isEmpty()
                                ? " The validation judges by them nevertheless where a server failed by its own fault."
                                : ""),
                voided.isEmpty()
                        ? ""
                        : "A cell is one stack on one site under one load in one block. It is void for a stated cause, never "
                                + "for being slow, and then in none of the figures.",
                blocks);
    }

    private static List<String> disturbed(Figures figures) {
        return figures.run().steps().stream()
                .flatMap(step -> step.disturbed().stream())
                .map(cell -> cell.stack() + ", " + cell.site() + ", " + cell.load() + ", block " + cell.block() + ": "
                        + cell.validity().causes().stream()
                                .map(Validity.Cause::text)
                                .collect(Collectors.joining("; ")))
                .toList();
    }

    private static String meaning(Figures figures, List<Cell> voided) {
        int cells = figures.cells().size();
        int missing = figures.run().plan().cells() - cells;
        String unfinished = missing > 0
                ? " " + Words.count(missing, "planned cell was", "planned cells were")
                        + " not measured: the run is not finished."
                : "";
        if (voided.isEmpty()) {
            return (cells == 0 ? "Nothing was measured." : "Every cell that was measured counts.") + unfinished;
        }
        return Words.count(voided.size(), "cell", "cells") + " of " + cells + " ("
                + Words.percent((double) voided.size() / cells)
                + ") " + (voided.size() == 1 ? "is" : "are") + " no evidence and in none of the figures above."
                + unfinished;
    }

    private static Table byReason(List<Cell> voided) {
        Map<Validity.Reason, Long> counts = Voided.counts(voided);
        return new Table(
                "Reasons",
                List.of(text("Reason"), number("Cells"), text("What to do")),
                Voided.reasons(voided).stream()
                        .map(reason ->
                                Table.Row.of(Words.reason(reason), Words.count(counts.get(reason)), advice(reason)))
                        .toList(),
                List.of());
    }

    private static String advice(Validity.Reason reason) {
        return switch (reason) {
            case IDENTITY -> "The server is not the one that was asked for: look at its log and configuration.";
            case ERRORS ->
                "Look at the failures' samples and the server's log; then lower the load or raise the limits.";
            case NOT_DELIVERED -> "The server or the generator could not keep up: ask for less.";
            case SEND_LAG, GENERATOR_CPU, RUN_QUEUE -> "Give the generator CPUs of its own, or ask for less.";
            case PAUSE -> "Something else held the machine: stop it and measure again.";
            case STEAL -> "The host took CPU time: use a quieter machine, or more blocks.";
            case ENGINE -> "Docker did not start the container: `docker info` says whether the Engine is healthy.";
            case CONTAINER -> "A container ended: look at its log and its memory limit.";
            case COLLECTIONS -> "Give the generator a larger heap, or ask for less.";
            case NOT_STEADY -> "Warm up for longer.";
            case STARVED ->
                "Hold fewer idle connections, or raise what bounds them. Where starving was what was to be found out, "
                        + "Connections held until starvation has the number.";
            case TOO_FEW -> "Measure longer.";
        };
    }

    private static Table each(List<Cell> voided) {
        return new Table(
                "Cells that do not count",
                List.of(text("Stack"), text("Site"), text("Load"), number("Block"), text("Cause")),
                voided.stream().map(VoidedSection::row).toList(),
                List.of());
    }

    private static Table.Row row(Cell cell) {
        CellResult result = cell.result();
        String samples = result.result().samples().stream()
                .limit(1)
                .map(sample -> " For instance: " + sample)
                .collect(Collectors.joining());
        return new Table.Row(
                List.of(
                        result.stack(),
                        result.site(),
                        result.load(),
                        Words.count(result.block()),
                        result.validity().causes().stream()
                                        .map(cause -> Words.reason(cause.reason()) + ": " + cause.text())
                                        .collect(Collectors.joining("; "))
                                + samples),
                false);
    }

    private static List<String> notes(Figures figures) {
        return figures.cells().stream()
                .flatMap(cell -> cell.result().observations().notes().stream())
                .distinct()
                .limit(50)
                .toList();
    }
}
