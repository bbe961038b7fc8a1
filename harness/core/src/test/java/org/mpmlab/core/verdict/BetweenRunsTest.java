package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.verdict.Runs.Figures;

class BetweenRunsTest {
    private static final Measure P50 = Measure.of(Measure.Kind.TTFB, 50);

    private static Runs eight(double event) {
        return new Runs()
                .ratios(event, event * 1.01, event * 0.99, event, event * 1.02, event * 0.98, event, event * 1.01);
    }

    private static Judgement p50(BetweenRuns runs, String stack) {
        return runs.judgements().stream()
                .filter(judgement -> judgement.question().measure().equals(P50)
                        && judgement.question().arm().equals(stack))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStackThatBecameSlowerIsFoundAndTheOtherIsNot() {
        BetweenRuns runs = BetweenRuns.of(eight(1.2).run(), eight(1).run());

        Judgement event = p50(runs, Runs.EVENT);
        assertThat(event.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(event.estimate().orElseThrow().value()).isCloseTo(1.2, within(0.001));
        assertThat(p50(runs, Runs.PREFORK).estimate().orElseThrow().value()).isEqualTo(1);
        assertThat(runs.unlike()).isEmpty();
        assertThat(runs.onlyOne()).isEmpty();
        assertThat(p50(BetweenRuns.of(eight(1).run(), eight(1.2).run()), Runs.EVENT)
                        .estimate()
                        .orElseThrow()
                        .value())
                .as("the other way round")
                .isCloseTo(1 / 1.2, within(0.001));
    }

    @Test
    void fewBlocksGiveARatioAndNoVerdict() {
        BetweenRuns runs = BetweenRuns.of(
                new Runs().ratios(1.2).run(), new Runs().ratios(1).run());

        assertThat(p50(runs, Runs.EVENT).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(p50(runs, Runs.EVENT).estimate().orElseThrow().value()).isCloseTo(1.2, within(0.001));
        assertThat(p50(runs, Runs.EVENT).estimate().orElseThrow().interval()).isEmpty();
    }

    @Test
    void mostlyVoidBlocksOfEitherRunAreInvalid() {
        Runs half = eight(1);
        for (int block = 9; block < 18; block++) {
            half.rounds(block, Figures.ttfb(20).voided(Reason.STEAL, "stolen"), Figures.ttfb(20));
        }
        assertThat(p50(BetweenRuns.of(half.run(), eight(1).run()), Runs.EVENT).verdict())
                .isEqualTo(Verdict.INVALID);
        assertThat(p50(BetweenRuns.of(eight(1).run(), half.run()), Runs.EVENT).verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void whatIsNotAlikeIsSaid() {
        Run here = eight(1).run();
        Run elsewhere = new Run(
                here.about(),
                here.scenario(),
                here.plan(),
                new Environment(
                        "0",
                        "17",
                        "Another",
                        2,
                        1,
                        "6",
                        "Debian",
                        2,
                        "20",
                        "0",
                        "0",
                        Map.of(),
                        Map.of(Runs.SITE, Map.of("iterations", 7L))),
                here.steps(),
                here.time());

        assertThat(BetweenRuns.of(here, elsewhere).unlike())
                .hasSize(3)
                .anyMatch(why -> why.startsWith("The machine differs: CPU x 2"))
                .anyMatch(why -> why.startsWith("The generator's CPUs differ: 1 here, 0 in the other run."))
                .contains("The pages of hello were calibrated to different amounts of work.");
    }

    @Test
    void whatOnlyOneMeasuredIsNamed() {
        Run more = eight(1).alone(1, Runs.EVENT, Figures.ttfb(20)).run();

        assertThat(BetweenRuns.of(more, eight(1).run()).onlyOne())
                .containsExactly("event+fpm on hello under busy, only in test");
        assertThat(BetweenRuns.of(eight(1).run(), more).onlyOne()).hasSize(1);
    }
}
