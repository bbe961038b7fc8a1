package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.verdict.Verdict;

class StarvationTest {
    private static final String EVENT = "event-400";

    private static Claim claim(String expectation) {
        return Seen.claim("""
                starvation:
                  stacks:
                    - {name: event-400, extends: event+fpm, settings: {ServerLimit: 16, StartServers: 16, ThreadsPerChild: 25, ThreadLimit: 25, MaxRequestWorkers: 400, MinSpareThreads: 400, MaxSpareThreads: 426, AsyncRequestWorkerFactor: 2}}
                  sites: [static]
                  loads:
                    - {arrival: closed, connections: 1, idle: {connections: 5000, until-starved: true}}
                  expect:
                    - {arm: event-400, %s}
                """.formatted(expectation));
    }

    @ParameterizedTest
    @CsvSource({
        // 400 threads and F 2: 1,200 by the formula, within 5 % is 1,140 to 1,260.
        "1185, true, SUPPORTED",
        "1140, true, SUPPORTED",
        "1139, true, REFUTED",
        "1261, true, REFUTED",
        // Not starved: it holds more than it should, or it was not asked for enough to tell.
        "5000, false, REFUTED",
        "1200, false, INVALID",
    })
    void theFormulaHoldsWithinItsTolerance(int held, boolean starved, Verdict verdict) {
        Claim claim = claim("starves-at: formula");
        assertThat(thrice(claim, held, starved).judge(claim).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"5000, false, SUPPORTED", "5000, true, SUPPORTED", "4999, true, REFUTED", "4999, false, INVALID"})
    void holdingSoManyIsRefutedByStarvationAlone(int held, boolean starved, Verdict verdict) {
        Claim claim = claim("holds: 5000");
        assertThat(thrice(claim, held, starved).judge(claim).verdict()).isEqualTo(verdict);
    }

    private static Seen thrice(Claim claim, int held, boolean starved) {
        return Seen.of(claim)
                .held(1, EVENT, 5000, held, starved)
                .held(2, EVENT, 5000, held, starved)
                .held(3, EVENT, 5000, held, starved);
    }

    @Test
    void aServerThatNeitherHeldAllNorStarvedIsTriedAgain() {
        Claim claim = claim("holds: 5000");
        Seen first = Seen.of(claim).held(1, EVENT, 5000, 4990, false);
        assertThat(first.judge(claim).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(first.held(2, EVENT, 5000, 5000, false).judge(claim).verdict())
                .isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void withoutACellItSaysWhatItNeeds() {
        Claim claim = claim("holds: 5000");
        ClaimVerdict verdict = Seen.of(claim).judge(claim);
        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.decisive().needs().orElseThrow()).matches("1 block, about .+");
        assertThat(verdict.open()).containsExactly(new CellKey(EVENT, "static", "busy-h1-c1"));
    }

    @Test
    void threeDisturbedBlocksAreEnough() {
        Claim claim = claim("holds: 5000");
        Validity disturbed = Validity.invalid(Validity.Reason.CONTAINER, "it ended");
        Seen seen = Seen.of(claim).answers(1, EVENT, 0, disturbed).answers(2, EVENT, 0, disturbed);
        assertThat(seen.judge(claim).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(seen.answers(3, EVENT, 0, disturbed).judge(claim).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void anExpectationSaysOneThing() {
        assertThatThrownBy(() -> claim("holds: 5, starves-at: 6"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("either how many are held or at how many it starves");
        assertThatThrownBy(() -> claim("starves-at: formla"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("'starves-at' can't be formla");
    }
}
