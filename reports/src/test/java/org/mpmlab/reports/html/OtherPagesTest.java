package org.mpmlab.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.markdown.CompareMarkdown;
import org.mpmlab.reports.markdown.MarkdownSummary;

/** The one page and the comparison of two runs: that they need nothing else and that names do nothing in them. */
class OtherPagesTest {
    private static void needsNothingElse(String html) {
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .doesNotContainIgnoringCase("<script", "<link", "<img", "<iframe", "<object", "@import", "url(http")
                .doesNotContain("<svg onload", "\u0000", "\u001b", "</style><");
        assertThat(html.replaceAll("=\"[^\"]*\"", "=\"\""))
                .doesNotContainPattern("<[^>]* (src|srcset|style|on\\w+)=\"");
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void theOnePageNeedsNothingElse(Samples sample) {
        needsNothingElse(OnePage.render(sample.dossier()));
    }

    @Test
    void aComparisonOfHostileRunsNeedsNothingElse() {
        BetweenRuns runs = BetweenRuns.of(Runs.hostile(), Runs.hostile());
        needsNothingElse(CompareReport.render(runs));
        String markdown = CompareMarkdown.render(runs);
        assertThat(markdown).doesNotContain("<script", "<img", "<svg").doesNotContainPattern("[^\\\\]]\\(http");
        int bars = -1;
        for (String line : markdown.lines().filter(one -> one.startsWith("|")).toList()) {
            int count = line.replace("\\|", "").replaceAll("[^|]", "").length();
            assertThat(count).as(line).isEqualTo(bars < 0 ? count : bars);
            bars = count;
        }
        assertThat(bars).isEqualTo(7);
    }

    @Test
    void whatWasConcludedIsInTheReportBeforeWhatWasMeasured() {
        String html = Samples.JUDGED.html();

        assertThat(html.substring(html.indexOf("<main>")))
                .containsSubsequence(
                        "Gate release failed: 1 failed",
                        "Run event+fpm for hello on 4 CPUs",
                        "3 stacks were measured on 2 sites in 12 blocks",
                        "For Debian or Ubuntu, /etc/apache2/mods-available/mpm_event.conf",
                        "Of 5 claims 1 is refuted",
                        "id=\"gate\"",
                        "id=\"claims\"",
                        "id=\"recommendation\"",
                        "id=\"summary\"");
    }

    @Test
    void parityIsSaidWhereNoClaimSaysIt() {
        assertThat(Samples.JUDGED.html()).doesNotContain("id=\"parity\"");
        assertThat(HtmlReport.render(Dossier.of(Samples.JUDGED.run()))).contains("id=\"parity\"");
    }

    @Test
    void claimsThatNeededNoLoadHaveNoEmptySections() {
        assertThat(Samples.REFUSED.html())
                .contains("No load was sent, so nothing is said of speed or memory.")
                .doesNotContain("id=\"summary\"", "id=\"memory\"", "This run is not finished");
    }

    @Test
    void theSummaryForAJobHasTheVerdicts() {
        assertThat(MarkdownSummary.render(Samples.JUDGED.dossier()))
                .startsWith("## mpmlab: judged\n\n**Gate release failed: 1 failed")
                .contains("### Settings\n\n| Setting | Value |", "| ThreadsPerChild | ")
                .contains("### Gate release\n\n| Rule | Outcome |")
                .contains("### Claims\n\n| Claim | Verdict |", "| refused | supported |");
        assertThat(MarkdownSummary.render(Samples.REFUSED.dossier())).doesNotContain("<script", "<img");
    }
}
