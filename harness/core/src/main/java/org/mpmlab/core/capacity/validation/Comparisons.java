package org.mpmlab.core.capacity.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.capacity.validation.Validation.Comparison;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.Moments;
import org.mpmlab.core.stats.PairedT;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;

/** Compares the recommended settings to a contender's, block by block, by the procedure of claims and gates. */
record Comparisons(Run run, Promise promise) {
    /** What a recommendation may lose and still be no worse: above the noise of loads that have the machine alone. */
    private static final double RATE_MARGIN = 0.05;

    private static final double TTFB_MARGIN = 0.10;

    List<Comparison> with(Contender other) {
        List<Comparison> all = new ArrayList<>();
        rates(other).ifPresent(all::add);
        compare(
                        other,
                        Measure.of(Measure.Kind.THROUGHPUT),
                        new Expectation.NotBelow(-RATE_MARGIN),
                        "no more than 5 % below")
                .ifPresent(all::add);
        compare(
                        other,
                        Measure.of(Measure.Kind.INTENDED, 100 * promise.quantile()),
                        new Expectation.NotAbove(TTFB_MARGIN),
                        "no more than 10 % above")
                .ifPresent(all::add);
        return all;
    }

    private Optional<Comparison> compare(Contender other, Measure measure, Expectation expectation, String words) {
        Question question = Question.compare(
                Promise.RECOMMENDED, other.name(), promise.site(), Trial.PROMISED, measure, expectation);
        return concluded(Judge.STANDARD.judge(run, question, Optional.empty()), measure.word(), words);
    }

    /** Rates that were searched for have no cell: block by block, both were found or the block does not count. */
    private Optional<Comparison> rates(Contender other) {
        Map<Integer, Double> own = Figures.of(run, promise, Promise.RECOMMENDED).rates();
        Map<Integer, Double> others = Figures.of(run, promise, other.name()).rates();
        List<Finding.BlockEffect> effects = own.keySet().stream()
                .filter(others::containsKey)
                .map(block -> new Finding.BlockEffect(block, Math.log(own.get(block) / others.get(block))))
                .toList();
        Question question = Question.compare(
                Promise.RECOMMENDED,
                other.name(),
                promise.site(),
                Trial.RATE,
                Measure.of(Measure.Kind.THROUGHPUT),
                new Expectation.NotBelow(-RATE_MARGIN));
        return concluded(
                Judge.STANDARD.judge(new Finding(question, effects, List.of()), Optional.empty(), Judge.perBlock(run)),
                "rate at the objective",
                "no more than 5 % below");
    }

    private static Optional<Comparison> concluded(Judgement judgement, String measure, String words) {
        return judgement
                .estimate()
                .map(estimate -> new Comparison(
                        measure,
                        words,
                        estimate.value(),
                        estimate.interval().or(() -> ofFew(judgement.finding())),
                        judgement.counted(),
                        judgement.verdict()));
    }

    /** With fewer blocks than the signed rank needs, Student's t has an interval all the same. */
    private static Optional<Interval> ofFew(Finding finding) {
        double[] effects = finding.effects().stream()
                .mapToDouble(Finding.BlockEffect::effect)
                .toArray();
        return PairedT.interval(Moments.of(effects), Looks.STANDARD.oneSided())
                .map(interval -> new Interval(Math.exp(interval.lower()), Math.exp(interval.upper())));
    }
}
