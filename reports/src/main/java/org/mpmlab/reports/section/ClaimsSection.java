package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Outcome;
import org.mpmlab.core.claim.Source;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Verdicts;

/** The claims that were put to the test, and what became of each. */
public final class ClaimsSection {
    private ClaimsSection() {}

    /** Of at least one claim. */
    public static Section of(List<ClaimVerdict> claims) {
        List<Statement> measured = new ArrayList<>();
        List<Table.Row> parts = new ArrayList<>();
        for (ClaimVerdict claim : claims) {
            for (Outcome outcome : claim.outcomes()) {
                outcome.judgement()
                        .ifPresent(judgement -> measured.add(new Statement(
                                measured.size() + 1,
                                judgement,
                                outcome.verdict().word())));
                parts.add(part(claim, outcome, outcome.judgement().isPresent() ? measured.size() : 0));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(claims(claims));
        Forest.pictures("claims", "What the claims say against what was measured", measured)
                .ifPresent(blocks::add);
        if (!measured.isEmpty()) {
            blocks.add(Forest.table("What was measured for the claims", measured));
        }
        blocks.add(new Block.Fold(
                "Every part of every claim, with what was found and what it still needs",
                List.of(new Table(
                        "Parts of the claims",
                        List.of(
                                text("Claim"),
                                text("Verdict"),
                                text("Row above"),
                                text("Asked"),
                                text("Found"),
                                text("Why, and what it needs")),
                        parts,
                        List.of()))));
        return new Section(
                "claims",
                "Claims",
                Verdicts.claims(claims),
                "A claim is supported when every part of it is, and refuted when one is. Inconclusive is too few blocks or "
                        + "a figure too close to the edge; invalid is evidence that must not count."
                        + (measured.isEmpty() ? "" : " " + Forest.HOW_TO_READ),
                blocks);
    }

    private static Table claims(List<ClaimVerdict> claims) {
        return new Table(
                "Claims and their verdicts",
                List.of(text("Claim"), text("Verdict"), text("Statement"), text("Said by"), text("Decided by")),
                claims.stream()
                        .map(claim -> new Table.Row(
                                List.of(
                                        claim.claim(),
                                        claim.verdict().word(),
                                        claim.statement(),
                                        claim.sources().stream()
                                                .map(Source::title)
                                                .collect(Collectors.joining("\n")),
                                        decided(claim)),
                                claim.verdict() != Verdict.INVALID))
                        .toList(),
                List.of());
    }

    private static String decided(ClaimVerdict claim) {
        Outcome outcome = claim.decisive();
        return outcome.what() + (outcome.found().isEmpty() ? "" : ": " + outcome.found());
    }

    private static Table.Row part(ClaimVerdict claim, Outcome outcome, int row) {
        return new Table.Row(
                List.of(
                        claim.claim(),
                        outcome.verdict().word(),
                        row == 0 ? Cells.NONE : Integer.toString(row),
                        outcome.what(),
                        outcome.found(),
                        Stream.of(
                                        outcome.reasons().stream(),
                                        Optional.of(outcome)
                                                .flatMap(Outcome::needs)
                                                .map(needs -> "Needs " + needs + ".")
                                                .stream())
                                .flatMap(words -> words)
                                .collect(Collectors.joining(" "))),
                outcome.verdict() != Verdict.INVALID);
    }
}
