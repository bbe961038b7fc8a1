package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.chart.ForestChart;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.words.Judged;

/** Judged questions as a forest plot and the table beside it. */
final class Forest {
    static final String HOW_TO_READ =
            "Each row is a question. The mark is the estimate, in a typical block, and the line "
                    + "through it the interval; the shaded band is what was to be shown. An interval wholly within the band "
                    + "supports the statement (filled circle), one wholly outside refutes it (cross), one across an edge decides "
                    + "nothing (open diamond); an open square is evidence that must not count. Ratios are the first stack's figure "
                    + "over the second's, or one stack's figure over its limit. Rows far from 1 have a picture of their own, with "
                    + "a wider scale. The number before a row is its row in the table.";

    private Forest() {}

    /** Of all rows that have a ratio. */
    static Optional<Block> pictures(String id, String title, List<Statement> statements) {
        List<ForestChart.Line> lines =
                statements.stream().flatMap(one -> one.line().stream()).toList();
        List<Picture> pictures = new ArrayList<>();
        for (List<ForestChart.Line> group : ForestChart.groups(lines)) {
            pictures.add(ForestChart.draw(
                    id + "-forest-" + (pictures.size() + 1), title, "times the other's figure, or the limit", group));
        }
        return pictures.isEmpty() ? Optional.empty() : Optional.of(new Block.Pictures(pictures));
    }

    /** A column for each thing that a judgement says. */
    static Table table(String caption, List<Statement> statements) {
        boolean floors =
                statements.stream().anyMatch(one -> one.judgement().noiseFloor().isPresent());
        List<Table.Column> columns = new ArrayList<>(List.of(
                text("Measure"),
                text("Verdict"),
                text("Stacks"),
                text("Site and load"),
                text("Expected"),
                number("Estimate"),
                number("Interval"),
                number("Blocks")));
        if (floors) {
            columns.add(number("Shows equality within"));
        }
        return new Table(
                caption,
                columns,
                statements.stream().map(one -> row(one, floors)).toList(),
                List.of());
    }

    private static Table.Row row(Statement statement, boolean floors) {
        Judgement judgement = statement.judgement();
        Question question = judgement.question();
        List<String> cells = new ArrayList<>(List.of(
                statement.number() + "  " + question.measure().word(),
                statement.outcome(),
                statement.arms(),
                question.site() + ", " + question.load(),
                Judged.margin(question),
                Judged.estimate(judgement),
                Judged.interval(judgement),
                Judged.blocks(judgement)));
        if (floors) {
            cells.add(Judged.noiseFloor(judgement));
        }
        return new Table.Row(cells, judgement.verdict() != Verdict.INVALID);
    }
}
