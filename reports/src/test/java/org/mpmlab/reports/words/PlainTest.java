package org.mpmlab.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Outcome;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.Baseline;
import org.mpmlab.core.verdict.gate.GateJudge;
import org.mpmlab.core.verdict.gate.GateReader;
import org.mpmlab.reports.Conclusions;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;

/** What someone reads who decides and does not run servers. */
class PlainTest {
    private static Plain of(Dossier dossier) {
        return Plain.of(dossier, Figures.of(dossier.run()));
    }

    private static final Dossier JUDGED = Samples.JUDGED.dossier();
    private static final String ERRORS = "errors <= 0.1% on event+fpm/php29 under ttfb-h1";
    private static final String ON_PAGE = " within 5% of baseline on event+fpm/php29 under ttfb-h1";
    private static final String AS_BEFORE = "ttfb.p50" + ON_PAGE;

    @ParameterizedTest
    @EnumSource(Samples.class)
    void everyRunHasAnAnswerAndSomethingToDo(Samples sample) {
        Plain plain = of(sample.dossier());

        assertThat(plain.question()).isNotBlank();
        assertThat(plain.answer()).endsWith(".");
        assertThat(plain.toDo()).isNotEmpty();
        assertThat(plain.howSure()).isNotEmpty();
        assertThat(plain.toString()).doesNotContain("TTFB", "PSS", "p99", "MPM");
    }

    @Test
    void aRecommendationGoesBeforeAllElse() {
        Plain plain = of(JUDGED);

        assertThat(plain.question()).isEqualTo("What should a server with 4 CPUs and 8 GiB of memory run for hello?");
        assertThat(plain.answer())
                .startsWith("Apache with threads that look after many visitors each, PHP in a service of its own "
                        + "(event+fpm). It should carry at least 727 pages a second, and most likely about 800. ")
                .endsWith("What limits it is the CPU.");
        assertThat(plain.toDo()).anyMatch(step -> step.startsWith("If it has to carry more: 5 CPUs instead of 4"));
        assertThat(plain.howSure()).anyMatch(why -> why.contains("not tried yet"));
    }

    @Test
    void aGateIsAnsweredWithYesOrNo() {
        Plain plain = of(Dossier.of(JUDGED.run()).with(JUDGED.gate().orElseThrow()));

        assertThat(plain.question()).isEqualTo("Does the release answer as fast as the last one?");
        assertThat(plain.answer()).isEqualTo("No. 3 of 5 rules hold.");
        assertThat(plain.toDo())
                .containsExactly("Repair first what broke: ttfb.p50 of event+fpm at most +10% of "
                        + "prefork+mod_php on hello under ttfb-h1.");
    }

    @Test
    void aQuieterMachineIsAskedForWhereOneDisturbedTheMeasuring() {
        assertThat(gate(eventVoid(Validity.Reason.STEAL), Optional.empty(), ERRORS)
                        .toDo())
                .containsExactly("Measure again on a quieter machine. Disturbed: " + ERRORS + ".");
        assertThat(gate(eventVoid(Validity.Reason.IDENTITY), Optional.empty(), ERRORS)
                        .toDo())
                .singleElement()
                .asString()
                .startsWith("12 blocks do not count, 0 do, and what is left of so few is no evidence; the first is")
                .endsWith(" It concerns: " + ERRORS + ".");
    }

    @Test
    void aGateThatIsInvalidForAnotherReasonSaysWhich() {
        Plain own = gate(JUDGED.run(), Optional.of(Baseline.of(JUDGED.run())), ERRORS, AS_BEFORE, "ttfb.p99" + ON_PAGE);
        assertThat(own.answer()).isEqualTo("That can't be said. 1 of 3 rules hold.");
        assertThat(own.toDo())
                .containsExactly("The baseline is of this very run, 2026-11-21T080000-judged, which says nothing "
                        + "against itself. It concerns: " + AS_BEFORE + " and ttfb.p99" + ON_PAGE + ".");
        assertThat(gate(Runs.nothing(), Optional.empty(), ERRORS).toDo())
                .as("never measured")
                .containsExactly("0 blocks count; the first look is after 8, and before it there is no verdict. "
                        + "It concerns: " + ERRORS + ".");
    }

