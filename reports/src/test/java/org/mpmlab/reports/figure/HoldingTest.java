package org.mpmlab.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;

class HoldingTest {

    @Test
    void starvingIsSetAgainstTheSettingsFormula() {
        List<Holding> all = Holding.of(Figures.of(Samples.HOLD.run()));
        assertThat(all)
                .extracting(
                        holding -> holding.stack().name() + " " + holding.held().median() + " of "
                                + holding.bound().getAsDouble() + (holding.starved() ? " starved" : ""))
                .containsExactly(
                        "event-16x25 1190.0 of 1200.0 starved",
                        "worker+fpm 64.0 of 64.0 starved",
                        "prefork+mod_php 64.0 of 64.0 starved");
        assertThat(all.get(0).rule()).isEqualTo("(1 + AsyncRequestWorkerFactor 2) x 400 workers");
    }

    @Test
    void whatStoodIsALowerLimit() {
        assertThat(Holding.of(Figures.of(Samples.CAPACITY.run())))
                .extracting(
                        holding -> holding.stack().name() + " " + holding.held().median() + " " + holding.starved())
                .containsExactly(
                        "event-holding-300 300.0 false",
                        "event-holding-600 600.0 false",
                        "event-holding-900 900.0 false");
    }

    @Test
    void whatFellShortIsTheWorstOfTheBlocks() {
        Holding holding = Holding.of(Figures.of(
                        Runs.holding(Runs.stack("event+fpm"), idle(40, 0, 1), idle(35, 5, 0), idle(38, 2, 3))))
                .get(0);
        assertThat(holding.heldAll()).isFalse();
        assertThat(holding.shortBlocks()).isEqualTo(2);
        assertThat(holding.shortest()).isEqualTo(idle(35, 5, 0));
        assertThat(holding.closed()).isEqualTo(3);
    }

    private static IdleResult idle(int held, int refused, int closed) {
        return new IdleResult(40, held, false, refused, closed, 0, 0, List.of(), List.of());
    }

    @Test
    void aCellThatIsVoidForAnotherReasonTellsNothing() {
        assertThat(Holding.of(Figures.of(Runs.changed(
                        Samples.HOLD.run(), cell -> Runs.voided(cell, Validity.Reason.IDENTITY, "another server")))))
                .isEmpty();
        assertThat(Holding.of(Figures.of(Samples.QUICK.run()))).isEmpty();
    }
}
