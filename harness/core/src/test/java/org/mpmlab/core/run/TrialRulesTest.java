package org.mpmlab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.search.Next;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.search.Trial.Outcome;

/** A thousand requests were due in ten seconds; what became of them is what each test says. */
class TrialRulesTest {
    private static final Objective P99_WITHIN_200_MS =
            new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(200))), OptionalDouble.of(0.001));
    private static final Next.Attempt CONFIRM = new Next.Attempt(Purpose.CONFIRM, 100, Duration.ofSeconds(10));

    /** Two seconds of CPU time over the ten of the trial. */
    private static final Observations SEEN =
            new Observations(List.of(sample(0, 500_000), sample(10, 2_500_000)), List.of());

    private static Sample sample(long seconds, long cpuMicros) {
        return new Sample(
                Duration.ofSeconds(seconds),
                List.of(),
                Optional.of(new CgroupUsage(0, 0, 0, 0, cpuMicros)),
                Optional.empty(),
                List.of());
    }

    private static Trial trial(Next.Attempt attempt, int fast, int slow, int failed, Validity validity) {
        long[] nanos = new long[fast + slow];
        Arrays.fill(nanos, 0, fast, 10_000_000L);
        Arrays.fill(nanos, fast, fast + slow, 900_000_000L);
        TargetResult answers = new TargetResult(
                "event+fpm",
                new TargetResult.Counts(1000, fast + slow + failed, fast + slow, failed, 0, 16),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(Series.parse("intended-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                List.of());
        Load load = new Load(
                List.of(Target.get("event+fpm", URI.create("http://127.0.0.1:1/"))),
                Protocol.H1,
                Arrival.Open.at(100),
                Connections.kept(16),
                WarmUp.NONE,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1);
        LoadResult result = new LoadResult(
                load,
                Instant.EPOCH,
                Duration.ofSeconds(10),
                List.of(answers),
                RoundTimes.NONE,
                Generator.NONE,
                WarmUp.Outcome.NONE);
        return TrialRules.judge(P99_WITHIN_200_MS, attempt, result, answers, SEEN, validity);
    }

    private static Trial trial(int fast, int slow, int failed) {
        return trial(CONFIRM, fast, slow, failed, Validity.VALID);
    }

    @Test
    void oneInAHundredMayBeLate() {
        Trial met = trial(990, 10, 0);
        assertThat(met.outcome()).isEqualTo(Outcome.MET);
        assertThat(met.ttfb().get(0).late()).isCloseTo(0.01, within(1e-9));
        assertThat(met.ttfb().get(0).seconds().orElseThrow()).isCloseTo(0.01, within(1e-4));
        Trial missed = trial(989, 11, 0);
        assertThat(missed.outcome()).isEqualTo(Outcome.MISSED);
        assertThat(missed.ttfb().get(0).seconds().orElseThrow()).isCloseTo(0.9, within(1e-2));
        assertThat(missed.causes()).containsExactly("1.10 % of the requests were not answered within 200.0 ms");
    }

    /** A server that takes no more requests would look fast if only its answers counted. */
    @Test
    void whatWasNeverSentWasNotAnsweredInTime() {
        Trial trial = trial(800, 0, 0);
        assertThat(trial.outcome()).isEqualTo(Outcome.MISSED);
        assertThat(trial.ttfb().get(0).late()).isCloseTo(0.2, within(1e-9));
        assertThat(trial.ttfb().get(0).seconds()).isEmpty();
    }

    @Test
    void failuresHaveALimitOfTheirOwn() {
        assertThat(trial(999, 0, 1).outcome()).isEqualTo(Outcome.MET);
        assertThat(trial(998, 0, 2).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(trial(998, 0, 2).causes()).containsExactly("0.20 % of the requests failed");
    }

    @Test
    void errorsAndRequestsNotSentAreTheServersAndVoidNothing() {
        Validity failures = Validity.invalid(Reason.ERRORS, "1 failed")
                .and(Validity.invalid(Reason.NOT_DELIVERED, "some were not sent"));
        Trial met = trial(CONFIRM, 999, 0, 1, failures);
        assertThat(met.outcome()).isEqualTo(Outcome.MET);
        assertThat(TrialRules.within(met, failures)).isEqualTo(Validity.VALID);
        Trial missed = trial(CONFIRM, 700, 0, 300, failures);
        assertThat(missed.outcome()).isEqualTo(Outcome.MISSED);
        assertThat(TrialRules.within(missed, failures)).isEqualTo(failures);
    }

    @Test
    void theMachineVoidsWhateverTheAnswers() {
        Validity paused = Validity.invalid(Reason.PAUSE, "held up");
        assertThat(trial(CONFIRM, 1000, 0, 0, paused).outcome()).isEqualTo(Outcome.VOID);
        assertThat(trial(CONFIRM, 500, 500, 0, paused).outcome()).isEqualTo(Outcome.VOID);
        assertThat(trial(CONFIRM, 500, 500, 0, paused).causes()).containsExactly("held up");
    }

    @Test
    void aGeneratorWithoutCpuSaysNothingOfTheServer() {
        Validity saturated =
                Validity.invalid(Reason.GENERATOR_CPU, "out of CPU").and(Validity.invalid(Reason.SEND_LAG, "late"));
        assertThat(trial(CONFIRM, 500, 500, 0, saturated).outcome()).isEqualTo(Outcome.SATURATED);
    }

    @Test
    void aServerThatEndedBreaksTheSearch() {
        assertThat(trial(CONFIRM, 500, 0, 500, Validity.invalid(Reason.CONTAINER, "ended"))
                        .outcome())
                .isEqualTo(Outcome.BROKEN);
    }

    @Test
    void theServersCpuTimeIsThatOfTheTrial() {
        assertThat(trial(1000, 0, 0).serverCpuMicros()).hasValue(2_000_000);
    }

    /** It only says where to begin, so that the generator may be at its end. */
    @Test
    void aProbesRateIsWhatItGot() {
        Trial probe = trial(
                new Next.Attempt(Purpose.PROBE, 0, Duration.ofSeconds(10)),
                500,
                500,
                0,
                Validity.invalid(Reason.GENERATOR_CPU, "out of CPU"));
        assertThat(probe.ratePerSecond()).isCloseTo(100, within(1e-9));
        assertThat(probe.outcome()).isEqualTo(Outcome.MET);
    }
}
