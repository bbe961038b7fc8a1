package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mpmlab.core.verdict.Runs.EVENT;
import static org.mpmlab.core.verdict.Runs.Figures.ttfb;
import static org.mpmlab.core.verdict.Runs.PREFORK;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.verdict.Runs.Figures;
import org.mpmlab.core.verdict.gate.Baseline;
import org.mpmlab.core.verdict.gate.GateJudge;
import org.mpmlab.core.verdict.gate.GateReader;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;

class GateJudgeTest {
    private static final String PARITY = "ttfb.p50 of event+fpm within 5% of prefork+mod_php on hello";
    private static final String AS_BEFORE = "ttfb.p50 within 5% of baseline on event+fpm/hello";

    private static GateResult judge(Run run, String... rules) {
        return judge(run, Optional.empty(), "", rules);
    }

    private static GateResult judge(Run run, Optional<Baseline> baseline, String head, String... rules) {
        String yaml = "name: own\n" + head + "rules:\n- " + String.join("\n- ", rules) + "\n";
        return GateJudge.judge(GateReader.read(yaml, "gate.yaml"), run, baseline, NoiseFloors.NONE);
    }

    private static String wrong(Run run, Optional<Baseline> baseline, String... rules) {
        return catchThrowableOfType(InvalidConfiguration.class, () -> judge(run, baseline, "", rules))
                .getMessage();
    }

    /** So many blocks in which event's figure is about so many times prefork's 20 ms. */
    private static Run blocks(int blocks, double ratio) {
        return new Runs()
                .ratios(IntStream.range(0, blocks)
                        .mapToDouble(i -> ratio * (1 + 0.002 * (i % 5 - 2)))
                        .toArray())
                .run();
    }

    private static Run on(Run run, String cpuModel, String serverCpus, Map<String, Map<String, Long>> sites) {
        Environment at = run.environment();
        return new Run(
                run.about(),
                run.scenario(),
                run.plan(),
                new Environment(
                        at.tool(),
                        at.java(),
                        cpuModel,
                        at.cpus(),
                        at.memoryBytes(),
                        at.kernel(),
                        at.os(),
                        at.cgroup(),
                        at.docker(),
                        serverCpus,
                        at.generatorCpus(),
                        at.images(),
                        sites),
                run.steps(),
                run.time());
    }

    private static Baseline earlier(Run run) {
        return Baseline.of(run("earlier", run.scenario(), run));
    }

    private static Run run(String id, Scenario scenario, Run like) {
        return new Run(
                new Run.About(Run.SCHEMA, id, like.about().started(), List.of(), List.of()),
                scenario,
                like.plan(),
                like.environment(),
                like.steps(),
                like.time());
    }

    private static RuleResult only(GateResult result) {
        assertThat(result.rules()).hasSize(1);
        return result.rules().get(0);
    }

