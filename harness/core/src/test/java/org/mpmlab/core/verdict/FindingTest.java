package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mpmlab.core.verdict.Runs.EVENT;
import static org.mpmlab.core.verdict.Runs.Figures.ttfb;
import static org.mpmlab.core.verdict.Runs.PREFORK;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.verdict.Expectation.AtMost;
import org.mpmlab.core.verdict.Expectation.EquivalentWithin;
import org.mpmlab.core.verdict.Finding.BlockEffect;
import org.mpmlab.core.verdict.Finding.Voided;

class FindingTest {
    private static Finding compare(Run run, String load, String measure) {
        return Finding.of(
                run,
                Question.compare(EVENT, PREFORK, Runs.SITE, load, Measure.parse(measure), new EquivalentWithin(0.05)));
    }

    private static Finding limit(Run run, String load, String measure, double limit) {
        return Finding.of(run, Question.limit(EVENT, Runs.SITE, load, Measure.parse(measure), new AtMost(limit)));
    }

    private static double ratio(Finding finding) {
        assertThat(finding.voided()).isEmpty();
        return Math.exp(finding.effects().get(0).effect());
    }

    @Test
    void theMedianOfRoundsIsPairedAndOtherQuantilesAreNot() {
        // Within the rounds event takes 1.1, 1.2 and 3 times as long; over all requests, 1.5 times.
        Run run =
                new Runs().rounds(1, ttfb(30), ttfb(20), 11, 10, 24, 20, 90, 30).run();

        assertThat(ratio(compare(run, Runs.ROUNDS, "ttfb.p50"))).isCloseTo(1.2, within(1e-3));
        assertThat(ratio(compare(run, Runs.ROUNDS, "ttfb.p99"))).isCloseTo(1.5, within(2e-3));
        assertThat(ratio(compare(run, Runs.ROUNDS, "total.p50"))).isCloseTo(1.5, within(2e-3));
    }

    @Test
    void whatIsNotInRoundsIsComparedByItsFigures() {
        Run run = new Runs()
                .alone(1, PREFORK, ttfb(20).withPss(40 << 20).withCpu(2_000))
                .alone(1, EVENT, ttfb(30).withPss(10 << 20).withCpu(3_000))
                .run();

        assertThat(ratio(compare(run, Runs.ALONE, "ttfb.p50"))).isCloseTo(1.5, within(2e-3));
        assertThat(ratio(compare(run, Runs.ALONE, "memory.pss"))).isCloseTo(0.25, within(1e-9));
        assertThat(ratio(compare(run, Runs.ALONE, "memory.cgroup"))).isCloseTo(0.25, within(1e-9));
        assertThat(ratio(compare(run, Runs.ALONE, "cpu.request"))).isCloseTo(1.5, within(1e-9));
        assertThat(ratio(compare(run, Runs.ALONE, "throughput"))).isCloseTo(1, within(1e-9));
    }

    @Test
    void anAbsoluteFigureIsInItsUnit() {
        Run run = new Runs().alone(1, EVENT, ttfb(30).withPss(10 << 20)).run();

        assertThat(ratio(limit(run, Runs.ALONE, "ttfb.p99", 80))).isCloseTo(30, within(0.05));
        assertThat(ratio(limit(run, Runs.ALONE, "memory.pss", 1e9))).isCloseTo(10 << 20, within(1e-3));
        assertThat(ratio(limit(run, Runs.ALONE, "throughput", 80))).isCloseTo(50, within(1e-9));
    }

    @Test
    void blocksArePairedByNumberInOrderAndHalfABlockIsLeftOut() {
        Run run = new Runs()
                .alone(2, EVENT, ttfb(40))
                .alone(1, EVENT, ttfb(20))
                .alone(1, PREFORK, ttfb(20))
                .alone(3, EVENT, ttfb(99))
                .alone(2, PREFORK, ttfb(20))
                .run();
        Finding finding = compare(run, Runs.ALONE, "ttfb.p50");

        assertThat(finding.effects()).extracting(BlockEffect::block).containsExactly(1, 2);
        assertThat(finding.effects().get(0).effect()).isZero();
        assertThat(finding.effects().get(1).effect()).isCloseTo(Math.log(2), within(2e-3));
        assertThat(finding.voided()).isEmpty();
    }

