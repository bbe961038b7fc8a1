package org.mpmlab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.run.Validity.Reason;

class EvidenceRulesTest {
    private static final Duration ELAPSED = Duration.ofSeconds(10);
    private static final Arrival OPEN = Arrival.Open.at(100);
    private static final Arrival CLOSED = new Arrival.Closed();
    private static final Arrival ROUNDS = Arrival.Rounds.oneAtATime();

    private static Generator generator(
            int threads, double cpuShare, double collecting, Duration pause, double steal, double runDelay) {
        return new Generator(
                "native",
                threads,
                share(cpuShare),
                3,
                share(collecting),
                pause,
                OptionalDouble.of(steal),
                OptionalDouble.of(1),
                OptionalDouble.of(runDelay));
    }

    private static Duration share(double share) {
        return Duration.ofNanos(Math.round(share * ELAPSED.toNanos()));
    }

    private static Generator calm() {
        return generator(1, 0.5, 0, Duration.ofMillis(1), 0, 0);
    }

    private static TargetResult answers(long offered, long sent, long completed, long failed, long lagNanos) {
        return answers(offered, sent, completed, failed, lagNanos, 10_000_000);
    }

    private static TargetResult answers(
            long offered, long sent, long completed, long failed, long lagNanos, long ttfbNanos) {
        return new TargetResult(
                "a",
                new TargetResult.Counts(offered, sent, completed, failed, 0, 1),
                failed == 0 ? Map.of() : Map.of(ErrorKind.STATUS, failed),
                Map.of(200, completed),
                Map.of("http/1.1", 1L),
                Map.of(
                        Series.parse("send-lag.reused.success"),
                        all(completed, lagNanos),
                        Series.parse("intended-to-first-byte.reused.success"),
                        all(completed, ttfbNanos)),
                List.of());
    }

    private static Distribution all(long count, long nanos) {
        return Distribution.ofNanos(
                LongStream.generate(() -> nanos).limit(Math.min(count, 100)).toArray());
    }

    private static TargetResult good() {
        return answers(1000, 1000, 1000, 0, 1000);
    }

    private static List<Reason> reasons(Arrival arrival, TargetResult target, Generator generator) {
        return reasons(arrival, target, generator, WarmUp.Outcome.NONE);
    }

    private static List<Reason> reasons(
            Arrival arrival, TargetResult target, Generator generator, WarmUp.Outcome warmUp) {
        return causes(arrival, target, generator, warmUp).stream()
                .map(Validity.Cause::reason)
                .toList();
    }

    private static List<Validity.Cause> causes(
            Arrival arrival, TargetResult target, Generator generator, WarmUp.Outcome warmUp) {
        Load load = new Load(
                List.of(Target.get("a", URI.create("http://127.0.0.1/"))),
                Protocol.H1,
                arrival,
                Connections.kept(1),
                WarmUp.NONE,
                ELAPSED,
                ELAPSED,
                1);
        LoadResult result =
                new LoadResult(load, Instant.EPOCH, ELAPSED, List.of(target), RoundTimes.NONE, generator, warmUp);
        return EvidenceRules.judge(result, target).causes();
    }