    @Test
    void whatIsShownPasses() {
        GateResult result = judge(blocks(8, 1), PARITY, "ttfb.p99 <= 80ms on event+fpm/hello");

        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.rules())
                .extracting(rule -> rule.judgement().verdict())
                .containsExactly(Verdict.SUPPORTED, Verdict.SUPPORTED);
        assertThat(result.rules().get(1).judgement().estimate().orElseThrow().value())
                .isCloseTo(20, within(0.1));
    }

    @Test
    void whatIsShownToBeOtherwiseFails() {
        assertThat(judge(blocks(8, 1.2), PARITY).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(judge(blocks(8, 1.2), "ttfb.p99 <= 20ms on event+fpm/hello").outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(judge(blocks(8, 1.2), "{rule: " + PARITY + ", severity: warn}")
                        .outcome())
                .isEqualTo(Outcome.WARNED);
    }

    @Test
    void whatHasTooFewBlocksIsAsTheRuleSays() {
        Run run = blocks(7, 1);

        assertThat(judge(run, PARITY).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judge(run, "{rule: " + PARITY + ", on-inconclusive: warn}").outcome())
                .isEqualTo(Outcome.WARNED);
        assertThat(judge(run, "{rule: " + PARITY + ", on-inconclusive: pass}").outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(judge(run, "{rule: " + PARITY + ", severity: warn}").outcome())
                .isEqualTo(Outcome.WARNED);
    }

    @Test
    void evidenceThatDoesNotCountIsInvalidWhateverTheRuleSaysOfInconclusiveOnes() {
        Runs runs = new Runs();
        for (int block = 1; block <= 8; block++) {
            runs.rounds(block, ttfb(20).voided(Reason.STEAL, "the hypervisor took 50 %"), ttfb(20));
        }
        assertThat(judge(runs.run(), "{rule: " + PARITY + ", on-inconclusive: pass}")
                        .outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void evidenceThatDoesNotCountIsInvalidHoweverLightTheRule() {
        Runs runs = new Runs();
        for (int block = 1; block <= 8; block++) {
            runs.rounds(block, ttfb(20).voided(Reason.STEAL, "the hypervisor took 50 %"), ttfb(20));
        }
        assertThat(judge(runs.run(), "{rule: " + PARITY + ", severity: warn}").outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void noEvidenceAtAllIsInvalidNotUndecided() {
        Run before = blocks(8, 1);
        Run killed = new Run(
                before.about(), before.scenario(), before.plan(), before.environment(), List.of(), before.time());
        assertThat(judge(killed, "{rule: " + PARITY + ", on-inconclusive: pass}")
                        .outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void aFailedRuleGoesBeforeAnInvalidOneAndThatBeforeAnInconclusiveOne() {
        Runs runs = new Runs();
        for (int block = 1; block <= 8; block++) {
            runs.rounds(block, ttfb(30), ttfb(20).voided(Reason.STEAL, "stolen"));
        }
        runs.alone(1, EVENT, ttfb(20));
        String fails = "ttfb.p50 <= 20ms on event+fpm/hello";
        String open = "throughput >= 1/s on event+fpm/hello";

        assertThat(judge(runs.run(), open, PARITY, fails).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(judge(runs.run(), open, PARITY).outcome()).isEqualTo(Outcome.INVALID);
        assertThat(judge(runs.run(), open).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void memoryErrorsAndThroughputGoThroughTheSameJudge() {
        Runs runs = new Runs();
        for (int block = 1; block <= 9; block++) {
            runs.alone(block, EVENT, ttfb(20).withPss((8 << 20) + block * 1000));
            Figures prefork = ttfb(20).withPss((16 << 20) + block * 1000);
            runs.alone(block, PREFORK, block == 3 ? prefork.withFailed(1) : prefork);
        }
        GateResult result = judge(
                runs.run(),
                "memory.pss <= 9m on event+fpm/hello",
                "memory.pss of event+fpm at most -40% of prefork+mod_php on hello",
                "throughput >= 49/s on event+fpm/hello",
                "throughput >= 51/s on event+fpm/hello",
                "errors <= 0% on event+fpm/hello under busy",
                "errors <= 0% on prefork+mod_php/hello under busy");

        assertThat(result.rules())
                .extracting(RuleResult::outcome)
                .containsExactly(
                        Outcome.PASSED, Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.PASSED, Outcome.FAILED);
    }

    @Test
    void aBaselineOfTheSameMachineIsComparedBlockByBlock() {
        Baseline baseline = earlier(blocks(8, 1));

        assertThat(judge(blocks(8, 1.01), Optional.of(baseline), "", AS_BEFORE).outcome())
                .isEqualTo(Outcome.PASSED);
        RuleResult slower = only(judge(blocks(8, 1.2), Optional.of(baseline), "", AS_BEFORE));
        assertThat(slower.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(slower.judgement().estimate().orElseThrow().value()).isCloseTo(1.2, within(0.01));
        assertThat(slower.judgement().reasons()).anyMatch(reason -> reason.contains("measured at another time"));
        assertThat(judge(
                                blocks(8, 1.2),
                                Optional.of(baseline),
                                "",
                                "ttfb.p99 at most +25% of baseline on event+fpm/hello")
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void aRunSaysNothingAgainstItself() {
        Run run = blocks(8, 1);

        RuleResult itself = only(judge(run, Optional.of(Baseline.of(run)), "", AS_BEFORE));

        assertThat(itself.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(itself.judgement().reasons()).anyMatch(reason -> reason.contains("this very run"));
    }

    @Test
    void figuresUnderOtherLimitsAreNotCompared() {
        Run run = blocks(8, 1);
        Scenario as = run.scenario();
        Scenario limited = new Scenario(
                as.name(),
                as.description(),
                as.blocks(),
                as.stacks(),
                as.sites(),
                as.loads(),
                new Placement(Optional.empty(), Optional.empty(), OptionalDouble.of(0.5), OptionalLong.of(1 << 30)));

        RuleResult result = only(judge(run, Optional.of(Baseline.of(run("limited", limited, run))), "", AS_BEFORE));

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.judgement().reasons())
                .anyMatch(reason -> reason.contains("its servers had 0.5 CPUs and 1024 MiB, now no limits"));
    }

    @Test
    void voidedBlocksAfterTheLastThatIsComparedDoNotMatter() {
        Runs runs = new Runs();
        for (int block = 1; block <= 8; block++) {
            runs.rounds(block, ttfb(20 + 0.01 * block), ttfb(20));
        }
        for (int block = 9; block <= 17; block++) {
            runs.rounds(block, ttfb(20).voided(Reason.STEAL, "stolen"), ttfb(20));
        }
        runs.rounds(18, ttfb(20), ttfb(20));

        assertThat(judge(runs.run(), Optional.of(earlier(blocks(8, 1))), "", AS_BEFORE)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void aBaselineOfFewBlocksDecidesNothing() {
        RuleResult result = only(judge(blocks(8, 1), Optional.of(earlier(blocks(3, 1))), "", AS_BEFORE));

        assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(result.judgement().reasons()).anyMatch(reason -> reason.contains("accept a baseline with more"));
    }

    @Test
    void aBaselineSurvivesItsFile() throws Exception {
        Baseline baseline = earlier(blocks(8, 1));

        String json = Json.MAPPER.writeValueAsString(baseline);
        assertThat(Json.MAPPER.readValue(json, Baseline.class)).isEqualTo(baseline);
        assertThat(baseline.blocks()).isEqualTo(8);
        Baseline.Cell cell = baseline.cell(EVENT, Runs.SITE, Runs.ROUNDS).orElseThrow();
        assertThat(cell.blocks().get("ttfb.p50")).hasSize(8).allSatisfy(millis -> assertThat(millis)
                .isCloseTo(20, within(0.2)));
        assertThat(cell.blocks()).doesNotContainKeys("throughput", "errors", "ttfb.p99.9");
        assertThat(cell.times()).isNotEmpty();
    }

    @Test
    void figuresOfTwoMachinesAreNeverCompared() {
        Baseline baseline = earlier(blocks(8, 1));
        Run elsewhere = on(blocks(8, 1), "Another CPU", "0", Map.of());

        RuleResult result = only(judge(elsewhere, Optional.of(baseline), "", AS_BEFORE));

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.judgement().estimate()).isEmpty();
        assertThat(String.join(" ", result.judgement().reasons()))
                .contains("another machine: CPU x 2", "this one is Another CPU", "baseline: {event+fpm: before}");
        assertThat(judge(on(blocks(8, 1), "CPU", "1", Map.of()), Optional.of(baseline), "", AS_BEFORE)
                        .outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void aPageOfAnotherAmountOfWorkIsNotCompared() {
        Baseline baseline = earlier(blocks(8, 1));
        Run other = on(blocks(8, 1), "CPU", "0", Map.of(Runs.SITE, Map.of("iterations", 7L)));
        Runs bytes = new Runs();
        for (int block = 1; block <= 8; block++) {
            bytes.rounds(block, ttfb(20).withBody(13), ttfb(20).withBody(13));
        }

        assertThat(only(judge(other, Optional.of(baseline), "", AS_BEFORE))
                        .judgement()
                        .reasons())
                .anyMatch(reason -> reason.contains("another amount of work"));
        assertThat(only(judge(bytes.run(), Optional.of(baseline), "", AS_BEFORE))
                        .judgement()
                        .reasons())
                .anyMatch(reason -> reason.contains("Unequal pages: 200 with 13 bytes"));
    }

    @Test
    void theBaselinesOwnStackInTheRunIsComparedInsteadOfAnyFile() {
        Run elsewhere = on(blocks(8, 1), "Another CPU", "0", Map.of());
        String head = "baseline: {event+fpm: prefork+mod_php}\n";

        RuleResult without = only(judge(elsewhere, Optional.empty(), head, AS_BEFORE));
        RuleResult with = only(judge(elsewhere, Optional.of(earlier(blocks(8, 2))), head, AS_BEFORE));

        assertThat(without.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(without.against()).isEqualTo(PREFORK);
        assertThat(with.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void whatTheRunDoesNotHaveIsAFaultOfTheGate() {
        Run run = blocks(8, 1);

        assertThat(wrong(
                        run,
                        Optional.empty(),
                        "ttfb.p50 <= 1ms on evnt+fpm/hello",
                        "ttfb.p50 <= 1ms on event+fpm/helo"))
                .contains("gate.yaml:3:3: the run has no stack 'evnt+fpm'. Did you mean 'event+fpm'?")
                .contains("gate.yaml:4:3: the run has no site 'helo'. Did you mean 'hello'?");
        assertThat(wrong(run, Optional.empty(), "ttfb.p50 <= 1ms on event+fpm/hello under busi"))
                .contains("Did you mean 'busy'?");
        assertThat(wrong(run, Optional.empty(), "throughput >= 1/s on event+fpm/hello under ttfb"))
                .contains("throughput is not measured by ttfb");
        assertThat(wrong(run, Optional.empty(), "errors <= 1% on event+fpm/hello"))
                .contains("does not say under which load", "under ttfb, under busy");
        assertThat(wrong(run, Optional.empty(), AS_BEFORE)).contains("there is no baseline", "--baseline FILE");
        assertThat(wrong(run, Optional.of(Baseline.of(run)), "ttfb.p42 within 5% of baseline on event+fpm/hello"))
                .contains("a baseline keeps no ttfb.p42");
        Baseline empty = new Baseline(1, "r", run.about().started(), run.environment(), "no limits", List.of());
        assertThat(wrong(run, Optional.of(empty), AS_BEFORE)).contains("has no event+fpm/hello under ttfb");
    }

    @Test
    void verdictsAreJson() throws Exception {
        GateResult result = judge(blocks(8, 1), PARITY);

        var json = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(result));

        assertThat(json.path("outcome").asText()).isEqualTo("passed");
        assertThat(json.at("/rules/0/rule/line").asInt()).isEqualTo(3);
        assertThat(json.at("/rules/0/judgement/verdict").asText()).isEqualTo("supported");
        assertThat(json.at("/rules/0/judgement/finding/effects")).hasSize(8);
    }
}
