package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.claim.Observed.CrashSeen;
import org.mpmlab.core.claim.Observed.CrashesSeen;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.verdict.Verdict;

class CrashTest {
    private static final int HELD = 32;

    private static Claim claim(String expectation) {
        return Seen.claim("""
                crash:
                  stacks: [prefork+mod_php, event+fpm]
                  sites: [wait]
                  loads: [{arrival: closed, connections: 48, duration: 2s}]
                  expect: [%s]
                """.formatted(expectation));
    }

    private static Crash crash(Claim claim) {
        return (Crash) claim.trials().get(0);
    }

    private static CrashesSeen seen(Crash.Blow blow, long... failed) {
        List<CrashSeen> crashes = new ArrayList<>();
        for (long one : failed) {
            crashes.add(new CrashSeen(1, HELD, 48, 900, one, Map.of(ErrorKind.CLOSED, one), true));
        }
        return new CrashesSeen(blow, List.of(0L), crashes, "AH00052");
    }

    private static Verdict judge(Claim claim, CrashesSeen... seen) {
        Observed observed = Observed.NOTHING;
        for (CrashesSeen one : seen) {
            observed = observed.plus(one);
        }
        return Seen.of(claim).observed(observed).judge(claim).verdict();
    }

    @Test
    void ownWorkIsWhatTheProcessHeldWhenItWasStruck() {
        Claim claim = claim("{arm: event+fpm, fails-at-most: own-work}");
        Crash.Blow blow = crash(claim).blows().get(0);
        CrashSeen three = new CrashSeen(1, 3, 48, 900, 3, Map.of(), true);
        CrashSeen four = new CrashSeen(1, 3, 48, 900, 4, Map.of(), true);
        assertThat(judge(claim, new CrashesSeen(blow, List.of(0L), List.of(three), "")))
                .isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(claim, new CrashesSeen(blow, List.of(0L), List.of(three, four), "")))
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void oneCrashThatTakesMoreThanItsOwnWorkRefutes() {
        Claim claim = claim("{arm: event+fpm, fails-at-most: own-work}");
        Crash.Blow blow = crash(claim).blows().get(0);
        assertThat(judge(claim, seen(blow, 20, 0, 32, 5))).isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(claim, seen(blow, 20, 0, 33, 5))).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void whatFailsWithoutACrashIsNoneOfItsDoing() {
        Claim claim = claim("{arm: event+fpm, fails-at-most: own-work}");
        Crash.Blow blow = crash(claim).blows().get(0);
        CrashSeen five = new CrashSeen(1, 3, 48, 900, 5, Map.of(), true);
        assertThat(judge(claim, new CrashesSeen(blow, List.of(0L, 2L), List.of(five), "")))
                .isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(claim, new CrashesSeen(blow, List.of(0L, 1L), List.of(five), "")))
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void aServerThatDoesNotGoOnRefutes() {
        Claim claim = claim("{arm: event+fpm, fails-at-most: 48}");
        Crash.Blow blow = crash(claim).blows().get(0);
        CrashSeen last = new CrashSeen(1, HELD, 48, 900, 3, Map.of(), false);
        assertThat(judge(claim, new CrashesSeen(blow, List.of(0L), List.of(last), "")))
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void withoutAFailureOrAProcessThereWasNoCrashToSpeakOf() {
        Claim claim = claim("{arm: prefork+mod_php, fails-at-most: own-work}");
        Crash.Blow blow = crash(claim).blows().get(0);
        assertThat(judge(claim, seen(blow, 0, 0, 0, 0))).isEqualTo(Verdict.INVALID);
        CrashSeen nobody = new CrashSeen(0, 0, 48, 900, 1, Map.of(), true);
        assertThat(judge(claim, new CrashesSeen(blow, List.of(0L), List.of(nobody), "")))
                .isEqualTo(Verdict.INVALID);
        assertThat(judge(claim)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void fewerIsToldByRank() {
        Claim claim = claim("{arm: prefork+mod_php, fails-fewer-than: event+fpm}");
        List<Crash.Blow> blows = crash(claim).blows();
        CrashesSeen prefork = seen(blows.get(0), 1, 1, 0, 1);
        assertThat(judge(claim, prefork, seen(blows.get(1), 17, 2, 30, 9))).isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(claim, prefork, seen(blows.get(1), 17, 1, 30, 9))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(claim, seen(blows.get(0), 9, 9, 9, 9), seen(blows.get(1), 3, 1, 2, 2)))
                .isEqualTo(Verdict.REFUTED);
        assertThat(judge(claim, prefork)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatTwoExpectationsShareIsDoneOnce() {
        assertThat(crash(claim("""
                {arm: prefork+mod_php, fails-at-most: own-work},
                {arm: prefork+mod_php, fails-fewer-than: event+fpm}""")).blows())
                .extracting(blow -> blow.stack().name(), Crash.Blow::process)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("prefork+mod_php", Role.HTTPD_CHILD),
                        org.assertj.core.groups.Tuple.tuple("event+fpm", Role.HTTPD_CHILD));
    }

    @Test
    void whatCannotBeAskedIsExplained() {
        assertThatThrownBy(() -> Seen.claim("""
                crash:
                  stacks: [prefork+mod_php, event+fpm]
                  sites: [wait]
                  loads: [{arrival: closed, connections: 48, duration: 2s}]
                  times: 3
                  expect: [{arm: prefork+mod_php, fails-fewer-than: event+fpm}]
                """))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("times: 4 or more");
        assertThatThrownBy(() -> claim("{arm: prefork+mod_php}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("fails-at-most: own-work");
        assertThatThrownBy(() -> Seen.claim("""
                crash:
                  stacks: [event+fpm]
                  sites: [wait]
                  loads: [{arrival: open, rate: 10}]
                  expect: [{arm: event+fpm, fails-at-most: 1}]
                """))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("closed loads alone");
    }
}
