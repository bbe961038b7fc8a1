package org.mpmlab.reports.gate;

import java.util.List;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.markdown.Markdown;

/** A judged gate for a CI job's summary or a merge request's comment. A pure function. */
public final class GateMarkdown {
    private GateMarkdown() {}

    /** Renders a gate; lines end with a line feed. */
    public static String render(GateResult result) {
        StringBuilder out = new StringBuilder();
        out.append("## ").append(mark(result.outcome())).append(' ');
        out.append(Markdown.text(Lines.head(result))).append("\n\n");
        if (!result.description().isEmpty()) {
            out.append(Markdown.text(result.description())).append("\n\n");
        }
        Markdown.row(out, List.of("", "Rule", "Found", "Blocks", "Outcome"));
        out.append("|---|---|---|---|---|\n");
        for (RuleResult rule : result.rules()) {
            Markdown.row(
                    out,
                    List.of(
                            mark(rule.outcome()),
                            Markdown.text(rule.rule().text()),
                            Lines.found(rule.judgement()),
                            Lines.blocks(rule.judgement()),
                            Lines.outcome(rule)));
        }
        out.append('\n');
        result.rules().stream().filter(rule -> rule.outcome() != Outcome.PASSED).forEach(rule -> out.append("- **")
                .append(Markdown.text(rule.rule().text()))
                .append("**: ")
                .append(Markdown.text(Lines.why(rule)))
                .append('\n'));
        result.rules().forEach(rule -> Lines.floor(rule).ifPresent(floor -> out.append("- ")
                .append(Markdown.text(rule.rule().text()))
                .append(": ")
                .append(floor)
                .append('\n')));
        out.append(
                        "\nRatios are the named stack's figure over the other's, in a typical block, with their interval. Machine: ")
                .append(Markdown.text(result.machine()))
                .append(result.baseline()
                        .map(run -> ". Baseline: " + Markdown.text(run))
                        .orElse(""))
                .append(".\n");
        result.uncalibrated()
                .ifPresent(text -> out.append('\n').append(Markdown.text(text)).append('\n'));
        return out.toString();
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "✅";
            case WARNED -> "⚠️";
            case INCONCLUSIVE -> "❔";
            case INVALID -> "🚫";
            case FAILED -> "❌";
        };
    }
}
