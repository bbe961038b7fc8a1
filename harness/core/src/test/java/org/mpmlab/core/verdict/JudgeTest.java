package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mpmlab.core.verdict.Runs.EVENT;
import static org.mpmlab.core.verdict.Runs.Figures.ttfb;
import static org.mpmlab.core.verdict.Runs.PREFORK;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.stats.Forecast.Prospect;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.Expectation.AtMost;
import org.mpmlab.core.verdict.Expectation.Different;
import org.mpmlab.core.verdict.Expectation.EquivalentWithin;
import org.mpmlab.core.verdict.Expectation.HigherBy;
import org.mpmlab.core.verdict.Expectation.LowerBy;
import org.mpmlab.core.verdict.Finding.BlockEffect;
import org.mpmlab.core.verdict.Runs.Figures;

class JudgeTest {
    private static final Expectation WITHIN_5 = new EquivalentWithin(0.05);

    private static Judgement judge(Run run, Expectation expectation) {
        return Judge.STANDARD.judge(run, question("ttfb.p50", expectation), Optional.empty());
    }

    private static Question question(String measure, Expectation expectation) {
        return Question.compare(EVENT, PREFORK, Runs.SITE, Runs.ROUNDS, Measure.parse(measure), expectation);
    }

    /** So many blocks whose ratios scatter evenly about one by up to two per cent to either side. */
    private static double[] about(double ratio, int blocks) {
        return IntStream.range(0, blocks)
                .mapToDouble(i -> ratio
                        * (1 + 0.02 * (i % 2 == 0 ? 1 : -1) * (1 + Math.floor(i / 2.0)) / Math.ceil(blocks / 2.0)))
                .toArray();
    }

    @Test
    void equalArmsAreEqual() {
        Judgement judgement = judge(new Runs().ratios(about(1, 8)).run(), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.look()).isEqualTo(1);
        assertThat(judgement.judged()).isEqualTo(8);
        assertThat(judgement.reasons()).containsExactly("Judged at look 1 of 4, on 8 blocks.");
        Estimate estimate = judgement.estimate().orElseThrow();
        assertThat(estimate.value()).isCloseTo(1, within(0.002));
        assertThat(estimate.level()).isCloseTo(0.964, within(1e-9));
        assertThat(estimate.interval().orElseThrow().lower()).isBetween(0.97, 1.0);
        assertThat(estimate.interval().orElseThrow().upper()).isBetween(1.0, 1.03);
        assertThat(estimate.spread()).isBetween(0.01, 0.03);
        assertThat(judgement.sensitivity().orElseThrow().agrees()).isTrue();
        assertThat(judgement.stillNeeded()).isEmpty();
    }

