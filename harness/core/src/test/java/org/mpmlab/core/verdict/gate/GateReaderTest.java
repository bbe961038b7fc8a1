package org.mpmlab.core.verdict.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Measure;

class GateReaderTest {
    private static final Path SHIPPED = Path.of("../../scenarios/catalog/gates/release.yaml");

    private static Rule rule(String text) {
        return GateReader.read("name: own\nrules:\n- '" + text + "'\n", "gate.yaml")
                .rules()
                .get(0);
    }

    private static String wrong(String yaml) {
        return catchThrowableOfType(InvalidConfiguration.class, () -> GateReader.read(yaml, "gate.yaml"))
                .getMessage();
    }

    private static String wrongRule(String text) {
        return wrong("name: own\nrules:\n- '" + text + "'\n");
    }

    @Test
    void aLimitIsInTheMeasuresUnit() {
        Rule rule = rule("ttfb.p99 <= 80ms on event+fpm/php29 under ttfb-h1");

        assertThat(rule.kind()).isEqualTo(Rule.Kind.LIMIT);
        assertThat(rule.measure()).isEqualTo(Measure.parse("ttfb.p99"));
        assertThat(rule.expectation()).isEqualTo(new Expectation.AtMost(80));
        assertThat(rule.arm()).isEqualTo("event+fpm");
        assertThat(rule.site()).isEqualTo("php29");
        assertThat(rule.load()).contains("ttfb-h1");
        assertThat(List.of(rule.line(), rule.column())).containsExactly(3, 3);
        assertThat(rule("cpu.request <= 1.5ms on a/b").expectation()).isEqualTo(new Expectation.AtMost(1500));
        assertThat(rule("memory.pss <= 1g on a/b").expectation()).isEqualTo(new Expectation.AtMost(1L << 30));
        assertThat(rule("throughput>=500/s on a/b").expectation()).isEqualTo(new Expectation.AtLeast(500));
        assertThat(rule("errors <= 0% on a/b").expectation()).isEqualTo(new Expectation.AtMost(0));
        assertThat(rule("errors <= 0.1% on a/b").expectation()).isEqualTo(new Expectation.AtMost(0.001));
    }

    @Test
    void aRuleOfABaselineIsAboutOneStack() {
        Rule rule = rule("memory.cgroup at most +10% of baseline on event+fpm/hello");

        assertThat(rule.kind()).isEqualTo(Rule.Kind.BASELINE);
        assertThat(rule.expectation()).isEqualTo(new Expectation.NotAbove(0.1));
        assertThat(rule.against()).isEmpty();
        assertThat(rule.load()).isEmpty();
        assertThat(rule("ttfb.p50 within 5% of baseline on a/b").expectation())
                .isEqualTo(new Expectation.EquivalentWithin(0.05));
        assertThat(rule("throughput at least -5% of baseline on a/b").expectation())
                .isEqualTo(new Expectation.NotBelow(-0.05));
        assertThat(rule("memory.pss at most -20% of baseline on a/b").expectation())
                .isEqualTo(new Expectation.NotAbove(-0.2));
    }

    @Test
    void aRuleBetweenStacksNamesBothAndMayCallOneBaseline() {
        Rule rule = rule("ttfb.p50 of event+fpm within 5% of prefork+mod_php on php29");

        assertThat(rule.kind()).isEqualTo(Rule.Kind.STACKS);
        assertThat(rule.arm()).isEqualTo("event+fpm");
        assertThat(rule.against()).contains("prefork+mod_php");
        assertThat(rule.site()).isEqualTo("php29");
        assertThat(rule("ttfb.p50 of new within 5% of baseline on php29").against())
                .contains("baseline");
    }

    @Test
    void aRulesOwnWordsGoBeforeTheGates() {
        Gate gate = GateReader.read("""
                name: own
                severity: warn
                on-inconclusive: pass
                load: ttfb-h2
                baseline: {event+fpm: before}
                rules:
                - ttfb.p50 <= 1ms on a/b
                - {rule: ttfb.p50 <= 1ms on a/b under other, severity: error, on-inconclusive: warn}
                """, "gate.yaml");

        assertThat(gate.rules()).extracting(Rule::severity).containsExactly(Severity.WARN, Severity.ERROR);
        assertThat(gate.rules())
                .extracting(Rule::onInconclusive)
                .containsExactly(OnInconclusive.PASS, OnInconclusive.WARN);
        assertThat(gate.rules()).extracting(Rule::load).containsExactly(Optional.of("ttfb-h2"), Optional.of("other"));
        assertThat(gate.rules()).extracting(Rule::line).containsExactly(7, 8);
        assertThat(gate.baselines()).containsEntry("event+fpm", "before");
    }

