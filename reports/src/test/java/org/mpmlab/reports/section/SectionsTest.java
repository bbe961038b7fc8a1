package org.mpmlab.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Section;

class SectionsTest {

    @Test
    void aFullPoolIsNamedAndAnEmptyOneIsNot() {
        Figures crowded = Figures.of(Runs.crowded());
        assertThat(ScoreboardSection.of(crowded).meaning())
                .startsWith("All workers were seen busy on prefork+mod_php on hello and event+fpm on hello:");
        assertThat(WorkersSection.of(crowded).meaning())
                .startsWith("At their limit, so that requests queued for a worker: httpd of prefork+mod_php on hello");
        Figures quick = Figures.of(Samples.QUICK.run());
        assertThat(ScoreboardSection.of(quick).meaning()).startsWith("No Apache stack was seen out of workers");
        assertThat(WorkersSection.of(quick).meaning()).startsWith("No pool came near its limit");
    }

    @Test
    void memorySaysHowFarASumOfRssIsOff() {
        assertThat(MemorySection.of(Figures.of(Samples.QUICK.run())).meaning())
                .matches("Adding up RSS would take \\S+ for [\\d,.]+ MiB where it is [\\d.]+ MiB, [\\d.]+x as much; "
                        + "the others are overstated less\\.");
    }

    @Test
    void aMachineThatChangesIsSeen() {
        assertThat(DriftSection.of(Figures.of(Samples.FULL.run())).meaning()).endsWith("no drift to speak of.");
        assertThat(DriftSection.of(Figures.of(Runs.blocks(
                                Runs.times(10_000_000),
                                Runs.times(10_000_000),
                                Runs.times(10_000_000),
                                Runs.times(13_000_000),
                                Runs.times(13_000_000),
                                Runs.times(13_000_000))))
                        .meaning())
                .isEqualTo("The second half of the measuring was 30 % above the first: the machine changed while it "
                        + "measured, so compare within a block only.");
        assertThat(DriftSection.of(Figures.of(Samples.ADDRESS.run())).meaning())
                .as("too short for stretches, too few blocks")
                .isNotBlank();
    }

    private static Section voided(Run run) {
        return VoidedSection.of(Dossier.of(run), Figures.of(run));
    }

    @Test
    void whatDoesNotCountIsCountedAndAdvisedUpon() {
        assertThat(voided(Samples.QUICK.run()).meaning()).isEqualTo("Every cell that was measured counts.");
        assertThat(voided(Samples.VOIDED.run()).meaning())
                .isEqualTo("70 cells of 70 (100 %) are no evidence and in none of the figures above.");
        assertThat(voided(Samples.UNFINISHED.run()).meaning())
                .contains("planned cells were not measured: the run is not finished.");
        assertThat(voided(Runs.changed(
                                Samples.SMALL.run(), cell -> Runs.voided(cell, Validity.Reason.TOO_FEW, "3 answers")))
                        .meaning())
                .isEqualTo("1 cell of 1 (100 %) is no evidence and in none of the figures above.");
    }

    @Test
    void theKneeIsSaidWithWhatComesPastIt() {
        assertThat(LevelsSection.of(Figures.of(Samples.CAPACITY.run()))
                        .orElseThrow()
                        .meaning())
                .isEqualTo(
                        "On hello, h1, kept connections, event+fpm's knee is at 1 request at once, with 3,460 answers "
                                + "per second and a TTFB p50 of 0.270 ms: from there to 32 they become 1.28x as many, and the "
                                + "TTFB 23.6x as long; knees of the others: worker+fpm at 1 and prefork+mod_php at 2.");
    }

    @Test
    void whatOneMoreTakesIsSaidWithItsIntervalAndWhatRssWouldSay() {
        assertThat(GrowthSection.of(Figures.of(Samples.CAPACITY.run()))
                        .orElseThrow()
                        .meaning())
                .startsWith(
                        "One more worker of prefork+mod_php takes 0.465 MiB (0.459 MiB to 0.471 MiB), where a sum of "
                                + "RSS says 12.8 MiB, 27.6x as much; one more PHP process of event+fpm takes ")
                .contains("; one more idle connection of event+fpm takes ");
    }

    @Test
    void starvingIsSaidAgainstTheFormula() {
        assertThat(HeldSection.of(Figures.of(Samples.HOLD.run())).orElseThrow().meaning())
                .isEqualTo(
                        "New requests starved on event-16x25 at 1,190 idle connections (99 % of the formula's 1,200), "
                                + "on worker+fpm at 64 idle connections (100 % of the formula's 64) and on prefork+mod_php at 64 "
                                + "idle connections (100 % of the formula's 64).");
        assertThat(HeldSection.of(Figures.of(Samples.CAPACITY.run()))
                        .orElseThrow()
                        .meaning())
                .isEqualTo(
                        "Every stack held all the idle connections that it was asked to hold, 900 at most: where new "
                                + "requests starve was not reached.");
    }

    @Test
    void streamsAreSetAgainstTheTwoExtremes() {
        assertThat(StreamsSection.of(Figures.of(Samples.STREAMS.run()))
                        .orElseThrow()
                        .meaning())
                .matches("On wait, h2, 4 connections, a request takes (worker|event)\\+fpm [\\d.]+x as long among 12 "
                        + "streams as alone and (worker|event)\\+fpm [\\d.]+x as long among 12 streams as alone; "
                        + "1x would be all at once, as many times as there are streams one after the other\\.");
    }

    @Test
    void theTimeInWhichNothingWasMeasuredIsSaid() {
        assertThat(TimeSection.of(Figures.of(Samples.QUICK.run())).meaning())
                .isEqualTo("The run took 3 min 44 s; in 30 % of that nothing was measured.");
        assertThat(TimeSection.of(Figures.of(Samples.NOTHING.run())).meaning())
                .isEqualTo("This run does not say where its time went.");
    }
}
