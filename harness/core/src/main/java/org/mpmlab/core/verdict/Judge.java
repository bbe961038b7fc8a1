package org.mpmlab.core.verdict;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stats.Forecast;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.Moments;
import org.mpmlab.core.stats.PairedT;
import org.mpmlab.core.stats.SignedRank;

/**
 * Answers questions from stored runs; the same run, question and looks always give the same judgement. Immutable and
 * safe to share.
 *
 * @param looks when evidence may be looked at
 */
public record Judge(Looks looks) {
    /** With the looks whose error rates are known. */
    public static final Judge STANDARD = new Judge(Looks.STANDARD);

    /**
     * Answers a question.
     *
     * @param noiseFloor what the machine can tell apart on this site, load and measure, where it is known
     * @throws IllegalArgumentException for a stack, site or load that the run's scenario does not have
     */
    public Judgement judge(Run run, Question question, Optional<NoiseFloor> noiseFloor) {
        return judge(Findings.of(run, question), noiseFloor, perBlock(run));
    }

    /** What the run has to say on a question, with nothing concluded from it. */
    public static Finding find(Run run, Question question) {
        return Findings.of(run, question);
    }

    /**
     * Concludes from a finding. The blocks beyond the last look that was reached are passed over until the next one.
     *
     * @param perBlock how long a block takes
     */
    public Judgement judge(Finding finding, Optional<NoiseFloor> noiseFloor, Duration perBlock) {
        Scale scale = new Scale(finding.question().measure());
        double oneSided = finding.question().expectation().oneSided(looks);
        int look = looks.number(finding.counted());
        int judged = looks.reached(finding.counted()).orElse(finding.counted());
        Moments moments = Moments.of(finding.first(judged));
        Optional<Interval> effect = PairedT.interval(moments, oneSided).map(scale::possible);

        boolean invalid = finding.voided().size() > finding.counted();
        boolean concludes = look > 0 && !invalid;
        Verdict verdict = invalid ? Verdict.INVALID : verdict(finding, look, effect);
        return new Judgement(
                finding,
                verdict,
                Reasons.of(finding, verdict, looks, noiseFloor),
                look,
                judged,
                judged == 0
                        ? Optional.empty()
                        : Optional.of(new Estimate(
                                scale.shown(moments.mean()), effect.map(scale::shown), 1 - 2 * oneSided, moments.sd())),
                concludes ? sensitivity(finding, finding.first(judged), oneSided, scale, verdict) : Optional.empty(),
                verdict == Verdict.INCONCLUSIVE
                        ? Optional.of(stillNeeded(finding, oneSided, perBlock))
                        : Optional.empty(),
                concludes ? Differences.p(finding.question(), moments) : OptionalDouble.empty(),
                noiseFloor);
    }

    private static Verdict verdict(Finding finding, int look, Optional<Interval> effect) {
        if (refutedByOne(finding)) {
            return Verdict.REFUTED;
        }
        Question question = finding.question();
        return look == 0
                ? Verdict.INCONCLUSIVE
                : question.expectation().verdict(effect.orElseThrow(), question.measure());
    }

    /** Whether no errors at all were expected and there is one: that is no matter of chance. */
    static boolean refutedByOne(Finding finding) {
        return finding.question().expectation() instanceof Expectation.AtMost most
                && most.limit() == 0
                && finding.effects().stream().anyMatch(block -> block.effect() > 0);
    }

    private static Optional<Sensitivity> sensitivity(
            Finding finding, double[] effects, double oneSided, Scale scale, Verdict reached) {
        Question question = finding.question();
        return SignedRank.interval(oneSided, effects).map(interval -> {
            Verdict verdict = question.expectation().verdict(interval, question.measure());
            return new Sensitivity(
                    scale.shown(SignedRank.hodgesLehmann(effects)), scale.shown(interval), verdict, verdict == reached);
        });
    }

    private StillNeeded stillNeeded(Finding finding, double oneSided, Duration perBlock) {
        Question question = finding.question();
        Interval region = question.expectation().region(question.measure());
        Forecast forecast = Forecast.of(finding.moments(), region, looks, oneSided);
        int counted = Math.max(1, finding.counted());
        double measuredPerCounted = (double) (counted + finding.voided().size()) / counted;
        Duration about = Duration.ofMillis(
                Math.round((double) perBlock.toMillis() * forecast.moreBlocks() * measuredPerCounted));
        return new StillNeeded(forecast.moreBlocks(), forecast.prospect(), about);
    }

    /** From what the run took; of a run that does not say, from its plan. */
    private static Duration perBlock(Run run) {
        long done =
                run.cells().stream().mapToInt(cell -> cell.block()).distinct().count();
        Duration spent = run.time().total().minus(run.time().checking());
        if (done > 0 && !spent.isZero()) {
            return spent.dividedBy(done);
        }
        return run.plan().blocks().stream()
                .findFirst()
                .map(block -> Planner.estimate(run.scenario(), block))
                .orElse(Duration.ZERO);
    }

    /** Between effects and what is shown. */
    private record Scale(Measure measure) {
        double shown(double effect) {
            return measure.logarithmic() ? Math.exp(effect) : effect;
        }

        Interval shown(Interval effect) {
            return new Interval(shown(effect.lower()), shown(effect.upper()));
        }

        /** A share lies between 0 and 1. */
        Interval possible(Interval effect) {
            return measure.logarithmic()
                    ? effect
                    : new Interval(Math.max(0, effect.lower()), Math.min(1, effect.upper()));
        }
    }
}