    @Test
    void oneStackIsComparedWithItselfUnderAnotherLoad() {
        Run run = new Runs()
                .rounds(1, ttfb(22), ttfb(99))
                .alone(1, EVENT, ttfb(20))
                .run();
        Question question = new Question(
                EVENT,
                java.util.Optional.of(EVENT),
                Runs.SITE,
                Runs.ROUNDS,
                java.util.Optional.of(Runs.ALONE),
                Measure.parse("ttfb.p50"),
                new Expectation.EquivalentWithin(0.05));

        assertThat(Math.exp(Finding.of(run, question).effects().get(0).effect()))
                .isCloseTo(1.1, within(2e-3));
    }

    @Test
    void aBlockIsVoidForTheCausesOfItsCellsAndNeverForBeingSlow() {
        Run run = new Runs()
                .rounds(1, ttfb(20), ttfb(20).voided(Reason.STEAL, "the hypervisor took 40 %"))
                .rounds(2, ttfb(20_000), ttfb(20))
                .run();
        Finding finding = compare(run, Runs.ROUNDS, "ttfb.p50");

        assertThat(finding.voided())
                .containsExactly(new Voided(1, java.util.List.of(PREFORK + ": the hypervisor took 40 %")));
        assertThat(finding.effects()).extracting(BlockEffect::block).containsExactly(2);
        assertThat(limit(run, Runs.ROUNDS, "ttfb.p50", 80).voided())
                .as("the other arm's disturbance is none of this one's")
                .isEmpty();
    }

    @Test
    void armsWhosePagesDifferAreNotCompared() {
        Run run = new Runs().rounds(1, ttfb(20), ttfb(20).withBody(13)).run();

        assertThat(compare(run, Runs.ROUNDS, "ttfb.p50").voided().get(0).causes())
                .singleElement()
                .asString()
                .contains("unequal pages", EVENT + " answers 200 with 12 bytes", "13 bytes");
    }

    @Test
    void aFigureThatWasNotMeasuredVoidsItsBlockInWords() {
        Run run = new Runs()
                .rounds(1, ttfb(20), ttfb(20).withPss(0))
                .alone(1, EVENT, ttfb(20))
                .run();

        assertThat(compare(run, Runs.ROUNDS, "memory.pss").voided().get(0).causes())
                .containsExactly(PREFORK + ": no memory.pss above zero was measured");
        assertThat(compare(run, Runs.ROUNDS, "throughput").voided().get(0).causes())
                .singleElement()
                .asString()
                .contains(EVENT, "a load in rounds has no throughput");
        assertThat(limit(run, Runs.ALONE, "intended.p99", 80).voided().get(0).causes())
                .containsExactly(EVENT + ": no intended.p99 above zero was measured");
    }

    @Test
    void aQuantileBeyondTheSlowestAnswerIsNone() {
        Run run = new Runs().rounds(1, ttfb(20), ttfb(20)).run();

        assertThat(compare(run, Runs.ROUNDS, "ttfb.p99").voided())
                .as("of 100 answers")
                .isEmpty();
        assertThat(compare(run, Runs.ROUNDS, "ttfb.p99.1").voided().get(0).causes())
                .containsExactly(
                        EVENT + ": 100 answers, ttfb.p99.1 needs 112", PREFORK + ": 100 answers, ttfb.p99.1 needs 112");
    }

