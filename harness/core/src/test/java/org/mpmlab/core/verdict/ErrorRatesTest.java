package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.stats.Effects;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.Moments;
import org.mpmlab.core.verdict.Expectation.Different;
import org.mpmlab.core.verdict.Expectation.EquivalentWithin;
import org.mpmlab.core.verdict.Finding.BlockEffect;

/**
 * How often the whole procedure, from requests to the last look, is wrong, and how often it comes to a verdict. Prints
 * its figures, which docs/methodology.md quotes.
 */
class ErrorRatesTest {
    private static final int REPLICATES = 2_000;
    private static final int PLANNED = Looks.STANDARD.most();
    private static final long SEED = 2026;
    private static final double MOST_WRONG = 0.065;
    private static final double LEAST_POWER = 0.90;

    /**
     * A page with the margins asked of it.
     *
     * @param runSpread between runs of one arm
     * @param unrest of requests within a run
     * @param contamination by which share one run in twenty is slower
     */
    private record Page(
            String name, double runSpread, double unrest, double contamination, double marginP50, double marginP99) {
        /** Runs of identical arms. */
        private List<Replicate> replicates(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new SimulatedMachine(SEED + i, runSpread, unrest, contamination))
                    .map(Replicate::of)
                    .toList();
        }

        private Page clean() {
            return new Page(name, runSpread, unrest, 0, marginP50, marginP99);
        }
    }

    /** The effects of a run of all planned blocks. */
    private record Replicate(List<BlockEffect> p50, List<BlockEffect> p99) {
        private static Replicate of(SimulatedMachine machine) {
            List<BlockEffect> p50 = new ArrayList<>();
            List<BlockEffect> p99 = new ArrayList<>();
            for (int block = 1; block <= PLANNED; block++) {
                RoundTimes times = machine.block();
                p50.add(new BlockEffect(block, SimulatedMachine.median(times)));
                p99.add(new BlockEffect(block, SimulatedMachine.quantile(times, 0.99)));
            }
            return new Replicate(p50, p99);
        }

        /** The same with arm A slower, which adds to every effect; see the test of the simulation below. */
        private Replicate slower(double byP50, double byP99) {
            return new Replicate(plus(p50, Math.log1p(byP50)), plus(p99, Math.log1p(byP99)));
        }

        private static List<BlockEffect> plus(List<BlockEffect> effects, double more) {
            return effects.stream()
                    .map(effect -> new BlockEffect(effect.block(), effect.effect() + more))
                    .toList();
        }
    }

    @Test
    void theProcedureIsSeldomWrongAndMostlyComesToAVerdict() {
        check(new Page("tiny page", 0.0018, 0.004, 0.10, 0.02, 0.10));
        check(new Page("20 ms page", 0.0145, 0.01, 0.10, 0.05, 0.10));
        check(new Page("20 ms page", 0.0145, 0.01, 0.30, 0.05, 0.10));
    }

    private static void check(Page page) {
        List<Replicate> clean = page.clean().replicates(REPLICATES / 10);
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d runs of up to %d blocks; sd between blocks %.1f %% at p50, %.1f %% at p99; "
                        + "1 run in 20 slower by %.0f %%%n",
                page.name,
                REPLICATES,
                PLANNED,
                100 * sd(clean, Replicate::p50),
                100 * sd(clean, Replicate::p99),
                100 * page.contamination);
        List<Replicate> equal = page.replicates(REPLICATES);
        Judged p50 = new Judged(question("ttfb.p50", new EquivalentWithin(page.marginP50)), equal, Replicate::p50);
        Judged p99 = new Judged(question("ttfb.p99", new EquivalentWithin(page.marginP99)), equal, Replicate::p99);
        String p50Within = String.format(Locale.ROOT, "p50 within %.0f %%", page.marginP50 * 100);
        String p99Within = String.format(Locale.ROOT, "p99 within %.0f %%", page.marginP99 * 100);
        atLeast(p50Within + ", identical arms: supported", Rate.of(Verdict.SUPPORTED, p50));
        atLeast(p99Within + ", identical arms: supported", Rate.of(Verdict.SUPPORTED, p99));
        atLeast("both, identical arms: supported", Rate.of(Verdict.SUPPORTED, p50, p99));
        System.out.printf("  %-52s %s%n", "the same by Student's t alone", Rate.ofStudentsT(p50, p99));
        atMost(p50Within + ", identical arms: refuted", Rate.of(Verdict.REFUTED, p50));
        atMost(p99Within + ", identical arms: refuted", Rate.of(Verdict.REFUTED, p99));

        List<Replicate> atMargins = equal.stream()
                .map(r -> r.slower(page.marginP50, page.marginP99))
                .toList();
        Judged p50AtMargin = new Judged(p50.question, atMargins, Replicate::p50);
        Judged p99AtMargin = new Judged(p99.question, atMargins, Replicate::p99);
        atMost(p50Within + ", arms at the margin: supported", Rate.of(Verdict.SUPPORTED, p50AtMargin));
        atMost(p99Within + ", arms at the margin: supported", Rate.of(Verdict.SUPPORTED, p99AtMargin));
        atMost("both, arms at both margins: supported", Rate.of(Verdict.SUPPORTED, p50AtMargin, p99AtMargin));
        atMost("both, arms at one margin: supported", Rate.of(Verdict.SUPPORTED, p50AtMargin, p99));
        atMost(p50Within + ", arms at the margin: refuted", Rate.of(Verdict.REFUTED, p50AtMargin));
        atMost(p99Within + ", arms at the margin: refuted", Rate.of(Verdict.REFUTED, p99AtMargin));

        Judged unlikeP50 = new Judged(question("ttfb.p50", new Different(0)), equal, Replicate::p50);
        Judged unlikeP99 = new Judged(question("ttfb.p99", new Different(0)), equal, Replicate::p99);
        atMost("p50 different, identical arms: supported", Rate.of(Verdict.SUPPORTED, unlikeP50));
        atMost("p99 different, identical arms: supported", Rate.of(Verdict.SUPPORTED, unlikeP99));
        atMost("either different (Holm), identical arms: supported", Rate.ofEither(unlikeP50, unlikeP99));
    }

    private static void atLeast(String what, Rate rate) {
        System.out.printf(Locale.ROOT, "  %-52s %s, at least %.0f %%%n", what, rate, LEAST_POWER * 100);
        assertThat(rate.share).as(what).isGreaterThanOrEqualTo(LEAST_POWER);
    }

    private static void atMost(String what, Rate rate) {
        System.out.printf(Locale.ROOT, "  %-52s %s, at most %.1f %%%n", what, rate, MOST_WRONG * 100);
        assertThat(rate.share).as(what).isLessThanOrEqualTo(MOST_WRONG);
    }

    /** One question put to every replicate at every look. */
    private record Judged(Question question, List<List<Judgement>> byReplicate) {
        private Judged(Question question, List<Replicate> replicates, Function<Replicate, List<BlockEffect>> effects) {
            this(
                    question,
                    replicates.stream()
                            .map(effects)
                            .map(all -> atLooks(question, all))
                            .toList());
        }

        private static List<Judgement> atLooks(Question question, List<BlockEffect> effects) {
            return Looks.STANDARD.blocks().stream()
                    .map(look -> new Finding(question, effects.subList(0, look), List.of()))
                    .map(finding -> Judge.STANDARD.judge(finding, Optional.empty(), Duration.ZERO))
                    .toList();
        }
    }

    /** How often the first verdict was the one asked for, and after how many blocks there was any, or the end. */
    private record Rate(double share, double meanBlocks) {
        /** Of the questions as parts of one claim. */
        private static Rate of(Verdict wanted, Judged... questions) {
            return of(wanted, parts -> Joint.of(parts).verdict(), questions);
        }

        /** Of a difference in any of the questions that stands against their number. */
        private static Rate ofEither(Judged... questions) {
            return of(
                    Verdict.SUPPORTED,
                    parts -> Differences.corrected(parts, Looks.STANDARD).stream()
                                    .anyMatch(judgement -> judgement.verdict() == Verdict.SUPPORTED)
                            ? Verdict.SUPPORTED
                            : Verdict.INCONCLUSIVE,
                    questions);
        }

        /** Of support by the sensitivity check, as if it were the judge. */
        private static Rate ofStudentsT(Judged... questions) {
            return of(
                    Verdict.SUPPORTED,
                    parts -> Verdict.allOf(parts.stream()
                            .map(part -> part.sensitivity().orElseThrow().verdict())
                            .toList()),
                    questions);
        }

        private static Rate of(Verdict wanted, Function<List<Judgement>, Verdict> merge, Judged... questions) {
            int times = 0;
            long blocks = 0;
            for (int replicate = 0; replicate < REPLICATES; replicate++) {
                Verdict verdict = Verdict.INCONCLUSIVE;
                int look = 0;
                for (;
                        verdict == Verdict.INCONCLUSIVE
                                && look < Looks.STANDARD.blocks().size();
                        look++) {
                    List<Judgement> parts = new ArrayList<>();
                    for (Judged question : questions) {
                        parts.add(question.byReplicate.get(replicate).get(look));
                    }
                    verdict = merge.apply(parts);
                }
                times += verdict == wanted ? 1 : 0;
                blocks += Looks.STANDARD.blocks().get(look - 1);
            }
            return new Rate((double) times / REPLICATES, (double) blocks / REPLICATES);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%6.2f %% (%4.1f blocks)", share * 100, meanBlocks);
        }
    }

    private static Question question(String measure, Expectation expectation) {
        return Question.compare(
                SimulatedMachine.A, SimulatedMachine.B, "page", "ttfb", Measure.parse(measure), expectation);
    }

    private static double sd(List<Replicate> replicates, Function<Replicate, List<BlockEffect>> effects) {
        return Moments.of(replicates.stream()
                        .map(effects)
                        .flatMap(List::stream)
                        .mapToDouble(BlockEffect::effect)
                        .toArray())
                .sd();
    }

    @Test
    void theSimulationsShortcutsAreExact() {
        SimulatedMachine machine = new SimulatedMachine(1, 0.02, 0.01, 0.1);
        for (int i = 0; i < 20; i++) {
            RoundTimes block = machine.block();
            RoundTimes slower = SimulatedMachine.slower(block, 1.05);

            assertThat(SimulatedMachine.median(slower) - SimulatedMachine.median(block))
                    .isCloseTo(Math.log(1.05), within(1e-5));
            assertThat(SimulatedMachine.quantile(slower, 0.99) - SimulatedMachine.quantile(block, 0.99))
                    .isCloseTo(Math.log(1.05), within(1e-5));
            assertThat(SimulatedMachine.quantile(block, 0.99))
                    .isCloseTo(
                            Effects.quantileRatio(distribution(block, 0), distribution(block, 1), 0.99)
                                    .orElseThrow(),
                            within(2e-3));
        }
    }

    private static Distribution distribution(RoundTimes block, int target) {
        return Distribution.ofNanos(IntStream.range(0, block.rounds())
                .mapToLong(round -> Math.round(block.micros(round, target) * 1e3))
                .toArray());
    }
}
