package org.mpmlab.core.capacity.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.validation.SyntheticTrials.Behaviour;
import org.mpmlab.core.capacity.validation.Validation.Check;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.verdict.Verdict;

class ValidationsTest {
    private static final Promise HOLDING = SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=3000");
    private static final Promise PLAIN = SyntheticTrials.promise("cpus=2,memory=2GiB");

    /** All contenders do well but one. */
    private static Validation validation(Promise promise, int blocks, String name, UnaryOperator<Behaviour> as) {
        Behaviour good = Behaviour.GOOD.holding((int) promise.heldConnections());
        return Validations.of(
                promise,
                SyntheticTrials.run(
                        promise, blocks, (contender, block) -> contender.equals(name) ? as.apply(good) : good));
    }

    private static Check check(Validation validation, Subject subject) {
        return validation.checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    private static Row row(Validation validation, String name) {
        return validation.rows().stream()
                .filter(row -> row.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsDeliveredAsPromisedIsKept() {
        Validation kept = validation(HOLDING, 2, "nobody", same -> same);
        assertThat(kept.verdict()).as("%s", kept.checks()).isEqualTo(Verdict.SUPPORTED);
        assertThat(check(kept, Subject.RATE).error().orElseThrow()).isCloseTo(0, within(0.01));
        assertThat(check(kept, Subject.TTFB).measured().orElseThrow().value()).isCloseTo(10, within(0.1));
        assertThat(check(kept, Subject.CONNECTIONS).error().orElseThrow()).isCloseTo(0, within(0.01));
        assertThat(kept.blocks()).isEqualTo(2);
    }

    @Test
    void theRateAtTheObjectiveIsPredictedButNotPromised() {
        double promised = PLAIN.ratePerSecond().value();
        Check kept =
                check(validation(PLAIN, 2, Promise.RECOMMENDED, good -> good.rate(1.1 * promised)), Subject.OBJECTIVE);
        assertThat(kept.predicted())
                .isEqualTo(PLAIN.objectiveRatePerSecond().orElseThrow().value())
                .isGreaterThan(promised);
        assertThat(kept.error().orElseThrow()).isCloseTo(kept.predicted() / (1.1 * promised) - 1, within(1e-9));
        assertThat(kept.verdict()).isEqualTo(Verdict.SUPPORTED);

        Validation less = validation(PLAIN, 2, Promise.RECOMMENDED, good -> good.rate(0.5 * promised));
        assertThat(check(less, Subject.OBJECTIVE).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(less.verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void thatRequestsTookOtherCpuTimeThanExpectedIsSaid() {
        double expected = 1000 * PLAIN.cpuSecondsPerRequest().orElseThrow().value();
        assertThat(costs(1.09 * expected)).isEmpty();
        assertThat(costs(0.91 * expected)).isEmpty();
        assertThat(costs(1.4 * expected)).singleElement().asString().contains(", 40 % more than", "slower");
        assertThat(costs(0.7 * expected)).singleElement().asString().contains(", 30 % less than", "faster");
    }

    /** So that the machine's luck and the model's error can be told apart. Under a search a page takes more than under load. */
    @Test
    void whatIsExpectedAtTheObjectiveIsAdjustedToTheCpuTimeThatRequestsTook() {
        Promise searched = SyntheticTrials.promiseOfSearchedPrefork("cpus=2,memory=2GiB,needs=non-thread-safe-modules");
        double searchedOverOwn =
                searched.profile().orElseThrow().searchedOverOwn().orElseThrow();
        double expected = 1000
                * searchedOverOwn
                * searched.cpuSecondsPerRequest().orElseThrow().value();
        double predicted = searched.objectiveRatePerSecond().orElseThrow().value();

        assertThat(adjusted(searched, expected).predicted()).isCloseTo(predicted, withinPercentage(0.1));
        assertThat(adjusted(searched, 1.5 * expected).predicted()).isLessThan(predicted / 1.4);
        assertThat(adjusted(searched, 0.75 * expected).predicted()).isGreaterThan(predicted / 0.8);
        assertThat(adjusted(searched, 1.5 * expected).what())
                .contains(Quantities.rounded(1.5 * expected, 3) + " ms of CPU time");
        assertThat(adjusted(searched, 1.5 * expected).subject().promised()).isFalse();
    }

    private static Check adjusted(Promise promise, double cpuMillis) {
        return check(validation(promise, 2, Promise.RECOMMENDED, good -> good.cpu(cpuMillis)), Subject.ADJUSTED);
    }

    /** At light load the same page takes more CPU time, so what a search's requests take is known from searches alone. */
    @Test
    void nothingIsAdjustedForAStackThatWasNotSearched() {
        assertThat(validation(PLAIN, 2, Promise.RECOMMENDED, good -> good.cpu(3))
                        .checks())
                .extracting(Check::subject)
                .contains(Subject.OBJECTIVE)
                .doesNotContain(Subject.ADJUSTED);
    }

    private static List<String> costs(double cpuMillis) {
        return validation(PLAIN, 2, Promise.RECOMMENDED, good -> good.cpu(cpuMillis)).findings().stream()
                .filter(finding -> finding.contains("CPU time"))
                .toList();
    }

    @Test
    void aSlowAnswerBreaksThePromise() {
        Validation slow = validation(HOLDING, 2, Promise.RECOMMENDED, good -> good.ttfb(80));
        assertThat(check(slow, Subject.TTFB).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(slow.verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void fewerConnectionsThanPromisedBreakIt() {
        Validation fewer = validation(HOLDING, 1, Promise.RECOMMENDED, good -> good.holding(3100));
        assertThat(check(fewer, Subject.CONNECTIONS).verdict())
                .isEqualTo(3100 >= 0.95 * HOLDING.heldConnections() ? Verdict.SUPPORTED : Verdict.REFUTED);
        Validation starved = validation(HOLDING, 1, Promise.RECOMMENDED, good -> good.holding(2000));
        assertThat(check(starved, Subject.CONNECTIONS).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(check(starved, Subject.RATE).verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void aProcessKilledForMemoryBreaksItWhateverElseWasKept() {
        Validation killed = validation(HOLDING, 1, Promise.RECOMMENDED, good -> good.killed(3));
        assertThat(killed.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(row(killed, Promise.RECOMMENDED).killed()).isEqualTo(3);
        assertThat(killed.findings()).anyMatch(finding -> finding.contains("killed 3"));
    }

    @Test
    void tooFewAnswersAreNobodysFault() {
        Validation few = validation(PLAIN, 1, Promise.RECOMMENDED, good -> good.failing(Validity.Reason.TOO_FEW));
        assertThat(row(few, Promise.RECOMMENDED).measured()).isZero();
        assertThat(check(few, Subject.RATE).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void connectionsBeyondThoseThatAreTriedBreakNothing() {
        Promise many = SyntheticTrials.promise("cpus=2,memory=16GiB,keepalive-connections=30000");
        assertThat(many.plannedConnections()).isGreaterThan(Trial.MOST_HELD);
        Check held = check(validation(many, 1, "nobody", same -> same), Subject.CONNECTIONS);
        assertThat(held.verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void aPeerThatStarvesIsBeatenAtTheFirstBlock() {
        Validation validation = validation(HOLDING, 1, "debian", good -> good.holding(440));
        Row debian = row(validation, "debian");
        assertThat(debian.name()).isEqualTo("debian, plesk");
        assertThat(debian.held()).hasValue(440);
        assertThat(debian.starved()).isTrue();
        assertThat(debian.carried()).isZero();
        assertThat(debian.verdict()).contains(Verdict.SUPPORTED);
        assertThat(debian.trouble()).contains("new requests starved");
    }

    @Test
    void aRecommendationThatFailsWhereAPeerCarriesIsWorse() {
        Validation validation = validation(PLAIN, 1, Promise.RECOMMENDED, good -> good.failing(Validity.Reason.ERRORS));
        assertThat(row(validation, "httpd").verdict()).contains(Verdict.REFUTED);
        assertThat(validation.verdict()).isEqualTo(Verdict.REFUTED);
    }

    /** The objective asks for a p99, so that one in a hundred may fail as well as be late; not more, in sum. */
    @Test
    void soMuchMayFailAsTheObjectiveLets() {
        Validation some =
                validation(PLAIN, 1, Promise.RECOMMENDED, good -> good.failing(Validity.Reason.ERRORS, 0.008));
        assertThat(some.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(row(some, Promise.RECOMMENDED).carries()).isTrue();
        assertThat(row(some, Promise.RECOMMENDED).trouble()).isEmpty();
        assertThat(some.findings()).contains("No more than the objective lets fail: it did not work");

        Validation more =
                validation(PLAIN, 1, Promise.RECOMMENDED, good -> good.failing(Validity.Reason.ERRORS, 0.012));
        assertThat(check(more, Subject.RATE).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(check(more, Subject.TTFB).verdict())
                .as("one in a hundred is never answered")
                .isEqualTo(Verdict.REFUTED);
        assertThat(row(more, Promise.RECOMMENDED).trouble()).contains("it did not work");

        Promise strict = SyntheticTrials.promise("cpus=2,memory=2GiB", "ttfb.p99<=50ms,errors<=0.1%");
        Validation refused =
                validation(strict, 1, Promise.RECOMMENDED, good -> good.failing(Validity.Reason.ERRORS, 0.008));
        assertThat(check(refused, Subject.RATE).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(check(refused, Subject.TTFB).verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    /** Two in a hundred may fail, so the rate is kept; but with them one in a hundred is never answered. */
    @Test
    void aQuantileThatMostBlocksNeverReachedIsNotThatOfTheOthers() {
        Promise lenient = SyntheticTrials.promise("cpus=2,memory=2GiB", "ttfb.p99<=50ms,errors<=5%");
        Validation most = failingIn(lenient, 5);
        assertThat(check(most, Subject.RATE).verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(check(most, Subject.TTFB).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(check(failingIn(lenient, 3), Subject.TTFB).verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    private static Validation failingIn(Promise promise, int blocks) {
        return Validations.of(
                promise,
                SyntheticTrials.run(
                        promise,
                        8,
                        (contender, block) -> contender.equals(Promise.RECOMMENDED) && block <= blocks
                                ? Behaviour.GOOD.failing(Validity.Reason.ERRORS, 0.02)
                                : Behaviour.GOOD));
    }

    @Test
    void whoLosesProcessesForWantOfMemoryIsBeatenByWhoDoesNot() {
        assertThat(row(validation(PLAIN, 1, "httpd", good -> good.killed(3)), "httpd")
                        .verdict())
                .contains(Verdict.SUPPORTED);
        assertThat(row(validation(PLAIN, 1, Promise.RECOMMENDED, good -> good.killed(3)), "httpd")
                        .verdict())
                .contains(Verdict.REFUTED);
    }

    @Test
    void whatTheMachineSpoiltSaysNothingOfEither() {
        Validation validation = validation(PLAIN, 1, "httpd", good -> good.failing(Validity.Reason.STEAL));
        Row httpd = row(validation, "httpd");
        assertThat(httpd.measured()).isZero();
        assertThat(httpd.verdict()).contains(Verdict.INVALID);
    }

    @Test
    void equalContendersAreNoWorseAfterTheFirstLookAndUndecidedBefore() {
        assertThat(row(validation(PLAIN, 8, "nobody", same -> same), "httpd").verdict())
                .contains(Verdict.SUPPORTED);
        Row few = row(validation(PLAIN, 3, "nobody", same -> same), "httpd");
        assertThat(few.verdict()).contains(Verdict.INCONCLUSIVE);
        assertThat(few.comparisons()).isNotEmpty().allSatisfy(comparison -> assertThat(comparison.interval())
                .as("three blocks have an interval")
                .isPresent());
    }

    @Test
    void aFasterPeerIsSaidToBe() {
        Row faster = row(validation(PLAIN, 8, "httpd", good -> good.rate(800)), "httpd");
        assertThat(faster.verdict()).contains(Verdict.REFUTED);
        assertThat(faster.comparisons().get(0).ratio()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aFullPoolIsNoCorrection() {
        assertThat(Validations.isOfFilling("AH00484: server reached MaxRequestWorkers setting, consider raising it"))
                .isTrue();
        assertThat(Validations.isOfFilling("WARNING: [pool hello] server reached pm.max_children setting (5)"))
                .isTrue();
        assertThat(Validations.isOfFilling("AH00513: MaxRequestWorkers of 100 is not an integer multiple of 64"))
                .isFalse();
        assertThat(Validations.isOfFilling(
                        "AH03490: scoreboard is full, not at MaxRequestWorkers. Increase ServerLimit."))
                .isFalse();
    }

    @Test
    void itIsWrittenAndReadBack() throws Exception {
        Validation validation = validation(HOLDING, 3, "debian", good -> good.holding(440));
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(HOLDING), Promise.class))
                .isEqualTo(HOLDING);
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(validation), Validation.class))
                .isEqualTo(validation);
    }

    @Property(tries = 20)
    void aSlowerPeerNeverMakesTheRecommendationLookWorse(
            @ForAll @DoubleRange(min = 1, max = 40) double millis, @ForAll @DoubleRange(min = 1, max = 9) double more) {
        double before = ttfbRatio(millis);
        assertThat(ttfbRatio(millis + more)).isLessThanOrEqualTo(before);
    }

    private static double ttfbRatio(double millis) {
        return row(validation(PLAIN, 1, "httpd", good -> good.ttfb(millis)), "httpd").comparisons().stream()
                .filter(comparison -> comparison.measure().startsWith("intended"))
                .findFirst()
                .orElseThrow()
                .ratio();
    }

    @Property(tries = 20)
    void whoeverCannotHoldTheConnectionsIsNeverPreferred(@ForAll @IntRange(min = 0, max = 2999) int holds) {
        assertThat(row(validation(HOLDING, 1, "debian", good -> good.holding(holds)), "debian")
                        .verdict())
                .contains(Verdict.SUPPORTED);
    }
}
