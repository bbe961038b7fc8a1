package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.gate.Lines;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Judged;
import org.mpmlab.reports.words.Verdicts;

/** The gate that the run was judged by, rule by rule. */
public final class GateSection {
    private GateSection() {}

    public static Section of(GateResult result) {
        List<Statement> statements = new ArrayList<>();
        result.rules()
                .forEach(rule -> statements.add(new Statement(
                        statements.size() + 1, rule.judgement(), rule.outcome().word())));
        List<Block> blocks = new ArrayList<>();
        if (!result.description().isEmpty()) {
            blocks.add(Block.Prose.of(result.description()));
        }
        blocks.add(rules(result));
        List<String> open = result.rules().stream()
                .filter(rule -> rule.outcome() != Outcome.PASSED)
                .map(Lines::message)
                .toList();
        if (!open.isEmpty()) {
            blocks.add(new Block.Points(open));
        }
        Forest.pictures("gate", "What the rules ask against what was measured", statements)
                .ifPresent(blocks::add);
        blocks.add(Forest.table("What was measured for the rules", statements));
        return new Section(
                "gate",
                "Gate",
                Verdicts.gate(result),
                "A rule passes when the whole interval keeps it, and fails when the whole interval breaks it. "
                        + "Inconclusive is too few blocks or a figure too close to the edge; invalid is evidence that "
                        + "must not count; warned stops nothing. " + Forest.HOW_TO_READ,
                blocks);
    }

    private static Table rules(GateResult result) {
        return new Table(
                "Rules of " + result.source()
                        + result.baseline().map(run -> ", baseline " + run).orElse(""),
                List.of(text("Row"), text("Outcome"), text("Rule"), text("Held against"), number("Found")),
                IntStream.range(0, result.rules().size())
                        .mapToObj(i -> row(i + 1, result.rules().get(i)))
                        .toList(),
                List.of());
    }

    private static Table.Row row(int number, RuleResult rule) {
        return new Table.Row(
                List.of(
                        Integer.toString(number),
                        Lines.outcome(rule),
                        rule.rule().text(),
                        rule.against(),
                        Judged.found(rule.judgement())),
                rule.outcome() != Outcome.INVALID);
    }
}
