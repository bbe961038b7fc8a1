package org.mpmlab.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mpmlab.reports.Runs;

class HtmlReportTest {
    @Test
    void rendersAQuickRun() throws Exception {
        String html = HtmlReport.render(Runs.quick());
        Files.createDirectories(Path.of("target/reports"));
        Files.writeString(Path.of("target/reports/quick.html"), html);
        Files.writeString(Path.of("target/reports/full.html"), HtmlReport.render(Runs.full()));
        Files.writeString(Path.of("target/reports/fronted.html"), HtmlReport.render(Runs.fronted()));
        Files.writeString(Path.of("target/reports/hostile.html"), HtmlReport.render(Runs.hostile()));
        Files.writeString(Path.of("target/reports/voided.html"), HtmlReport.render(Runs.allVoided()));
        Files.writeString(Path.of("target/reports/small.html"), HtmlReport.render(Runs.small()));
        for (var run :
                java.util.List.of(Runs.quick(), Runs.full(), Runs.hostile(), Runs.allVoided(), Runs.unfinished())) {
            System.out.println(org.mpmlab.reports.text.TerminalTable.render(run, 80, false));
        }
        System.out.println(org.mpmlab.reports.text.TerminalTable.render(Runs.quick(), 120, true));
        System.out.println(org.mpmlab.reports.text.TerminalTable.render(Runs.quick(), 50, true));
        System.out.println(org.mpmlab.reports.markdown.MarkdownSummary.render(Runs.hostile()));
        System.out.println(org.mpmlab.reports.markdown.MarkdownSummary.render(Runs.quick()));
        System.out.println(org.mpmlab.reports.csv.CellsCsv.render(Runs.hostile()));
        assertThat(html).startsWith("<!DOCTYPE html>");
    }
}