    @Test
    void whatIsOpenBesideAnInvalidRuleIsNamedToo() {
        Run few = Runs.changed(
                Runs.quick(),
                cell -> cell.stack().equals("event+fpm")
                        ? Runs.voided(cell, Validity.Reason.STEAL, "steal 31 %, limit 20 %")
                        : cell);
        String open = "ttfb.p99 <= 80ms on worker+fpm/php29 under ttfb-h1";
        assertThat(gate(few, Optional.empty(), ERRORS, open).toDo())
                .containsExactly(
                        "Measure again on a quieter machine. Disturbed: " + ERRORS + ".",
                        "Measure more often before you decide. Open: " + open + ".");
    }

    private static Plain gate(Run run, Optional<Baseline> baseline, String... rules) {
        String gate = "name: own\nrules:\n- " + String.join("\n- ", rules) + "\n";
        return of(Dossier.of(run)
                .with(GateJudge.judge(GateReader.read(gate, "gate.yaml"), run, baseline, NoiseFloors.NONE)));
    }

    private static Run eventVoid(Validity.Reason reason) {
        return Runs.changed(
                JUDGED.run(), cell -> cell.stack().equals("event+fpm") ? Runs.voided(cell, reason, "seen") : cell);
    }

    @Test
    void aClaimWithoutEvidenceIsNotPutDownToTheMachine() {
        ClaimVerdict held = new ClaimVerdict(
                "holds",
                List.of(),
                "Event holds 5,000 connections.",
                Verdict.INVALID,
                List.of(new Outcome(
                        "event+fpm holds 5,000",
                        Verdict.INVALID,
                        "held 35 and still answered",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of())));
        Plain plain = of(Dossier.of(JUDGED.run()).with(List.of(held)));
        assertThat(plain.answer()).isEqualTo("It is not to be said, as the evidence does not count.");
        assertThat(plain.toDo()).containsExactly("Its evidence does not count: the full report says why.");
        assertThat(of(Dossier.of(JUDGED.run())
                                .with(List.of(held, JUDGED.claims().get(3))))
                        .toDo())
                .containsExactly("Its evidence does not count: the full report says why. It concerns: "
                        + "Event holds 5,000 connections.");

        Run stolen = eventVoid(Validity.Reason.STEAL);
        Plain disturbed =
                of(Dossier.of(stolen).with(List.of(Conclusions.claims(stolen).get(2))));
        assertThat(disturbed.answer()).isEqualTo("It is not to be said, as the measuring was disturbed.");
        assertThat(disturbed.toDo()).containsExactly("Measure the open ones again; the full report says for how long.");
    }

    @Test
    void claimsAreTrueOrNot() {
        Plain plain = of(Dossier.of(JUDGED.run()).with(JUDGED.claims()));

        assertThat(plain.answer()).isEqualTo("Of these 1 is true, 1 is not true and 3 are not decided yet.");
        assertThat(plain.toDo().get(0)).isEqualTo("Do not rely on this: Event is as fast as prefork on a tiny page.");
        assertThat(of(Dossier.of(JUDGED.run()).with(List.of(JUDGED.claims().get(3))))
                        .answer())
                .isEqualTo("It is true.");
    }

    @Test
    void whatNobodyJudgedIsAFirstLook() {
        Plain plain = of(Samples.QUICK.dossier());

        assertThat(plain.question()).isEqualTo("Which of 14 ways to serve a page answers soonest?");
        assertThat(plain.toDo().get(0)).startsWith("Take it as a first look.");
        assertThat(plain.howSure()).anyMatch(why -> why.endsWith("once: that is no proof."));
        assertThat(of(Samples.VOIDED.dossier()).answer()).startsWith("That can't be said");
    }

    @Test
    void enoughBlocksAnswerWhetherItIsAsFast() {
        assertThat(of(Dossier.of(JUDGED.run())).question())
                .isEqualTo("Does event+fpm answer as fast as prefork+mod_php?");
        assertThat(of(Dossier.of(JUDGED.run())).answer()).startsWith("Not decided yet. On the page php29");
    }

    @Test
    void everyStackHasWordsOfItsOwn() {
        List<String> words =
                Compatibility.valid().stream().map(StackWords::plain).toList();

        assertThat(words).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        assertThat(Optional.of(words.get(0))).hasValueSatisfying(first -> assertThat(first)
                .startsWith("Apache with a process for every visitor, PHP inside it"));
    }
}
