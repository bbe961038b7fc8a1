package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
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
                List.of(text("Rule"), text("Outcome"), text("Held against"), number("Found"), text("Why")),
                result.rules().stream().map(GateSection::row).toList(),
                List.of());
    }

    private static Table.Row row(RuleResult rule) {
        return new Table.Row(
                List.of(
                        rule.rule().text(),
                        Lines.outcome(rule),
                        rule.against(),
                        Judged.found(rule.judgement()),
                        Judged.why(rule.judgement())),
                rule.outcome() != Outcome.INVALID);
    }
}
