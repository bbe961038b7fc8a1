package org.mpmlab.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.page.Block;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final Pattern SVG = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

    @ParameterizedTest
    @EnumSource(Samples.class)
    void everyPictureIsWellFormedAndNamedAndDescribed(Samples sample) throws Exception {
        for (String svg : pictures(sample.html())) {
            Element root = parse(svg).getDocumentElement();
            assertThat(root.getAttribute("role")).isEqualTo("img");
            assertThat(text(root, root.getAttribute("aria-labelledby"))).isNotBlank();
            assertThat(text(root, root.getAttribute("aria-describedby"))).hasSizeGreaterThan(20);
            assertThat(root.getElementsByTagName("text").getLength())
                    .as("words in the picture")
                    .isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void noIdIsThereTwiceAndEveryReferenceLeadsSomewhere(Samples sample) {
        String html = sample.html();
        Set<String> ids = new HashSet<>();
        Matcher id = ID.matcher(html);
        while (id.find()) {
            assertThat(ids.add(id.group(1)))
                    .as("first use of id %s", id.group(1))
                    .isTrue();
        }
        Matcher reference = Pattern.compile("url\\(#([^)]*)\\)|aria-\\w+by=\"([^\"]*)\"|href=\"#([^\"]*)\"")
                .matcher(html);
        while (reference.find()) {
            assertThat(ids)
                    .contains(
                            reference.group(1) != null
                                    ? reference.group(1)
                                    : reference.group(2) != null ? reference.group(2) : reference.group(3));
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void everyColourIsTheStyleSheets(Samples sample) {
        for (String svg : pictures(sample.html())) {
            assertThat(svg).doesNotContain("rgb(", "=\"#", "=\"black\"", "=\"white\"", "font-family");
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void theFileNeedsNothingElse(Samples sample) {
        String html = sample.html();
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .doesNotContain("<script", "<link", "<img", "<iframe", "<object", "@import", "url(http");
        assertThat(html.replaceAll("=\"[^\"]*\"", "=\"\""))
                .as("attributes without their values")
                .doesNotContainPattern("<[^>]* (src|srcset|style|on\\w+)=\"");
    }

    @Test
    void nothingFromOutsideIsMarkup() {
        String html = Samples.HOSTILE.html();
        assertThat(html)
                .contains("&lt;script&gt;alert(1)")
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("<svg onload", "<img", "\u0000", "\u001b", "</style><")
                .matches(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000), "has no half characters");
    }

    @Test
    void cellsThatDoNotCountGiveNoFiguresButTheirCauses() {
        String html = Samples.VOIDED.html();
        assertThat(html)
                .contains("none of the 70 cells counts (CPU stolen: 42, generator out of CPU: 28), so this run answers "
                        + "nothing.")
                .contains("steal 55 %, limit 20 %")
                .contains("No time to first byte counts")
                .doesNotContain("p99 against");
        assertThat(pictures(html))
                .as("only the order of the run, with crosses, and where the time went")
                .hasSize(2);
    }

    @Test
    void theAnswerIsWorkedOutFromTheData() {
        assertThat(Samples.QUICK.html())
                .contains("14 stacks were measured on 2 sites in 1 block: all 70 cells count.")
                .containsPattern("Time to first byte on php29, ttfb-h1: prefork\\+mod_php has p50 [\\d.]+ ms and p99 "
                        + "[\\d.]+ ms; event\\+fpm at [\\d.]+x in p50")
                .contains("a single block is no verdict")
                .contains("in 30 % of that nothing was measured")
                .contains("./mpmlab run quick --seed 7");
    }

    @Test
    void anUnfinishedRunSaysSoAndWhatItGaveUp() {
        assertThat(Samples.UNFINISHED.html())
                .contains("This run is not finished: 3 of 32 steps")
                .contains("site dokuwiki, to fit 5m");
    }

    @Test
    void aP99OfFewAnswersIsMarkedAsSuch() {
        assertThat(Samples.ADDRESS.html())
                .contains("(its slowest: too few answers for a p99)")
                .contains("* From fewer than 100 answers")
                .contains("No memory reading counts");
        assertThat(Samples.NOTHING.html()).contains("Nothing was measured in this run.", "0 of 1 steps were done");
    }

    @Test
    void protocolsAndNewAndReusedConnectionsAreApart() {
        assertThat(HtmlReport.render(Dossier.of(Runs.ttfb())))
                .contains("<h3>hello, ttfb-h1 (h1, in rounds, kept connections)</h3>")
                .contains("<h3>hello, ttfb-h1-new (h1, in rounds, a new connection each)</h3>")
                .contains("<h3>hello, ttfb-h2 (h2, in rounds, kept connections)</h3>")
                .contains("<h3>hello, ttfb-h2-new (h2, in rounds, a new connection each)</h3>");
    }

    @Test
    void sectionsThatTheRunHasNothingForAreNotThere() {
        assertThat(Samples.SMALL.html())
                .doesNotContain("id=\"levels\"", "id=\"growth\"", "id=\"held\"", "id=\"streams\"");
        assertThat(Samples.CAPACITY.html()).contains("id=\"levels\"", "id=\"growth\"", "id=\"held\"");
        assertThat(Samples.STREAMS.html()).contains("id=\"streams\"");
    }

    @Test
    void aServerThatHoldsNoIdleConnectionHasAReportToo() {
        assertThat(HtmlReport.render(Dossier.of(Runs.holding(Runs.atAddress(), Runs.starvedAt(0)))))
                .contains("New requests starved on production at 0 idle connections.");
    }

    @Test
    void rawDataIsLinkedBesideTheReport() {
        assertThat(Samples.HOLD.html())
                .contains("<a href=\"./cells.csv\">cells.csv</a>")
                .contains("<a href=\"./steps/b01-hello-prefork+mod_php-starve-h1-c1/times.hlog\">");
        assertThat(new Block.Links.Link("a b/<x>#?.json", "").address())
                .as("nothing in a name leaves the path")
                .isEqualTo("./a%20b/%3Cx%3E%23%3F.json");
    }

    private static List<String> pictures(String html) {
        List<String> pictures = new ArrayList<>();
        Matcher svg = SVG.matcher(html);
        while (svg.find()) {
            pictures.add(svg.group());
        }
        return pictures;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static String text(Element root, String id) {
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("id").equals(id)) {
                return all.item(i).getTextContent();
            }
        }
        return "";
    }

    @Test
    void attemptsThatWereMadeAgainAreShownWithTheirCause() {
        Run small = Runs.small();
        StepResult first = small.steps().get(0);
        StepResult again = first.after(new StepResult(
                first.step(),
                List.of(Runs.voided(first.cells().get(0), Validity.Reason.STEAL, "the hypervisor took 41 %")),
                first.rounds()));
        Run run = new Run(
                small.about(), small.scenario(), small.plan(), small.environment(), List.of(again), small.time());
        assertThat(HtmlReport.render(Dossier.of(run))).contains("made again").contains("the hypervisor took 41 %");
        assertThat(HtmlReport.render(Dossier.of(small))).doesNotContain("made again");
    }
}
