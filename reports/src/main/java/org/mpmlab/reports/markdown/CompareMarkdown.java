package org.mpmlab.reports.markdown;

import java.util.List;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.reports.words.Compared;
import org.mpmlab.reports.words.Judged;

/** Two runs set against each other, for a CI job's summary or a comment. A pure function. */
public final class CompareMarkdown {
    private CompareMarkdown() {}

    /** Renders a comparison; lines end with a line feed. */
    public static String render(BetweenRuns runs) {
        StringBuilder out = new StringBuilder();
        out.append("## mpmlab: ")
                .append(Markdown.text(runs.run().about().id()))
                .append(" against ")
                .append(Markdown.text(runs.against().about().id()))
                .append("\n\n**")
                .append(Markdown.text(Compared.sentence(runs)))
                .append("**\n\n");
        Compared.warnings(runs)
                .forEach(warning -> out.append(Markdown.text(warning)).append("\n\n"));
        Markdown.row(out, List.of("Stack", "Measure", "Site and load", "Ratio", "Came to", "Blocks"));
        out.append("|---|---|---|---:|---|---:|\n");
        for (Judgement judgement : runs.judgements()) {
            Question question = judgement.question();
            Markdown.row(
                    out,
                    List.of(
                            Markdown.text(question.arm()),
                            question.measure().word(),
                            Markdown.text(question.site() + ", " + question.load()),
                            Judged.found(judgement),
                            Compared.outcome(judgement),
                            Judged.blocks(judgement)));
        }
        runs.onlyOne().forEach(cell -> out.append("\n- ").append(Markdown.text(cell)));
        return out.append('\n').toString();
    }
}
