package org.mpmlab.reports.html;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.chart.Ink;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Parity;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.section.AnswerSection;
import org.mpmlab.reports.section.ClaimsSection;
import org.mpmlab.reports.section.DriftSection;
import org.mpmlab.reports.section.EnvironmentSection;
import org.mpmlab.reports.section.GateSection;
import org.mpmlab.reports.section.GrowthSection;
import org.mpmlab.reports.section.HeldSection;
import org.mpmlab.reports.section.LevelsSection;
import org.mpmlab.reports.section.MemorySection;
import org.mpmlab.reports.section.ParitySection;
import org.mpmlab.reports.section.QuantileSection;
import org.mpmlab.reports.section.RawSection;
import org.mpmlab.reports.section.RecommendationSection;
import org.mpmlab.reports.section.ScoreboardSection;
import org.mpmlab.reports.section.StreamsSection;
import org.mpmlab.reports.section.SummarySection;
import org.mpmlab.reports.section.TimeSection;
import org.mpmlab.reports.section.ValidationSection;
import org.mpmlab.reports.section.VoidedSection;
import org.mpmlab.reports.section.WorkersSection;

/**
 * A run as one HTML file: no network, no script, readable under {@code default-src 'none'; style-src 'unsafe-inline'},
 * on paper, on a phone, in the dark and by ear. A pure function, safe to call from several threads.
 */
public final class HtmlReport {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    /**
     * Renders a run with what was concluded from it.
     *
     * @return the whole document, to be written as UTF-8
     * @throws IllegalArgumentException when a cell names a stack, a site or a load that the run's scenario does not
     *     have
     */
    public static String render(Dossier dossier) {
        return Templates.render("document.jte", document(dossier, Figures.of(dossier.run())));
    }

    private static Document document(Dossier dossier, Figures figures) {
        Run run = figures.run();
        return new Document(
                "mpmlab: " + run.scenario().name(),
                run.scenario().description() + " Measured on "
                        + MOMENT.format(run.about().started()) + ", "
                        + run.environment().machine() + ".",
                notices(run),
                Ink.css() + Templates.text("report.css"),
                sections(dossier, figures),
                run.environment().tool());
    }

    /** In the order in which people act on them: the answer, what it rests on, what it does not rest on, how to redo. */
    private static List<Section> sections(Dossier dossier, Figures figures) {
        List<Section> sections = new ArrayList<>();
        sections.add(AnswerSection.of(dossier, figures));
        dossier.gate().map(GateSection::of).ifPresent(sections::add);
        if (!dossier.claims().isEmpty()) {
            sections.add(ClaimsSection.of(dossier.claims()));
        }
        List<Parity> parity = Parity.of(figures);
        if (dossier.claims().isEmpty() && !parity.isEmpty()) { // claims have margins of their own
            sections.add(ParitySection.of(parity));
        }
        dossier.recommendation()
                .map(answer -> RecommendationSection.of(dossier.run(), answer))
                .ifPresent(sections::add);
        if (!figures.cells().isEmpty() || dossier.claims().isEmpty()) {
            sections.addAll(measured(dossier, figures));
        }
        sections.add(EnvironmentSection.of(figures));
        sections.add(TimeSection.of(figures));
        sections.add(RawSection.of(dossier, figures));
        return sections;
    }

    /** What was measured under load; claims may do without. */
    private static List<Section> measured(Dossier dossier, Figures figures) {
        List<Section> sections = new ArrayList<>();
        sections.add(SummarySection.of(figures));
        sections.add(QuantileSection.of(figures));
        LevelsSection.of(figures).ifPresent(sections::add);
        sections.add(MemorySection.of(figures));
        GrowthSection.of(figures).ifPresent(sections::add);
        sections.add(ScoreboardSection.of(figures));
        sections.add(WorkersSection.of(figures));
        HeldSection.of(figures).ifPresent(sections::add);
        StreamsSection.of(figures).ifPresent(sections::add);
        dossier.validation().map(ValidationSection::of).ifPresent(sections::add);
        sections.add(DriftSection.of(figures));
        sections.add(VoidedSection.of(dossier, figures));
        return sections;
    }

    private static List<String> notices(Run run) {
        List<String> notices = new ArrayList<>();
        if (!run.complete()) {
            notices.add("This run is not finished: " + run.steps().size() + " of "
                    + run.plan().steps().size()
                    + " steps were done. `./mpmlab run --resume` with this report's directory goes on.");
        }
        if (!run.about().givenUp().isEmpty()) {
            notices.add(
                    "Parts of the scenario were left out or made shorter on purpose; \"What does not count\" lists them.");
        }
        return notices;
    }
}