    /** Of 10,000 requests that were due, so many answered in 5 ms and so many in 2 s; the others were never sent. */
    private static CellResult cell(String stack, int fast, int slow) {
        long[] nanos = new long[fast + slow];
        Arrays.fill(nanos, 0, fast, 5_000_000L);
        Arrays.fill(nanos, fast, fast + slow, 2_000_000_000L);
        CellResult like = new Runs().alone(1, stack, ttfb(5)).run().cells().get(0);
        TargetResult result = new TargetResult(
                stack,
                new TargetResult.Counts(10_000, fast + slow, fast + slow, 0, 0, 16),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(Series.parse("intended-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                List.of());
        return new CellResult(
                like.block(),
                stack,
                like.site(),
                like.load(),
                like.started(),
                like.elapsed(),
                like.identity(),
                result,
                like.generator(),
                like.observations(),
                like.validity());
    }

    private static Run run(Arrival arrival, CellResult... cells) {
        Run like = new Runs().run();
        return new Run(
                like.about(),
                like.scenario()
                        .withLoads(like.scenario().loads().stream()
                                .map(load -> load.name().equals(Runs.ALONE) ? load.withArrival(arrival) : load)
                                .toList()),
                like.plan(),
                like.environment(),
                Stream.of(cells)
                        .map(cell -> new StepResult(cell.stack(), List.of(cell), RoundTimes.NONE))
                        .toList(),
                like.time());
    }

    @Test
    void underARateWhatWasNeverSentIsTheSlowestOfWhatWasDue() {
        Run run = run(Arrival.Open.at(5_000), cell(EVENT, 9_850, 64), cell(PREFORK, 10_000, 0));

        assertThat(ratio(limit(run, Runs.ALONE, "intended.p50", 80))).isCloseTo(5, within(0.01));
        assertThat(ratio(limit(run, Runs.ALONE, "intended.p99", 80))).isCloseTo(2_000, within(2.0));
        assertThat(ratio(compare(run, Runs.ALONE, "intended.p99"))).isCloseTo(400, within(1.0));
        assertThat(limit(run, Runs.ALONE, "intended.p99.2", 80).voided().get(0).causes())
                .containsExactly(EVENT + ": no intended.p99.2 above zero was measured, 86 of 10000 due requests were "
                        + "not answered");
    }

    /** It was due when it would have been sent. */
    @Test
    void withoutARateNothingIsLateThatWasNotSentWhenTheLoadEnded() {
        Run run = run(new Arrival.Closed(), cell(EVENT, 9_850, 64));

        assertThat(ratio(limit(run, Runs.ALONE, "intended.p99", 80))).isCloseTo(5, within(0.01));
    }

    @Test
    void errorsVoidWhatTheyWouldDistortAndAreThemselvesCounted() {
        Run run = new Runs()
                .alone(1, EVENT, ttfb(20).withFailed(25))
                .alone(2, EVENT, ttfb(20))
                .alone(3, EVENT, ttfb(20).withFailed(25).voided(Reason.STEAL, "steal"))
                .run();
        Finding errors = limit(run, Runs.ALONE, "errors", 0.01);

        assertThat(errors.effects()).containsExactly(new BlockEffect(1, 0.2, 125), new BlockEffect(2, 0, 100));
        assertThat(errors.voided()).containsExactly(new Voided(3, java.util.List.of(EVENT + ": steal")));
        assertThat(limit(run, Runs.ALONE, "ttfb.p50", 80).effects())
                .extracting(BlockEffect::block)
                .containsExactly(2);
    }

    @Test
    void namesWhatTheScenarioDoesNotHave() {
        Run run = new Runs().ratios(1).run();
        Measure p50 = Measure.parse("ttfb.p50");
        Expectation equal = new EquivalentWithin(0.05);

        assertThatThrownBy(() -> Finding.of(run, Question.compare("worker", EVENT, Runs.SITE, Runs.ROUNDS, p50, equal)))
                .hasMessageContaining("worker")
                .hasMessageContaining(EVENT);
        assertThatThrownBy(() -> Finding.of(run, Question.compare(EVENT, "worker", Runs.SITE, Runs.ROUNDS, p50, equal)))
                .hasMessageContaining("worker");
        assertThatThrownBy(() -> Finding.of(run, Question.compare(EVENT, PREFORK, "x", Runs.ROUNDS, p50, equal)))
                .hasMessageContaining("nothing is named x");
        assertThatThrownBy(() -> Finding.of(run, Question.compare(EVENT, PREFORK, Runs.SITE, "y", p50, equal)))
                .hasMessageContaining("nothing is named y");
    }
}
