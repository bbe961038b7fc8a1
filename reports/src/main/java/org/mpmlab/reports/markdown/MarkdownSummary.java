package org.mpmlab.reports.markdown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Outcome;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Overview;
import org.mpmlab.reports.figure.Voided;
import org.mpmlab.reports.words.Command;
import org.mpmlab.reports.words.Headline;
import org.mpmlab.reports.words.Judged;
import org.mpmlab.reports.words.Validated;
import org.mpmlab.reports.words.Words;

/** The answer and a table per site, in the Markdown that GitHub and GitLab read. A pure function. */
public final class MarkdownSummary {
    private static final String NONE = "–";

    private MarkdownSummary() {}

    /** Renders a run with what was concluded from it; lines end with a line feed. */
    public static String render(Dossier dossier) {
        Run run = dossier.run();
        Figures figures = Figures.of(run);
        Headline headline = Headline.of(dossier, figures);
        StringBuilder out = new StringBuilder();
        out.append("## mpmlab: ").append(Markdown.text(run.scenario().name())).append("\n\n");
        out.append("**").append(Markdown.text(headline.verdict())).append("**\n\n");
        if (!run.complete()) {
            out.append("The run is not finished: ")
                    .append(run.steps().size() + " of " + run.plan().steps().size() + " steps were done.\n\n");
        }
        out.append(Markdown.text(headline.advice())).append("\n\n");
        out.append(Markdown.text(headline.evidence())).append("\n\n");
        headline.rest().forEach(sentence -> out.append(Markdown.text(sentence)).append("\n\n"));
        dossier.recommendation()
                .flatMap(answer -> answer.advice().recommendation())
                .ifPresent(found -> settings(out, found));
        dossier.validation().ifPresent(validation -> promises(out, validation));
        dossier.gate().ifPresent(gate -> rules(out, gate));
        claims(out, dossier.claims());
        Overview.of(figures).forEach(overview -> table(out, overview));
        voided(out, figures.voided());
        run.about().givenUp().forEach(what -> out.append("- Left out: ")
                .append(Markdown.text(what))
                .append('\n'));
        out.append("\nMachine: ")
                .append(Markdown.text(run.environment().machine()))
                .append(". Again: ");
        out.append(Markdown.code(Command.line(run.about().command()))).append('\n');
        return out.toString();
    }

    private static void settings(StringBuilder out, Recommendation found) {
        out.append("### Settings\n\n");
        Markdown.row(out, List.of("Setting", "Value"));
        out.append("|---|---:|\n");
        found.settingReasons()
                .forEach(one -> Markdown.row(out, List.of(Markdown.text(one.directive()), Markdown.text(one.value()))));
        out.append('\n');
    }

    private static void promises(StringBuilder out, Validation validation) {
        out.append("### Promised and measured\n\n");
        Markdown.row(out, List.of("Promise", "Promised or predicted", "Measured", "Error", "Kept"));
        out.append("|---|---:|---:|---:|---|\n");
        for (Validation.Check check : validation.checks()) {
            Markdown.row(
                    out,
                    List.of(
                            Markdown.text(check.what() + ", " + Validated.unit(check.subject())),
                            Validated.value(check.subject(), check.predicted()),
                            Validated.measured(check, NONE),
                            Validated.error(check, NONE),
                            Validated.kept(check)));
        }
        out.append('\n');
    }

    private static void rules(StringBuilder out, GateResult gate) {
        out.append("### Gate ").append(Markdown.text(gate.gate())).append("\n\n");
        Markdown.row(out, List.of("Rule", "Outcome", "Found", "Blocks"));
        out.append("|---|---|---|---|\n");
        gate.rules()
                .forEach(rule -> Markdown.row(
                        out,
                        List.of(
                                Markdown.text(rule.rule().text()),
                                rule.outcome().word(),
                                Judged.found(rule.judgement()),
                                Judged.blocks(rule.judgement()))));
        out.append('\n');
    }

    private static void claims(StringBuilder out, List<ClaimVerdict> claims) {
        if (claims.isEmpty()) {
            return;
        }
        out.append("### Claims\n\n");
        Markdown.row(out, List.of("Claim", "Verdict", "Statement", "Decided by"));
        out.append("|---|---|---|---|\n");
        for (ClaimVerdict claim : claims) {
            Outcome decisive = claim.decisive();
            Markdown.row(
                    out,
                    List.of(
                            Markdown.text(claim.claim()),
                            claim.verdict().word(),
                            Markdown.text(claim.statement()),
                            Markdown.text(
                                    decisive.what() + (decisive.found().isEmpty() ? "" : ": " + decisive.found()))));
        }
        out.append('\n');
    }

    private static void table(StringBuilder out, Overview overview) {
        List<String> heads = new ArrayList<>(List.of("Stack"));
        for (Protocol protocol : overview.ttfb().keySet()) {
            heads.add("TTFB p50 " + protocol.word() + ", ms");
            heads.add("p99 " + protocol.word() + ", ms");
        }
        Collections.addAll(heads, "Requests/s", "Peak PSS, MiB", "Evidence");
        out.append("### ").append(Markdown.text(overview.site().name())).append("\n\n");
        Markdown.row(out, heads);
        out.append("|---").append("|---:".repeat(heads.size() - 2)).append("|---|\n");
        for (Overview.Line line : overview.lines()) {
            List<String> cells = new ArrayList<>(List.of(Markdown.text(line.stack())));
            for (Protocol protocol : overview.ttfb().keySet()) {
                cells.add(print(line.ttfb(protocol, Measure.TTFB_P50), Words::number));
                cells.add(p99(line, protocol));
            }
            cells.add(print(line.rate(), Words::number));
            cells.add(print(line.pssBytes(), Words::mebi));
            cells.add(evidence(line));
            Markdown.row(out, cells);
        }
        out.append('\n');
    }

    private static String p99(Overview.Line line, Protocol protocol) {
        boolean few = Optional.ofNullable(line.ttfb().get(protocol))
                .filter(Arm::counts)
                .filter(arm -> !arm.enoughForP99())
                .isPresent();
        return print(line.ttfb(protocol, Measure.TTFB_P99), Words::number) + (few ? " (slowest)" : "");
    }

    private static String evidence(Overview.Line line) {
        List<Cell> voided = line.voided();
        if (voided.isEmpty()) {
            return Words.starvation(line.cells()).orElse("counts");
        }
        String why =
                Words.list(Voided.reasons(voided).stream().map(Words::reason).toList());
        return line.useful() == 0
                ? "void: " + why
                : line.useful() + " of " + line.cells().size() + " cells count; void: " + why;
    }

    private static void voided(StringBuilder out, List<Cell> voided) {
        Map<Validity.Reason, Long> counts = Voided.counts(voided);
        for (Validity.Reason reason : Voided.reasons(voided)) {
            String example = voided.stream()
                    .flatMap(cell -> cell.result().validity().causes().stream())
                    .filter(cause -> cause.reason() == reason)
                    .map(Validity.Cause::text)
                    .findFirst()
                    .orElse("");
            out.append("- Void for ")
                    .append(Words.reason(reason))
                    .append(": ")
                    .append(Words.count(counts.get(reason), "cell", "cells"))
                    .append(", for instance ")
                    .append(Markdown.text(example))
                    .append('\n');
        }
    }

    private static String print(Optional<Double> value, Function<Double, String> print) {
        return value.map(print).orElse(NONE);
    }
}
