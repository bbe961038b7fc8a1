package org.mpmlab.reports.section;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Answers;
import org.mpmlab.core.capacity.snippet.Instructions;
import org.mpmlab.core.capacity.snippet.Platform;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.chart.RatioChart;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Headline;

/** The answer first: three sentences, the settings to copy, and how the stacks compare. */
public final class AnswerSection {
    private static final int MOST_PICTURES = 12;

    private AnswerSection() {}

    public static Section of(Dossier dossier, Figures figures) {
        Headline headline = Headline.of(dossier, figures);
        List<String> perSite = org.mpmlab.reports.words.Answer.of(figures).perSite();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Prose.of(headline.advice(), headline.evidence()));
        dossier.recommendation().ifPresent(advised -> settings(dossier, advised, blocks));
        if (!headline.rest().isEmpty()) {
            blocks.add(new Block.Points(headline.rest()));
        }
        if (!perSite.isEmpty()) {
            blocks.add(new Block.Fold("Each site and load in words", List.of(new Block.Points(perSite))));
        }
        List<Picture> pictures = new ArrayList<>();
        for (Comparison comparison : figures.timed()) {
            if (comparison.counting().size() > 1
                    && comparison
                            .reference()
                            .orElseThrow()
                            .spread(Measure.TTFB_P50)
                            .isPresent()
                    && pictures.size() < MOST_PICTURES) {
                pictures.add(picture(comparison, "answer-" + (pictures.size() + 1)));
            }
        }
        if (!pictures.isEmpty()) {
            blocks.add(new Block.Pictures(pictures));
        }
        return new Section(
                "answer",
                "The answer",
                headline.verdict(),
                pictures.isEmpty()
                        ? ""
                        : "Each row is a stack. The dot is its median TTFB, the diamond its p99, both as multiples of the "
                                + "reference's: on the line it is as fast, to the right of it slower. Where there are "
                                + "several blocks, the mark is their median and the bar spans them all. A row without "
                                + "marks has nothing that counts.",
                blocks);
    }

    /** What to copy first: the platform's own files where one was asked for, else the settings by themselves. */
    private static void settings(Dossier dossier, Answer advised, List<Block> blocks) {
        advised.advice().recommendation().ifPresent(found -> {
            Instructions instructions = advised.instructions()
                    .orElseGet(() -> Answers.instructions(
                            dossier.run(), advised.site(), advised.target(), found, Platform.DEBIAN));
            String platform = instructions.platform().title();
            instructions
                    .snippets()
                    .forEach(snippet ->
                            blocks.add(new Block.Code("For " + platform + ", " + snippet.place(), snippet.text())));
        });
    }

    private static Picture picture(Comparison comparison, String id) {
        String reference = comparison.reference().map(Arm::name).orElseThrow();
        List<RatioChart.Line> lines = comparison.arms().stream()
                .map(arm -> new RatioChart.Line(
                        arm.name(), comparison.ratio(arm, Measure.TTFB_P50), comparison.ratio(arm, Measure.TTFB_P99)))
                .toList();
        return RatioChart.draw(
                id,
                comparison.site().name() + ", " + comparison.load().name() + ": TTFB against " + reference,
                reference,
                lines);
    }
}