    @Test
    void theShippedGateIsRead() throws IOException {
        Gate gate = GateReader.read(Files.readString(SHIPPED), "release.yaml");

        assertThat(gate.rules()).extracting(Rule::kind).contains(Rule.Kind.LIMIT, Rule.Kind.STACKS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ttbf.p99 <= 80ms on a/b;'ttbf.p99' is nothing that a rule can be about. Did you mean 'ttfb.p99'?",
                "ttfb <= 80ms on a/b;'ttfb' is nothing that a rule can be about",
                "ttfb.p99 < 80ms on a/b;'<' is no relation between figures. Did you mean '<='?",
                "ttfb.p99 witin 5% of baseline on a/b;Did you mean 'within'?",
                "ttfb.p99 >= 80ms on a/b;'>=' would bound ttfb.p99 on its good side. Allowed: ttfb.p99 <= 80ms",
                "throughput <= 80/s on a/b;'<=' would bound throughput on its good side",
                "ttfb.p99 <= 80 on a/b;'80' is no limit of ttfb.p99. Allowed: a time above 0, such as 80ms",
                "ttfb.p99 <= 0ms on a/b;'0ms' is no limit of ttfb.p99",
                "errors <= 101% on a/b;'101%' is no limit of errors",
                "errors <= -1% on a/b;'-1%' is no limit of errors",
                "ttfb.p50 within 0% of baseline on a/b;'within 0%' says not how far",
                "ttfb.p50 within +5% of baseline on a/b;'within +5%' says not how far",
                "ttfb.p50 at most 5% of baseline on a/b;Allowed: a sign and a share, such as at most +10%",
                "ttfb.p50 at least -100% of baseline on a/b;'at least -100%' says not how far",
                "ttfb.p50 within 5% of prefork on a/b;'prefork' is compared with a stack that is not named",
                "errors of a within 5% of b on c;errors may be zero and then have no ratio",
                "ttfb.p50 of a within 5% of a on c;'a' is compared with itself",
                "ttfb.p50 of a within 5% of b on a/c;'a/c' names a stack again. Allowed: a site alone: on c",
                "ttfb.p50 of a <= 5ms on c;a limit is for one stack",
                "ttfb.p50 <= 5ms on hello;'hello' is no place. Allowed: STACK/SITE",
                "ttfb.p50 <= 5ms on a/;'a/' is no place",
                "ttfb.p50 <= 5ms at a/b;'at' stands where 'on' should be",
                "ttfb.p50 <= 5ms on a/b under c d;'d' is one word too many",
                "ttfb.p50 <= 5ms;ends where 'on' should follow",
                "ttfb.p50;'ttfb.p50' says nothing of its figure",
            })
    void aFaultyRuleIsSaidWithItsPlaceAndWhatIsAllowed(String rule, String said) {
        assertThat(wrongRule(rule)).startsWith("gate.yaml:3:3: ").contains(said);
    }

    @Test
    void theSchemaNamesTheNearestKeyAndWord() {
        assertThat(wrong("name: own\nrule: []\n")).contains("Did you mean 'rules'?");
        assertThat(wrong("name: own\nrules:\n- {rule: errors <= 0% on a/b, severity: eror}\n"))
                .contains("gate.yaml:3:41")
                .contains("Did you mean 'error'?");
        assertThat(wrong("name: own\nrules: []\n")).contains("at least 1");
        assertThat(wrong("rules: [3]\n")).contains("needs 'name'").contains("text or keys with values");
    }

    @Property(tries = 500)
    void anyWordsAreReadOrRefusedWithAPlace(@ForAll @From("rules") String text) {
        String yaml = "name: own\nrules:\n- \"" + text + "\"\n";
        try {
            assertThat(GateReader.read(yaml, "gate.yaml").rules()).hasSize(1);
        } catch (InvalidConfiguration refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.line())
                    .isEqualTo(3));
        }
    }

    @Provide
    Arbitrary<String> rules() {
        Arbitrary<String> words = Arbitraries.of(
                "ttfb.p50",
                "errors",
                "throughput",
                "of",
                "on",
                "under",
                "within",
                "at",
                "most",
                "least",
                "<=",
                ">=",
                "5%",
                "+5%",
                "80ms",
                "0",
                "baseline",
                "a/b",
                "event+fpm",
                "hello",
                "p",
                "",
                "/",
                "%",
                "é漢");
        return words.list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(list -> String.join(" ", list))
                .filter(text -> !text.isBlank());
    }
}
