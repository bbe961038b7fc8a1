package org.mpmlab.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;

class FiguresTest {
    private static final long MS = 1_000_000;

    @Test
    void aFigureOverBlocksIsTheirMedianAndExtremesNeverAPooledQuantile() {
        Comparison comparison = one(Runs.blocks(
                Runs.times(10 * MS, 10 * MS, 10 * MS),
                Runs.times(12 * MS, 12 * MS, 12 * MS),
                Runs.times(50 * MS, 50 * MS, 50 * MS, 50 * MS, 50 * MS, 50 * MS, 50 * MS, 50 * MS, 50 * MS)));
        Spread p50 = comparison.arms().get(0).spread(Measure.TTFB_P50).orElseThrow();
        assertThat(p50.median()).as("pooled it would be 50").isCloseTo(12, within(0.1));
        assertThat(p50.min()).isCloseTo(10, within(0.1));
        assertThat(p50.max()).isCloseTo(50, within(0.1));
    }

    @Test
    void whatDoesNotCountIsInNoFigure() {
        var run = Runs.changed(
                Runs.blocks(Runs.times(10 * MS), Runs.times(99 * MS)),
                cell -> cell.block() == 2 ? Runs.voided(cell, Validity.Reason.STEAL, "too much") : cell);
        Figures figures = Figures.of(run);
        Arm arm = figures.comparisons().get(0).arms().get(0);
        assertThat(arm.spread(Measure.TTFB_P50).orElseThrow().max()).isCloseTo(10, within(0.1));
        assertThat(arm.voided()).hasSize(1);
        assertThat(figures.voided()).hasSize(1);
        assertThat(Voided.reasons(figures.voided())).containsExactly(Validity.Reason.STEAL);
    }

    @Test
    void aRatioIsTakenBlockByBlock() {
        Comparison comparison = Figures.of(Samples.FULL.run()).comparisons().get(0);
        Arm reference = comparison.reference().orElseThrow();
        assertThat(reference.name()).isEqualTo("prefork+mod_php");
        assertThat(comparison.ratio(reference, Measure.TTFB_P50).orElseThrow().values())
                .as("itself against itself in each of the eight blocks")
                .hasSize(8)
                .containsOnly(1.0);
        Arm event = comparison.arm("event+fpm").orElseThrow();
        assertThat(comparison.ratio(event, Measure.TTFB_P50).orElseThrow().blocks())
                .as("only blocks in which both count")
                .isEqualTo(event.valid().size())
                .isLessThan(8);
    }

    @Test
    void whereModPhpCannotBeHadEventWithFpmIsTheReference() {
        Figures figures = Figures.of(Samples.QUICK.run());
        assertThat(figures.ttfb("php29", Protocol.H2)
                        .flatMap(Comparison::reference)
                        .map(Arm::name))
                .isEqualTo(Optional.of("event+fpm"));
        assertThat(figures.ttfb("php29", Protocol.H1)
                        .flatMap(Comparison::modern)
                        .map(Arm::name))
                .isEqualTo(Optional.of("event+fpm"));
        assertThat(figures.ttfb("php29", Protocol.H2C)).isEmpty();
    }

    @Test
    void roundsHaveNoRateAndSlicesHaveOne() {
        for (Cell cell : Figures.of(Samples.QUICK.run()).cells()) {
            assertThat(cell.get(Measure.RATE).isPresent())
                    .isEqualTo(cell.result().load().equals("throughput-h1"));
        }
    }

    @Test
    void memoryIsReadWhereAStackIsAlone() {
        assertThat(Figures.of(Samples.QUICK.run()).memory("php29"))
                .extracting(comparison -> comparison.load().name())
                .containsExactly("throughput-h1");
        assertThat(Figures.of(Samples.SMALL.run()).memory("php29")).hasSize(1);
    }

    @Test
    void theMiddleOfAnEvenNumberOfBlocksIsTheMeanOfTwo() {
        assertThat(new Spread(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
        assertThatThrownBy(() -> new Spread(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCurveIsShortAndPassesThroughItsQuantiles() {
        Distribution times = Runs.times(java.util.stream.LongStream.rangeClosed(1, 10_000)
                .map(i -> i * 1000)
                .toArray());
        Curve curve = Curve.of(List.of(times));
        assertThat(curve.points()).hasSizeLessThan(40);
        assertThat(Math.pow(10, curve.at(-Math.log10(0.5)))).isCloseTo(5, within(0.05));
        assertThat(Math.pow(10, curve.at(2))).isCloseTo(9.9, within(0.1));
        assertThat(curve.last().nines()).as("as far as 10,000 times bear").isCloseTo(4, within(1e-9));
        assertThat(curve.at(4.5)).isNaN();
    }

    private static Comparison one(org.mpmlab.core.run.Run run) {
        return Figures.of(run).comparisons().get(0);
    }
}
