package org.mpmlab.reports.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;

class MarkdownSummaryTest {

    @ParameterizedTest
    @EnumSource(Samples.class)
    void everyRowOfATableHasAsManyCellsAsItsHead(Samples sample) {
        int expected = 0;
        for (String line :
                MarkdownSummary.render(Dossier.of(sample.run())).lines().toList()) {
            int bars = line.replace("\\|", "").replaceAll("[^|]", "").length();
            if (line.startsWith("| Stack")) {
                expected = bars;
            } else if (line.startsWith("|")) {
                assertThat(bars).as(line).isEqualTo(expected);
            }
        }
    }

    @Test
    void saysTheAnswerThenATablePerSite() {
        assertThat(MarkdownSummary.render(Dossier.of(Samples.QUICK.run())))
                .startsWith("## mpmlab: quick\n\n**Time to first byte on php29, ttfb-h1: ")
                .contains("\n\n14 stacks were measured on 2 sites in 1 block: all 70 cells count.\n\n")
                .contains("### php29\n\n| Stack | TTFB p50 h1, ms |")
                .containsPattern("\\| event\\+fpm \\| [\\d.]+ \\|")
                .contains("Again: ` ./mpmlab run quick --seed 7 `");
    }

    @Test
    void nothingFromOutsideIsMarkup() {
        String markdown = MarkdownSummary.render(Dossier.of(Samples.HOSTILE.run()));
        String prose = markdown.substring(0, markdown.lastIndexOf("Again:"));
        assertThat(prose)
                .doesNotContain("<script", "<img", "<svg")
                .doesNotContainPattern("[^\\\\]]\\(http")
                .contains("&lt;script&gt;")
                .contains("\\*bold\\*", "\\`");
    }

    @Test
    void whatDoesNotCountIsNamed() {
        assertThat(MarkdownSummary.render(Dossier.of(Samples.VOIDED.run())))
                .contains("| void: CPU stolen and generator out of CPU |")
                .contains("- Void for CPU stolen: 42 cells, for instance steal 55 %, limit 20 %");
    }
}
