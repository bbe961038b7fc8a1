package org.mpmlab.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.chart.Ink;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.section.AnswerSection;
import org.mpmlab.reports.section.DriftSection;
import org.mpmlab.reports.section.EnvironmentSection;
import org.mpmlab.reports.section.GrowthSection;
import org.mpmlab.reports.section.HeldSection;
import org.mpmlab.reports.section.LevelsSection;
import org.mpmlab.reports.section.MemorySection;
import org.mpmlab.reports.section.QuantileSection;
import org.mpmlab.reports.section.RawSection;
import org.mpmlab.reports.section.ScoreboardSection;
import org.mpmlab.reports.section.StreamsSection;
import org.mpmlab.reports.section.SummarySection;
import org.mpmlab.reports.section.TimeSection;
import org.mpmlab.reports.section.VoidedSection;
import org.mpmlab.reports.section.WorkersSection;
import org.mpmlab.reports.words.Clean;

/**
 * A run as one HTML file: no network, no script, readable under {@code default-src 'none'; style-src 'unsafe-inline'},
 * on paper, on a phone, in the dark and by ear. A pure function, safe to call from several threads.
 */
public final class HtmlReport {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), "org.mpmlab.reports.html.template");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    /**
     * Renders a run.
     *
     * @return the whole document, to be written as UTF-8
     * @throws IllegalArgumentException when a cell names a stack, a site or a load that the run's scenario does not
     *     have
     */
    public static String render(Run run) {
        StringOutput html = new StringOutput(1 << 16);
        TEMPLATES.render("document.jte", document(Figures.of(run)), html);
        return Clean.text(html.toString());
    }

    private static Document document(Figures figures) {
        Run run = figures.run();
        return new Document(
                "mpmlab: " + run.scenario().name(),
                run.scenario().description() + " Measured on "
                        + MOMENT.format(run.about().started()) + ", "
                        + run.environment().machine() + ".",
                notices(run),
                Ink.css() + style(),
                sections(figures),
                run.environment().tool());
    }

    /** In the order in which people act on them: the answer, what it rests on, what it does not rest on, how to redo. */
    private static List<Section> sections(Figures figures) {
        List<Section> sections = new ArrayList<>();
        sections.add(AnswerSection.of(figures));
        sections.add(SummarySection.of(figures));
        sections.add(QuantileSection.of(figures));
        LevelsSection.of(figures).ifPresent(sections::add);
        sections.add(MemorySection.of(figures));
        GrowthSection.of(figures).ifPresent(sections::add);
        sections.add(ScoreboardSection.of(figures));
        sections.add(WorkersSection.of(figures));
        HeldSection.of(figures).ifPresent(sections::add);
        StreamsSection.of(figures).ifPresent(sections::add);
        sections.add(DriftSection.of(figures));
        sections.add(VoidedSection.of(figures));
        sections.add(EnvironmentSection.of(figures));
        sections.add(TimeSection.of(figures));
        sections.add(RawSection.of(figures));
        return sections;
    }

    private static List<String> notices(Run run) {
        List<String> notices = new ArrayList<>();
        if (!run.complete()) {
            notices.add("This run is not finished: " + run.steps().size() + " of "
                    + run.plan().steps().size() + " steps were done. `./mpmlab run --resume "
                    + run.about().id()
                    + "` goes on.");
        }
        if (!run.about().givenUp().isEmpty()) {
            notices.add("Left out on purpose: " + String.join("; ", run.about().givenUp()));
        }
        return notices;
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
