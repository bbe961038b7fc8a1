package org.mpmlab.reports.section;

import java.util.Optional;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.chart.ForestChart;
import org.mpmlab.reports.figure.Ratio;

/**
 * A judged question as a row.
 *
 * @param number by which picture and table name the same row, from 1
 * @param judgement the answer with its evidence
 * @param outcome what it came to, in a word
 * @param shape the verdict whose shape the picture shows
 * @param label what the picture calls it
 */
record Statement(int number, Judgement judgement, String outcome, Verdict shape, String label) {

    Statement(int number, Judgement judgement, String outcome) {
        this(number, judgement, outcome, judgement.verdict(), label(judgement.question()));
    }

    /** Both stacks, or the one that a limit is for. */
    String arms() {
        Question question = judgement.question();
        return question.arm() + question.against().map(other -> " / " + other).orElse("");
    }

    /** Empty where there is no ratio to draw. */
    Optional<ForestChart.Line> line() {
        return Ratio.of(judgement).map(ratio -> new ForestChart.Line(number + "  " + label, outcome, shape, ratio));
    }

    private static String label(Question question) {
        return question.measure().word() + ", " + question.site() + ": " + question.arm();
    }
}
