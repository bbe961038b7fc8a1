package org.mpmlab.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Parity;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Headline;
import org.mpmlab.reports.words.Plain;

/** What was concluded, as sections. */
class VerdictSectionsTest {
    private static final Dossier JUDGED = Samples.JUDGED.dossier();

    private static List<Block.Table> tables(Section section) {
        return section.blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .toList();
    }

    private static Block.Pictures pictures(Section section) {
        return section.blocks().stream()
                .filter(Block.Pictures.class::isInstance)
                .map(Block.Pictures.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> row(Block.Table table, String first) {
        return table.rows().stream()
                .map(Block.Table.Row::cells)
                .filter(cells -> cells.get(0).equals(first))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void claimsAreCountedAndEachSaysWhatDecidedIt() {
        Section claims = ClaimsSection.of(JUDGED.claims());

        assertThat(claims.meaning())
                .isEqualTo(
                        "Of 5 claims 1 is refuted (parity-tiny), 3 are inconclusive (parity, parity-narrow and soak) "
                                + "and 1 is supported (refused).");
        assertThat(row(tables(claims).get(0), "refused"))
                .contains("supported", "A request")
                .anyMatch(cell -> cell.contains("AH00013: Pre-configuration failed"));
    }

    @Test
    void theForestPlotAndItsTableNameTheSameRows() {
        Section claims = ClaimsSection.of(JUDGED.claims());

        Block.Table measured = tables(claims).get(1);
        List<String> p50 = row(measured, "1  ttfb.p50");
        assertThat(p50).contains("event+fpm / prefork+mod_php", "php29, ttfb-h1", "within 5 %", "8 of 9", "0.6 %");
        assertThat(p50.get(1)).isEqualTo("supported");
        assertThat(p50.get(6)).matches("0\\.9\\d+x to 1\\.0\\d+x \\(96\\.4 %\\)");
        assertThat(pictures(claims).pictures())
                .as("near 1 and far from it")
                .hasSize(2)
                .anySatisfy(picture -> assertThat(picture.svg())
                        .contains("1  ttfb.p50, php29: event+fpm", ">supported<", ">inconclusive<"))
                .anySatisfy(picture -> assertThat(picture.description()).contains("1.69x (1.65x to 1.73x), refuted"));
    }

    @Test
    void aGateSaysWhatItCameToAndWhyNotEveryRuleHolds() {
        Section gate = GateSection.of(JUDGED.gate().orElseThrow());

        assertThat(gate.meaning()).startsWith("Gate release failed: 1 failed, 1 warned, 3 passed.");
        assertThat(tables(gate).get(0).rows()).hasSize(5);
        assertThat(gate.blocks())
                .filteredOn(Block.Points.class::isInstance)
                .singleElement()
                .satisfies(points -> assertThat(((Block.Points) points).points())
                        .hasSize(2)
                        .first()
                        .asString()
                        .startsWith(
                                "ttfb.p50 of event+fpm at most +10% of prefork+mod_php on hello under ttfb-h1: failed, "
                                        + "found 1.69"));
        assertThat(pictures(gate).pictures().stream().map(picture -> picture.description()))
                .as("a limit is drawn as a share of it, and no errors as nothing")
                .anyMatch(said -> said.contains("ttfb.p99, php29: event+fpm: 0.42x"))
                .noneMatch(said -> said.contains("errors"));
    }

    @Test
    void parityIsAskedOfRunsWithBlocksEnough() {
        List<Parity> parity = Parity.of(Figures.of(JUDGED.run()));

        Section section = ParitySection.of(parity);
        assertThat(section.meaning())
                .isEqualTo("event+fpm is not as fast on 1 and undecided on 1 of 2 combinations of page and protocol.");
        assertThat(Parity.of(Figures.of(Samples.QUICK.run())))
                .as("of one block")
                .isEmpty();
        assertThat(Parity.of(Figures.of(Samples.ADDRESS.run()))).isEmpty();
    }

    @Test
    void aRecommendationComesWithReasonsBoundsPurchasesAndEveryPlatform() {
        Section section =
                RecommendationSection.of(JUDGED.run(), JUDGED.recommendation().orElseThrow());

        assertThat(section.meaning())
                .startsWith(
                        "Run event+fpm for hello on 4 CPUs, 8 GiB, 5,000 idle connections, 900 requests/s with the "
                                + "settings below: by the model it carries 727 requests/s at least, most likely 800, and holds ")
                .endsWith("what binds is the CPU.");
        assertThat(tables(section).stream().map(Block.Table::caption))
                .contains(
                        "Settings and why each has its value",
                        "What it will carry, by the model",
                        "Bounds: the least of each kind holds",
                        "What to buy next, the most useful first");
        Block.Table bounds = tables(section).stream()
                .filter(table -> table.caption().startsWith("Bounds"))
                .findFirst()
                .orElseThrow();
        assertThat(row(bounds, "cpu").get(1)).isEqualTo("this one");
        assertThat(row(bounds, "memory").get(1)).isEqualTo(Cells.NONE);
        assertThat(section.blocks().stream()
                        .filter(Block.Fold.class::isInstance)
                        .map(fold -> ((Block.Fold) fold).title()))
                .contains("Debian or Ubuntu", "cPanel with EasyApache 4", "What the run did not measure")
                .hasSize(7);
    }

    @Test
    void whereNothingFitsTheReasonsStandAlone() {
        Section section = RecommendationSection.of(
                Samples.UNFIT.run(), Samples.UNFIT.dossier().recommendation().orElseThrow());

        assertThat(section.meaning()).startsWith("Nothing that was measured serves php29 on 1 CPU, 16 MiB");
        assertThat(tables(section)).isEmpty();
        assertThat(section.blocks()).contains(new Block.Heading("Out of the question"));
    }

    @Test
    void measuringThatStoppedAtItsVerdictsIsNotUnfinished() {
        Run stopped = Samples.UNFINISHED.run().asFarAsMeasured();

        assertThat(Samples.UNFINISHED.run().complete()).isFalse();
        assertThat(stopped.complete()).isTrue();
        assertThat(VoidedSection.of(Dossier.of(stopped), Figures.of(stopped)).meaning())
                .isEqualTo("Every cell that was measured counts.");
    }

    @Test
    void twoRunsAreComparedMeasureByMeasure() {
        List<Section> sections = CompareSections.of(BetweenRuns.of(Runs.later(), Runs.judged()));

        assertThat(sections.get(0).meaning()).contains("of 63 figures that both runs have differ, the most ");
        assertThat(sections.stream().map(Section::id))
                .contains("compare-ttfb-p50", "compare-throughput", "compare-memory-pss", "machines");
        Section p50 = sections.stream()
                .filter(section -> section.id().equals("compare-ttfb-p50"))
                .findFirst()
                .orElseThrow();
        assertThat(tables(p50).get(0).rows().stream().map(row -> row.cells().get(6)))
                .contains("higher", "no difference shown");
        assertThat(Optional.of(sections.get(sections.size() - 1).meaning()))
                .hasValueSatisfying(said -> assertThat(said).startsWith("Both runs are of the same machine"));
    }

    @Test
    void aValidationSetsWhatWasMeasuredBesideWhatWasPromised() {
        Section kept = ValidationSection.of(Samples.KEPT.dossier().validation().orElseThrow());

        assertThat(kept.meaning())
                .startsWith("The promise of ")
                .contains("was kept; of ", "requests/s promised", "were answered")
                .contains("; the recommended settings are no worse than ");
        assertThat(pictures(kept).pictures()).hasSize(2);
        assertThat(pictures(kept).pictures().get(0).description())
                .contains("requests answered at the promised rate: 0.99x (0.97x to 1.01x), kept")
                .contains("the highest rate at which the objective holds: 0.95x");
        Block.Table promises = tables(kept).get(0);
        assertThat(row(promises, "TTFB p99"))
                .containsSubsequence("ms", "80.0", "72.0 to 88.0", "56.0 (54.9 to 57.1)", "+42.9 %", "kept");
        assertThat(row(promises, "objective")).endsWith("the promised rate or more");
        assertThat(row(promises, "connections")).contains("5,200", "5,096 (4,994 to 5,198)");
        assertThat(row(tables(kept).get(1), "recommended")).contains("4 of 4 blocks", "5,096, starved");
    }

    @Test
    void aBrokenPromiseIsTheFirstSentenceAndNobodyIsToldToApplyIt() {
        Dossier broken = Samples.BROKEN.dossier();
        Headline headline = Headline.of(broken, Figures.of(broken.run()));

        assertThat(headline.verdict()).startsWith("The promise of ").contains("was not kept: rate; of ");
        assertThat(Plain.of(broken, Figures.of(broken.run())).answer()).startsWith("No, or not with all");
        Section section = ValidationSection.of(broken.validation().orElseThrow());
        assertThat(row(tables(section).get(0), "connections")).endsWith("–", "–", "not measured");

        Dossier advised = Samples.KEPT.dossier().with(broken.validation().orElseThrow());
        Plain plain = Plain.of(advised, Figures.of(advised.run()));
        assertThat(plain.answer()).contains("it did not keep what was promised");
        assertThat(plain.toDo().get(0)).startsWith("Do not apply the settings yet");
    }

    @Test
    void aRunThatAPromiseWasPutToTheTestInIsATrial() {
        Dossier measured = Samples.UNFINISHED.dossier();
        Validation kept = Samples.KEPT.dossier().validation().orElseThrow();
        Validation own = new Validation(
                kept.schema(),
                measured.run().about().id(),
                kept.promise(),
                kept.blocks(),
                kept.checks(),
                kept.rows(),
                kept.findings(),
                kept.verdict());

        assertThat(measured.with(own).isTrial()).isTrue();
        assertThat(measured.with(kept).isTrial()).isFalse();
    }
}