    @Test
    void everyExpectationHasItsVerdicts() {
        Run lower = new Runs().ratios(about(0.7, 8)).run();
        Run higher = new Runs().ratios(about(1.6, 8)).run();

        assertThat(judge(lower, WITHIN_5).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judge(lower, new LowerBy(0.2)).verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(lower, new LowerBy(0.4)).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judge(lower, new HigherBy(0)).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judge(higher, new HigherBy(0.5)).verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(higher, new Different(0)).verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(higher, new Different(1)).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judge(lower, new LowerBy(0.3)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anAbsoluteLimitIsHeldAgainstOneArm() {
        Run run = new Runs().ratios(about(1, 8)).run();

        for (Object[] row :
                new Object[][] {{25.0, Verdict.SUPPORTED}, {20.0, Verdict.INCONCLUSIVE}, {18.0, Verdict.REFUTED}}) {
            Question question = Question.limit(
                    EVENT, Runs.SITE, Runs.ROUNDS, Measure.parse("ttfb.p99"), new AtMost((double) row[0]));
            Judgement judgement = Judge.STANDARD.judge(run, question, Optional.empty());

            assertThat(judgement.verdict()).as("at most %s ms", row[0]).isEqualTo(row[1]);
            assertThat(judgement.estimate().orElseThrow().value()).isCloseTo(20, within(0.1));
        }
    }

    @Test
    void betweenTwoLooksTheBlocksBeyondTheLastAreNotLookedAt() {
        double[] ratios = Arrays.copyOf(about(1, 8), 11);
        Arrays.fill(ratios, 8, 11, 3);
        Judgement judgement = judge(new Runs().ratios(ratios).run(), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.judged()).isEqualTo(8);
        assertThat(judgement.counted()).isEqualTo(11);
        assertThat(judgement.estimate().orElseThrow().value()).isCloseTo(1, within(0.002));
        assertThat(judgement.reasons())
                .containsExactly(
                        "Judged at look 1 of 4, on the first 8 of 11 counted blocks: the next look is after 12.");
    }

    @Test
    void beforeTheFirstLookThereIsNoVerdictHoweverClearItSeems() {
        Run run = new Runs().ratios(about(9, 7)).run(taking(Duration.ofSeconds(7 * 14 + 9), Duration.ofSeconds(9)));
        Judgement judgement = judge(run, WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.look()).isZero();
        assertThat(judgement.estimate().orElseThrow().value()).isCloseTo(9, within(0.05));
        assertThat(judgement.sensitivity()).isEmpty();
        assertThat(judgement.pDifferent()).isEmpty();
        assertThat(judgement.stillNeeded()).contains(new StillNeeded(1, Prospect.VERDICT, Duration.ofSeconds(14)));
        assertThat(judgement.reasons())
                .containsExactly("7 blocks count; the first look is after 8, and before it there is no verdict.");
    }

    private static TimeUse taking(Duration total, Duration checking) {
        return new TimeUse(Duration.ZERO, Duration.ZERO, Duration.ZERO, checking, total);
    }

    @Test
    void hardlyAnyOrNoBlocksAreSaidInWords() {
        Judgement two = judge(new Runs().ratios(1, 1.1).run(), WITHIN_5);
        Judgement none = judge(new Runs().run(), WITHIN_5);

        assertThat(two.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(two.estimate().orElseThrow().interval()).isEmpty();
        assertThat(two.stillNeeded().orElseThrow().prospect()).isEqualTo(Prospect.UNKNOWN);
        assertThat(two.stillNeeded().orElseThrow().blocks()).isEqualTo(6);
        assertThat(two.stillNeeded().orElseThrow().about()).as("by the plan").isPositive();
        assertThat(none.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(none.estimate()).isEmpty();
        assertThat(none.stillNeeded().orElseThrow().blocks()).isEqualTo(8);
        assertThat(none.reasons()).singleElement().asString().startsWith("0 blocks count; the first look is after 8");
    }

    @Test
    void anOpenQuestionSaysHowManyBlocksAndAboutHowLong() {
        double[] wide =
                Arrays.stream(about(1, 8)).map(ratio -> 1 + 5 * (ratio - 1)).toArray();
        Runs runs = new Runs().ratios(wide);
        for (int block = 9; block <= 12; block++) {
            runs.rounds(block, ttfb(20), ttfb(20).voided(Reason.STEAL, "steal"));
        }
        Judgement judgement = judge(runs.run(taking(Duration.ofMinutes(2), Duration.ZERO)), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        StillNeeded needed = judgement.stillNeeded().orElseThrow();
        assertThat(needed.prospect()).isEqualTo(Prospect.VERDICT);
        assertThat(8 + needed.blocks()).isIn(12, 18, 30);
        // Of 12 blocks, each taking 10 s, 8 counted: a counted one takes 15 s.
        assertThat(needed.about()).isEqualTo(Duration.ofSeconds(15L * needed.blocks()));
    }

    @Test
    void afterTheLastLookItIsOver() {
        double[] ratios = Arrays.copyOf(about(1.05, 30), 33);
        Arrays.fill(ratios, 30, 33, 9);
        Judgement judgement = judge(new Runs().ratios(ratios).run(), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.look()).isEqualTo(4);
        assertThat(judgement.stillNeeded().orElseThrow().blocks()).isZero();
        assertThat(judgement.stillNeeded().orElseThrow().prospect()).isEqualTo(Prospect.NO_VERDICT);
        assertThat(judgement.reasons())
                .containsExactly(
                        "Judged at look 4 of 4, on the first 30 of 33 counted blocks.",
                        "That was the last look, and its interval lies across the edge of what was expected.");
    }

    @Test
    void evidenceOfWhichMostDoesNotCountIsInvalid() {
        Runs runs = new Runs().ratios(about(1, 8));
        for (int block = 9; block <= 16; block++) {
            runs.rounds(block, ttfb(20).voided(Reason.PAUSE, "held up for 600 ms"), ttfb(20));
        }
        assertThat(judge(runs.run(), WITHIN_5).verdict()).as("one half").isEqualTo(Verdict.SUPPORTED);

        runs.rounds(17, ttfb(20), ttfb(20).voided(Reason.STEAL, "steal"));
        Judgement judgement = judge(runs.run(), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.stillNeeded()).isEmpty();
        assertThat(judgement.sensitivity()).isEmpty();
        assertThat(judgement.reasons().get(0))
                .isEqualTo("9 blocks do not count, 8 do, and what is left of so few is no evidence; the first is "
                        + "block 9: event+fpm: held up for 600 ms.");
    }

    @Test
    void blocksThatAllGaveTheSameHaveAPointForAnInterval() {
        double[] same = new double[8];
        Arrays.fill(same, 1);
        Judgement judgement = judge(new Runs().ratios(same).run(), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.estimate().orElseThrow().interval().orElseThrow().lower())
                .isEqualTo(1);
        assertThat(judgement.reasons()).contains("All blocks gave the same figure, so the interval is that figure.");
    }

    @Test
    void blocksThatAllGaveTheSameHaveNoPointWhileThereAreTooFewForAnInterval() {
        assertThat(judge(new Runs().ratios(1, 1).run(), WITHIN_5).reasons())
                .containsExactly("2 blocks count; the first look is after 8, and before it there is no verdict.");
    }

    @Test
    void aPointBesideAWildBlockIsNotWhatAllBlocksGave() {
        double[] ratios = new double[12];
        Arrays.fill(ratios, 1);
        ratios[5] = 2;
        Judgement judgement = judge(new Runs().ratios(ratios).run(), WITHIN_5);

        assertThat(judgement.estimate().orElseThrow().interval()).contains(new Interval(1, 1));
        assertThat(judgement.reasons()).containsExactly("Judged at look 2 of 4, on 12 blocks.");
    }

    @Test
    void aVerdictThatAFewBlocksSpeakAgainstSaysSo() {
        double[] ratios = about(1, 12);
        ratios[5] = 2;
        Judgement judgement = judge(new Runs().ratios(ratios).run(), WITHIN_5);

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.sensitivity().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.sensitivity().orElseThrow().agrees()).isFalse();
        assertThat(judgement.sensitivity().orElseThrow().value())
                .isGreaterThan(judgement.estimate().orElseThrow().value());
    }

    @Test
    void theMachinesNoiseIsShownBesideAndSaidWhenItIsTooMuch() {
        Run twins = new Runs().ratios(about(1, 12)).run();
        NoiseFloor floor = NoiseFloor.of(Finding.of(twins, question("ttfb.p50", WITHIN_5)), Looks.STANDARD)
                .orElseThrow();
        Question tight = question("ttfb.p50", new EquivalentWithin(0.001));
        Judgement judgement = Judge.STANDARD.judge(twins, tight, Optional.of(floor));

        assertThat(floor.blocks()).isEqualTo(12);
        assertThat(floor.spread()).isBetween(0.005, 0.03);
        assertThat(floor.smallestMargin()).isCloseTo(0.7113 * floor.spread(), within(2e-4));
        assertThat(judgement.noiseFloor()).contains(floor);
        assertThat(judgement.reasons()).last().asString().contains("hardly show equality within 0.1 %");
        assertThat(Judge.STANDARD
                        .judge(twins, question("ttfb.p50", WITHIN_5), Optional.of(floor))
                        .reasons())
                .hasSize(1);
        assertThat(NoiseFloor.of(
                        Finding.of(new Runs().ratios(1, 1).run(), question("ttfb.p50", WITHIN_5)), Looks.STANDARD))
                .isEmpty();
    }

    private static Judgement errors(double limit, long... failed) {
        Runs runs = new Runs();
        for (int i = 0; i < failed.length; i++) {
            runs.alone(i + 1, EVENT, failed[i] == 0 ? ttfb(20) : ttfb(20).withFailed(failed[i]));
        }
        Question question = Question.limit(EVENT, Runs.SITE, Runs.ALONE, Measure.parse("errors"), new AtMost(limit));
        return Judge.STANDARD.judge(runs.run(), question, Optional.empty());
    }

    @Test
    void whereNoErrorsAreAllowedOneIsEnough() {
        assertThat(errors(0, 0, 0, 1).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(errors(0, 0, 0, 1).reasons()).containsExactly("Requests failed, and none may.");
        assertThat(errors(0, 0, 0, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(errors(0, 0, 0, 0, 0, 0, 0, 0, 0).verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void aShareOfErrorsIsJudgedByItsMean() {
        // In one block of eight a fifth of the requests failed: on average 2.5 %, in a typical block none.
        Judgement burst = errors(0.01, 0, 0, 0, 25, 0, 0, 0, 0);

        assertThat(burst.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(burst.estimate().orElseThrow().value()).isCloseTo(0.025, within(1e-9));
        assertThat(burst.estimate().orElseThrow().interval().orElseThrow().lower())
                .isZero();
        assertThat(errors(0.05, 1, 1, 2, 1, 1, 2, 1, 1).verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(errors(0.05, 20, 22, 19, 21, 20, 24, 20, 20).verdict()).isEqualTo(Verdict.REFUTED);
    }

    /** 800 requests without an error say little of one in a thousand, and much of one in fifty. */
    @Test
    void errorsThatAreRarerThanTheRequestsTellStayOpen() {
        Judgement rare = errors(0.001, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(rare.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rare.estimate().orElseThrow().interval().orElseThrow().upper())
                .isBetween(0.003, 0.01);
        assertThat(errors(0.02, 0, 0, 0, 0, 0, 0, 0, 0).verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    /** Blocks of 300 requests each, of which the same number failed in every one. */
    private static Judgement alike(int blocks, int failed, double limit) {
        Question question = Question.limit(EVENT, Runs.SITE, Runs.ALONE, Measure.parse("errors"), new AtMost(limit));
        List<BlockEffect> effects = IntStream.rangeClosed(1, blocks)
                .mapToObj(block -> new BlockEffect(block, failed / 300.0, 300))
                .toList();
        return Judge.STANDARD.judge(
                new Finding(question, effects, List.of()), Optional.empty(), Duration.ofSeconds(10));
    }

    /** None failed in 2,400, 3,600 or 5,400 requests: up to 0.167, 0.112 or 0.074 % may in truth. */
    @Test
    void howManyMoreBlocksRareErrorsTakeGoesByTheirRequests() {
        Judgement rare = alike(8, 0, 0.001);

        assertThat(rare.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rare.reasons()).containsExactly("Judged at look 1 of 4, on 8 blocks.");
        assertThat(rare.stillNeeded()).contains(new StillNeeded(10, Prospect.VERDICT, Duration.ofSeconds(100)));
        assertThat(alike(8, 0, 0.0001).stillNeeded())
                .contains(new StillNeeded(22, Prospect.NO_VERDICT, Duration.ofSeconds(220)));
    }

    @Test
    void blocksLikeThoseBeforeComeToWhatWasForecast() {
        for (double limit : new double[] {0.0008, 0.001, 0.0015, 0.006, 0.007, 0.013, 0.014, 0.016}) {
            for (int failed : new int[] {0, 1, 3}) {
                Judgement open = alike(8, failed, limit);
                int settled = IntStream.of(12, 18, 30)
                        .filter(look -> alike(look, failed, limit).verdict() != Verdict.INCONCLUSIVE)
                        .findFirst()
                        .orElse(30);
                open.stillNeeded().ifPresent(needed -> assertThat(8 + needed.blocks())
                        .as("%d of 300 failed, at most %s", failed, limit)
                        .isEqualTo(settled));
            }
        }
    }

    @Test
    void aWholeClaimIsAsItsPartsAre() {
        Run run = new Runs().ratios(about(1, 8)).run();
        Judgement p50 = judge(run, WITHIN_5);
        Judgement p99 = Judge.STANDARD.judge(run, question("ttfb.p99", new LowerBy(0.2)), Optional.empty());

        assertThat(Joint.of(List.of(p50, p50)).verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(Joint.of(List.of(p50, p99)).verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void aDifferenceHasToStandAgainstTheNumberOfQuestions() {
        // Event is slower in every one of eight blocks: two-sided p 2/256, below 0.018 / 2 but not below 0.018 / 3.
        Judgement slower = judge(new Runs().ratios(about(1.1, 8)).run(), new Different(0));
        Judgement equal = judge(new Runs().ratios(about(1, 8)).run(), new Different(0));
        Judgement refuted = judge(new Runs().ratios(about(1.2, 8)).run(), WITHIN_5);
        Judgement lower = judge(new Runs().ratios(about(0.5, 8)).run(), new LowerBy(0.2));

        assertThat(slower.pDifferent().orElseThrow()).isCloseTo(2.0 / 256, within(1e-12));
        assertThat(refuted.pDifferent().orElseThrow()).isCloseTo(1.0 / 256, within(1e-12));
        assertThat(lower.pDifferent()).isEmpty();
        assertThat(slower.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(verdicts(slower, equal, lower))
                .containsExactly(Verdict.SUPPORTED, Verdict.INCONCLUSIVE, Verdict.SUPPORTED);
        assertThat(verdicts(slower, equal, equal))
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        assertThat(verdicts(slower, refuted, equal))
                .containsExactly(Verdict.SUPPORTED, Verdict.REFUTED, Verdict.INCONCLUSIVE);
        assertThat(Differences.corrected(List.of(slower, equal, equal), Looks.STANDARD)
                        .get(0)
                        .reasons())
                .last()
                .asString()
                .contains("3 questions", "Holm");
    }

    private static List<Verdict> verdicts(Judgement... judgements) {
        return Differences.corrected(List.of(judgements), Looks.STANDARD).stream()
                .map(Judgement::verdict)
                .toList();
    }

    @Test
    void judgementsSurviveTheJourneyThroughJson() throws Exception {
        Run run = new Runs()
                .ratios(about(1.02, 9))
                .rounds(10, ttfb(20), Figures.ttfb(20).voided(Reason.STEAL, "steal"))
                .run();
        Optional<NoiseFloor> floor = Optional.of(new NoiseFloor(0.02, 8, 0.0143));
        for (Expectation expectation :
                List.of(WITHIN_5, new EquivalentWithin(0.01), new LowerBy(0.2), new HigherBy(0.1), new Different(0))) {
            Judgement judgement = Judge.STANDARD.judge(run, question("ttfb.p50", expectation), floor);
            assertThat(through(judgement, Judgement.class)).isEqualTo(judgement);
        }
        Judgement errors = errors(0.01, 0, 0, 3);
        Joint joint = Joint.of(List.of(errors, judge(new Runs().run(), WITHIN_5)));
        assertThat(through(joint, Joint.class)).isEqualTo(joint);
        assertThat(through(Judge.STANDARD, Judge.class)).isEqualTo(Judge.STANDARD);
        assertThat(Json.MAPPER.writeValueAsString(errors.question()))
                .isEqualTo("{\"arm\":\"event+fpm\",\"site\":\"hello\",\"load\":\"busy\",\"measure\":\"errors\","
                        + "\"expectation\":{\"kind\":\"at-most\",\"limit\":0.01}}");
        assertThat(Json.MAPPER.writeValueAsString(errors)).contains("\"verdict\":\"inconclusive\"");
    }

    private static <T> T through(T value, Class<T> type) throws Exception {
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(value), type);
    }
}
