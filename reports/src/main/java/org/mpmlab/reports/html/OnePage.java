package org.mpmlab.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.chart.BarsChart;
import org.mpmlab.reports.chart.BarsChart.Bar;
import org.mpmlab.reports.chart.Ink;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Spread;
import org.mpmlab.reports.section.ValidationSection;
import org.mpmlab.reports.words.Plain;

/** A run on one printed page for whoever decides: question, answer, a picture, what to do, how sure. A pure function. */
public final class OnePage {
    private static final int MOST_BARS = 8;

    private OnePage() {}

    /** Renders a run with what was concluded from it; to be written as UTF-8. */
    public static String render(Dossier dossier) {
        Run run = dossier.run();
        Figures figures = Figures.of(run);
        Plain plain = Plain.of(dossier, figures);
        return Templates.render(
                "onepage.jte",
                new Sheet(
                        "mpmlab: " + run.scenario().name() + ", on one page",
                        plain.question(),
                        plain.answer(),
                        picture(dossier, figures).stream().toList(),
                        plain.toDo(),
                        plain.howSure(),
                        Ink.css() + Templates.text("onepage.css"),
                        run.about().id()));
    }

    private static Optional<Picture> picture(Dossier dossier, Figures figures) {
        Optional<Answer> answer = dossier.recommendation();
        if (answer.isEmpty() && dossier.validation().isPresent()) {
            return ValidationSection.rates(dossier.validation().get())
                    .or(() -> Plain.shown(figures).map(OnePage::times));
        }
        return answer.isPresent()
                ? answer.flatMap(advised -> advised.advice().recommendation().map(found -> rates(advised, found)))
                : Plain.shown(figures).map(OnePage::times);
    }

    private static Picture rates(Answer answer, Recommendation found) {
        List<Bar> bars = new ArrayList<>();
        bars.add(bar("recommended", found.assessment(), true));
        answer.arms().forEach(arm -> bars.add(bar(arm.name(), arm.assessment(), false)));
        return BarsChart.draw(
                "one-picture",
                "What the server would carry at least with these settings, and with published ones",
                "pages a second",
                bars.subList(0, Math.min(MOST_BARS, bars.size())));
    }

    private static Bar bar(String name, Assessment assessment, boolean stressed) {
        return new Bar(name, assessment.promisedPerSecond(), stressed);
    }

    /** The soonest and, where there are many, the reference and the modern one too. */
    private static Picture times(Comparison comparison) {
        Optional<String> reference = comparison.reference().map(Arm::name);
        Optional<String> modern = comparison.modern().map(Arm::name);
        List<Bar> bars = new ArrayList<>();
        int left = MOST_BARS;
        for (Arm arm : Plain.soonest(comparison)) {
            boolean asked = reference.equals(Optional.of(arm.name())) || modern.equals(Optional.of(arm.name()));
            if (asked || left > 2) {
                left -= asked ? 0 : 1;
                bars.add(new Bar(
                        arm.name(),
                        arm.spread(Measure.TTFB_P50).map(Spread::median).orElse(0.0),
                        asked));
            }
        }
        return BarsChart.draw(
                "one-picture",
                "How soon the answer begins on the page " + comparison.site().name() + ": shorter is better",
                "milliseconds until the answer begins, in a typical request",
                bars);
    }
}
