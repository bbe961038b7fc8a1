package org.mpmlab.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.dossier.Dossier;

/** How long a report grows: a browser, a mail and a reader bear only so much. */
class HtmlReportSizeTest {
    private static final int MOST_BYTES = 5_000_000;
    private static final long MOST_PICTURES = 400;

    @Test
    void aThousandCellsFitAPage() {
        Run run = Runs.thousand();
        assertThat(run.cells()).hasSizeGreaterThan(1000);
        bounded(HtmlReport.render(Dossier.of(run)));
    }

    @Test
    void theScenarioFullFitsAPage() {
        Run run = Runs.fullShape();
        assertThat(run.cells()).hasSizeGreaterThan(11_000);
        bounded(HtmlReport.render(Dossier.of(run)));
    }

    private static void bounded(String html) {
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
        assertThat(Pattern.compile("<svg ").matcher(html).results().count())
                .as("pictures")
                .isBetween(200L, MOST_PICTURES);
    }
}