    @Test
    void aCalmGeneratorsGoodAnswersCount() {
        for (Arrival arrival : List.of(OPEN, CLOSED, ROUNDS)) {
            assertThat(reasons(arrival, good(), calm())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // steal, pause ms, run delay, collecting: alone, in rounds
        "0.21, 1, 0, 0, STEAL, ",
        "0.36, 1, 0, 0, STEAL, STEAL",
        "0, 201, 0, 0, PAUSE, ",
        "0, 501, 0, 0, PAUSE, PAUSE",
        "0, 1, 0.21, 0, RUN_QUEUE, ",
        "0, 1, 0.36, 0, RUN_QUEUE, RUN_QUEUE",
        "0, 1, 0, 0.03, COLLECTIONS, ",
        "0, 1, 0, 0.11, COLLECTIONS, COLLECTIONS",
    })
    void armsInRoundsShareTheirDisturbancesAndBearMore(
            double steal, long pause, double runDelay, double collecting, Reason alone, Reason inRounds) {
        Generator generator = generator(1, 0.5, collecting, Duration.ofMillis(pause), steal, runDelay);

        assertThat(reasons(CLOSED, good(), generator)).containsExactly(alone);
        assertThat(reasons(ROUNDS, good(), generator)).isEqualTo(inRounds == null ? List.of() : List.of(inRounds));
    }

    @Test
    void aSaturatedGeneratorMeasuresItself() {
        Generator saturated = generator(1, 0.95, 0, Duration.ZERO, 0, 0);

        assertThat(reasons(CLOSED, good(), saturated)).containsExactly(Reason.GENERATOR_CPU);
        assertThat(reasons(ROUNDS, good(), saturated))
                .as("one at a time it waits for answers")
                .isEmpty();
        assertThat(reasons(CLOSED, good(), generator(2, 1.7, 0, Duration.ZERO, 0, 0)))
                .as("two threads have two CPUs' time")
                .isEmpty();
        assertThat(reasons(CLOSED, good(), generator(2, 1.9, 0, Duration.ZERO, 0, 0)))
                .containsExactly(Reason.GENERATOR_CPU);
    }

    @Test
    void anOpenLoadMustBeDeliveredAndInTime() {
        assertThat(reasons(OPEN, answers(1000, 980, 980, 0, 1000), calm())).containsExactly(Reason.NOT_DELIVERED);
        assertThat(reasons(OPEN, answers(1000, 1000, 1000, 0, 6_000_000), calm()))
                .containsExactly(Reason.SEND_LAG);
        assertThat(reasons(CLOSED, answers(1000, 1000, 1000, 0, 6_000_000), calm()))
                .isEmpty();
    }

    /** TTFB counts from when requests were due, so the lag is in it. */
    @Test
    void ofAPageThatTakesLongATenthMayBeLag() {
        assertThat(reasons(OPEN, answers(1000, 1000, 1000, 0, 11_000_000, 120_000_000), calm()))
                .isEmpty();
        assertThat(reasons(OPEN, answers(1000, 1000, 1000, 0, 13_000_000, 120_000_000), calm()))
                .containsExactly(Reason.SEND_LAG);
    }

    @Test
    void failuresAndTooFewAnswersDoNotCount() {
        assertThat(reasons(CLOSED, answers(100, 100, 99, 1, 0), calm())).containsExactly(Reason.ERRORS);
        assertThat(reasons(CLOSED, answers(19, 19, 19, 0, 0), calm())).containsExactly(Reason.TOO_FEW);
    }

    @Test
    void requestsThatFoundNoConnectionAreOfThoseThatWereDue() {
        assertThat(causes(CLOSED, answers(212, 0, 0, 212, 0), calm(), WarmUp.Outcome.NONE))
                .extracting(Validity.Cause::text)
                .anyMatch(text -> text.startsWith("212 of 212 requests failed"));
    }

    @Test
    void whatWasMeasuredBeforeItWasSteadyDoesNotCount() {
        WarmUp.Outcome moving = new WarmUp.Outcome(Duration.ofSeconds(10), 500_000, false);

        assertThat(reasons(CLOSED, good(), calm(), moving)).containsExactly(Reason.NOT_STEADY);
        assertThat(reasons(ROUNDS, good(), calm(), moving)).isEmpty();
    }

    @Test
    void aStarvedServersLoadWasNeverSent() {
        TargetResult starved =
                answers(0, 0, 0, 0, 0).with(new IdleResult(5000, 1185, true, 4, 0, 0, 0, List.of(), List.of()));

        assertThat(reasons(CLOSED, starved, Generator.NONE)).containsExactly(Reason.STARVED);
    }

    private static TargetResult beside(int held, int refused, int wrong) {
        return good().with(new IdleResult(
                500, held, false, refused, wrong, 0, held, 0, List.of(), List.of("STATUS: 200 expected, not 404")));
    }

    @Test
    void aLoadBesideIdleConnectionsThatGotWrongAnswersDoesNotCount() {
        for (TargetResult wrong : List.of(beside(0, 4, 4), beside(496, 4, 1))) {
            assertThat(causes(CLOSED, wrong, calm(), WarmUp.Outcome.NONE))
                    .singleElement()
                    .satisfies(cause -> {
                        assertThat(cause.reason()).isEqualTo(Reason.IDENTITY);
                        assertThat(cause.text())
                                .isEqualTo(wrong.idle().held() + " of 500 idle connections were held, as 4 new ones"
                                        + " got no right answer: STATUS: 200 expected, not 404");
                    });
        }
    }

    @Test
    void idleConnectionsMayLackAnAnswerHereAndThereButNotAll() {
        assertThat(reasons(CLOSED, beside(497, 3, 0), calm())).isEmpty();
        assertThat(reasons(CLOSED, beside(0, 3, 0), calm())).containsExactly(Reason.IDENTITY);
    }
}
