package org.mpmlab.core.calibrate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.SignedRank;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.FirstVerdict;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloor;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;

/** Judges a calibration from its stored run. A function of its arguments. */
public final class CalibrationJudge {
    private static final double NANOS_PER_MILLI = 1e6;
    /** Times are kept to three digits, see {@link org.mpmlab.core.load.Distribution}. */
    private static final double PRECISION = 0.0005;
    /** Any will do: no verdict is asked for, only each block's figure. */
    private static final Expectation.AtMost ANY_LIMIT = new Expectation.AtMost(1);

    private final Judge judge = Judge.STANDARD;
    private final Run run;
    private final Design design;
    private final List<Clocked> clocked;
    private final Duration perBlock;

    private CalibrationJudge(Run run, Design design, List<Clocked> clocked) {
        this.run = run;
        this.design = design;
        this.clocked = clocked;
        this.perBlock = Judge.perBlock(run);
    }

    /**
     * Judges all comparisons, each at the first look at which it has a verdict.
     *
     * @param clocked by how much arms were shifted; none where that is not known yet
     */
    public static CalibrationResult judge(Run run, Design design, List<Clocked> clocked) {
        return new CalibrationJudge(run, design, clocked).judge();
    }

    /** Whether more blocks can change nothing that matters. */
    public static boolean settled(CalibrationResult result) {
        return result.compared().stream()
                .filter(Compared::required)
                .allMatch(compared -> FirstVerdict.settled(Judge.STANDARD, compared.judgement()));
    }

    private CalibrationResult judge() {
        List<Compared> compared = new ArrayList<>();
        for (int pair = 1; pair <= design.pairs(); pair++) {
            for (Measure measure : Design.MEASURES) {
                compared.add(twins(pair, measure));
            }
        }
        for (Shift shift : design.shifts()) {
            for (Measure measure : Design.MEASURES) {
                compared.add(shifted(shift, measure));
            }
        }
        return new CalibrationResult(
                CalibrationResult.SCHEMA,
                run.about().id(),
                run.about().started(),
                run.environment().machine(),
                design,
                clocked,
                compared,
                floors());
    }

    private Compared twins(int pair, Measure measure) {
        Judgement judgement = answer(
                design.first(pair),
                design.second(pair),
                measure,
                new Expectation.EquivalentWithin(design.margin(measure)));
        Verdict apart = answer(design.first(pair), design.second(pair), measure, new Expectation.Different(0))
                .verdict();
        return new Compared(
                Optional.empty(),
                isMain(measure),
                judgement,
                Optional.of(apart),
                Optional.empty(),
                Optional.empty(),
                took(judgement));
    }

    private Compared shifted(Shift shift, Measure measure) {
        String arm = design.arm(shift);
        Judgement judgement = answer(arm, design.base(), measure, new Expectation.Different(design.margin(measure)));
        Optional<Interval> injected = injected(arm, measure, judgement.judged());
        Optional<Interval> found = judgement.estimate().flatMap(estimate -> estimate.interval());
        Optional<Boolean> recovered = injected.flatMap(known -> found.map(range -> !range.disjointFrom(known)));
        return new Compared(
                Optional.of(shift),
                isMain(measure) && shift.mustBeFound(),
                judgement,
                Optional.empty(),
                injected,
                recovered,
                took(judgement));
    }

    private static boolean isMain(Measure measure) {
        return measure.equals(Design.MEASURES.get(0));
    }

    private Judgement answer(String arm, String against, Measure measure, Expectation expectation) {
        Finding finding =
                Finding.of(run, Question.compare(arm, against, design.site(), Design.LOAD, measure, expectation));
        return FirstVerdict.judge(judge, finding, Optional.empty(), perBlock);
    }

    /**
     * The shift is added to each request, so that the ratio at a quantile is what it adds to the base's quantile, block by
     * block: on a machine whose speed changes between blocks, work takes another time in each, and so does the page.
     */
    private Optional<Interval> injected(String arm, Measure measure, int blocks) {
        Optional<Clocked> clock =
                clocked.stream().filter(one -> one.arm().equals(arm)).findFirst();
        double[] effects = Finding.of(
                        run, Question.limit(design.base(), design.site(), Design.LOAD, measure, ANY_LIMIT))
                .effects()
                .stream()
                .limit(blocks)
                .flatMapToDouble(base -> clock.map(known -> known.of(base.block())).stream()
                        .flatMapToDouble(OptionalDouble::stream)
                        .map(nanos -> Math.log1p(nanos / (Math.exp(base.effect()) * NANOS_PER_MILLI))))
                .toArray();
        if (effects.length == 0) {
            return Optional.empty();
        }
        double centre = new SignedRank(effects).centre();
        return Optional.of(new Interval(Math.exp(centre) - PRECISION, Math.exp(centre) + PRECISION));
    }

    private Duration took(Judgement judgement) {
        if (judgement.judged() == 0) {
            return Duration.ZERO;
        }
        int last = judgement.finding().effects().get(judgement.judged() - 1).block();
        return run.cells().stream()
                .filter(cell -> cell.block() == last)
                .map(cell -> cell.started().plus(cell.elapsed()))
                .max(Comparator.<Instant>naturalOrder())
                .map(end -> Duration.between(run.about().started(), end))
                .orElse(Duration.ZERO);
    }

    private NoiseFloors floors() {
        NoiseFloors floors = new NoiseFloors(run.environment().machine(), List.of());
        for (Measure measure : Design.MEASURES) {
            Optional<NoiseFloor> floor = floor(measure);
            if (floor.isPresent()) {
                floors = floors.with(design.site(), design.load(), measure, floor.get());
            }
        }
        return floors;
    }

    /** Of several pairs the one in the middle. Fewer blocks than the first look's say too little of a spread. */
    private Optional<NoiseFloor> floor(Measure measure) {
        List<NoiseFloor> all = new ArrayList<>();
        for (int pair = 1; pair <= design.pairs(); pair++) {
            Finding finding = Finding.of(
                    run,
                    Question.compare(
                            design.first(pair),
                            design.second(pair),
                            design.site(),
                            Design.LOAD,
                            measure,
                            new Expectation.EquivalentWithin(design.margin(measure))));
            if (finding.effects().size() >= judge.looks().blocks().get(0)) {
                NoiseFloor.of(finding, judge.looks()).ifPresent(all::add);
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(NoiseFloor::spread))
                .skip(all.size() / 2)
                .findFirst();
    }
}
