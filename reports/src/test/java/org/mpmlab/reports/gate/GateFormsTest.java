package org.mpmlab.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.stats.Forecast;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloor;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.StillNeeded;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.OnInconclusive;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.Rule;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.core.verdict.gate.Severity;
import org.mpmlab.reports.junit.GateJunit;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** A gate's forms: what they say, that they are valid, and that names from outside do nothing in them. */
class GateFormsTest {
    private static final GateResult MIXED = gate(
            "release",
            List.of(
                    rule("ttfb.p50 of a within 5% of b on hello", Outcome.PASSED, Verdict.SUPPORTED, "Judged."),
                    rule("ttfb.p99 <= 80ms on a/hello", Outcome.FAILED, Verdict.REFUTED, "Judged at look 1 of 4."),
                    rule("memory.pss <= 9m on a/hello", Outcome.WARNED, Verdict.INCONCLUSIVE, "7 blocks count."),
                    rule("errors <= 0% on a/hello", Outcome.INCONCLUSIVE, Verdict.INCONCLUSIVE, "7 blocks count."),
                    rule("cpu.request <= 1ms on a/hello", Outcome.INVALID, Verdict.INVALID, "8 blocks do not count.")));

    private static GateResult gate(String name, List<RuleResult> rules) {
        return new GateResult(
                1,
                name,
                "What must hold.",
                "ci/gate.yaml",
                "run-7",
                Instant.parse("2026-11-21T10:15:00.5Z"),
                "CPU x 2",
                Optional.empty(),
                rules,
                Optional.empty());
    }

    private static RuleResult rule(String text, Outcome outcome, Verdict verdict, String reason) {
        boolean compares = text.contains(" of ");
        Measure measure = Measure.parse(Stream.of("ttfb.p50", "memory.pss", "errors", "cpu.request")
                .filter(text::startsWith)
                .findFirst()
                .orElse("ttfb.p99"));
        Expectation expectation = compares ? new Expectation.EquivalentWithin(0.05) : new Expectation.AtMost(80);
        Question question = new Question(
                "a", compares ? Optional.of("b") : Optional.empty(), "hello", "ttfb", measure, expectation);
        Judgement judgement = new Judgement(
                new Finding(question, List.of(new Finding.BlockEffect(1, 0.01)), List.of()),
                verdict,
                List.of(reason),
                1,
                1,
                verdict == Verdict.INVALID
                        ? Optional.empty()
                        : Optional.of(new Estimate(1.0412, Optional.of(new Interval(1.02, 1.0634)), 0.964, 0.01)),
                Optional.empty(),
                verdict == Verdict.INCONCLUSIVE
                        ? Optional.of(new StillNeeded(5, Forecast.Prospect.VERDICT, Duration.ofMinutes(3)))
                        : Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty());
        return new RuleResult(
                new Rule(
                        text,
                        7,
                        3,
                        measure,
                        expectation,
                        compares ? Rule.Kind.STACKS : Rule.Kind.LIMIT,
                        "a",
                        question.against(),
                        "hello",
                        Optional.of("ttfb"),
                        Severity.ERROR,
                        OnInconclusive.FAIL),
                compares ? "b" : "a limit",
                judgement,
                outcome);
    }

    private static Document valid(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(GateFormsTest.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    static List<String> hostile() {
        List<String> names = new ArrayList<>(List.of(
                "<script>alert(1)</script><img src=x onerror=alert(2)> & \"quoted\" 'single'",
                "a\n::error file=x,line=1::injected\r\n::set-output name=a::b",
                " ::error::indented and ##[error]old form",
                "word ::stop-commands::token more words that are long enough to be wrapped somewhere on the way",
                "| pipe ` tick ` *bold* [link](http://example.org/) ![i](http://example.org/i.png) # @team",
                "]]></failure></testcase><testcase name=\"x\"/>",
                "👩‍🚀 漢字 \u202Eright to left",
                "line\nbreak\ttab \u001b[31mred\u0000nul \uD800half \uFFFE",
                "%0A::error::percent %25",
                "www.example.org says so to @team and a@example.org of #12",
                "1. first",
                "- x"));
        names.add("very-long-" + "x".repeat(300));
        return names;
    }

    @Test
    void theTableSaysWhatWasFoundAndWhatToDo() {
        String table = GateTable.render(MIXED, 120, false);

        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(table)
                .containsPattern("passed +ttfb.p50 of a within 5% of b on hello +1.041x \\(1.020x to 1.063x\\) +1\n")
                .contains("    Judged at look 1 of 4.")
                .contains("7 blocks count. 5 more blocks, about 3 min 0 s, will likely settle it.")
                .contains("Gate release failed: 1 failed, 1 invalid, 1 inconclusive, 1 warned, 1 passed. Run run-7.");
        assertThat(GateTable.render(MIXED, 80, false))
                .contains(
                        "passed                 ttfb.p50 of a within 5% of b on hello\n    found 1.041x (1.020x to 1.063x), "
                                + "blocks 1\n");
        assertThat(GateTable.render(MIXED, 50, true).lines()).allSatisfy(line -> assertThat(
                        line.replaceAll("\u001b\\[[0-9]+m", "").length())
                .isLessThanOrEqualTo(50));
    }

    @Test
    void theXmlIsJunitsWithATestCaseForEachRule() throws Exception {
        Document document = valid(GateJunit.render(MIXED));

        var suite = document.getElementsByTagName("testsuite").item(0).getAttributes();
        assertThat(suite.getNamedItem("tests").getTextContent()).isEqualTo("5");
        assertThat(suite.getNamedItem("failures").getTextContent()).isEqualTo("1");
        assertThat(suite.getNamedItem("errors").getTextContent()).isEqualTo("2");
        assertThat(suite.getNamedItem("skipped").getTextContent()).isEqualTo("1");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void theMarkdownIsATableAndTheReasons() {
        assertThat(GateMarkdown.render(MIXED).lines())
                .startsWith(
                        "## ❌ Gate release failed: 1 failed, 1 invalid, 1 inconclusive, 1 warned, 1 passed. Run run-7.")
                .contains("| | Rule | Found | Blocks | Outcome |".replace("| |", "|  |"))
                .contains("| ❌ | ttfb.p99 &lt;= 80ms on a/hello | 1.04 ms (1.02 ms to 1.06 ms) | 1 | failed |")
                .anyMatch(line -> line.startsWith("- **errors &lt;= 0% on a/hello**: 7 blocks count."));
    }

    @Test
    void annotationsPointAtTheGatesLine() {
        assertThat(Annotations.github(MIXED).lines())
                .hasSize(4)
                .contains("::error file=ci/gate.yaml,line=7,col=3,title=mpmlab gate%3A failed::ttfb.p99 <= 80ms on "
                        + "a/hello: failed, found 1.04 ms (1.02 ms to 1.06 ms). Judged at look 1 of 4.")
                .anyMatch(line -> line.startsWith("::warning file=ci/gate.yaml,line=7")
                        && line.contains("memory.pss <= 9m on a/hello: warned (inconclusive)"));
    }

    @Test
    void whatTheMachineCanProveStandsBesideTheRuleAndWhatIsUnknownOnceAtTheEnd() {
        RuleResult plain = rule("ttfb.p50 of a within 5% of b on hello", Outcome.PASSED, Verdict.SUPPORTED, "Judged.");
        Judgement judged = plain.judgement();
        RuleResult known = new RuleResult(
                plain.rule(),
                plain.against(),
                new Judgement(
                        judged.finding(),
                        judged.verdict(),
                        judged.reasons(),
                        judged.look(),
                        judged.judged(),
                        judged.estimate(),
                        judged.sensitivity(),
                        judged.stillNeeded(),
                        judged.pDifferent(),
                        Optional.of(new NoiseFloor(0.006, 12, 0.0042))),
                plain.outcome());
        String uncalibrated = "calibrate has not been run on this machine for php29";
        GateResult result = new GateResult(
                1,
                "release",
                "",
                "gate.yaml",
                "run-7",
                Instant.EPOCH,
                "CPU x 2",
                Optional.empty(),
                List.of(known, plain, plain),
                Optional.of(uncalibrated));
        for (String text : List.of(GateTable.render(result, 120, false), GateMarkdown.render(result))) {
            assertThat(text).containsOnlyOnce("this machine can prove equality within 0.42 % at 30 blocks");
            assertThat(text.strip()).endsWith(uncalibrated).containsOnlyOnce(uncalibrated);
        }
        assertThat(GateTable.render(MIXED, 120, false) + GateMarkdown.render(MIXED))
                .doesNotContain("can prove", "calibrate");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void namesFromOutsideDoNothing(String name) throws Exception {
        GateResult result = new GateResult(
                1,
                name,
                name,
                name,
                name,
                Instant.EPOCH,
                name,
                Optional.of(name),
                List.of(
                        rule(name, Outcome.FAILED, Verdict.REFUTED, name),
                        rule(name, Outcome.INVALID, Verdict.INVALID, name)),
                Optional.of(name));

        Document document = valid(GateJunit.render(result));
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);

        for (int columns : new int[] {40, 60, 120}) {
            assertThat(GateTable.render(result, columns, false).lines())
                    .noneMatch(line -> line.strip().startsWith("::") || line.contains("##["))
                    .noneMatch(line -> line.codePoints().anyMatch(c -> c < ' '));
        }
        String markdown = GateMarkdown.render(result);
        assertThat(markdown.replaceAll("\\\\.", ""))
                .doesNotContain("<script", "<img", "](", "://", "www.", "@t", "@e", "#12");
        assertThat(markdown.lines()).doesNotContain("1. first", "- x");
        assertThat(markdown.lines().filter(line -> line.startsWith("|")))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.replaceAll("\\\\.", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isEqualTo(6));
        assertThat(Annotations.github(result).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("::error file="))
                .allSatisfy(line -> assertThat(line.substring("::error ".length(), line.indexOf("::", 2)))
                        .matches("file=[^:,]*,line=7,col=3,title=mpmlab gate%3A (failed|invalid)"));
    }
}
