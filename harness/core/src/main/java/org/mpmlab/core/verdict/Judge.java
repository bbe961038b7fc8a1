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
        return judge(Finding.of(run, question), noiseFloor, perBlock(run));
    }

    /**
     * Concludes from a finding. Blocks beyond the last look that was reached are passed over until the next look.
     *
     * @param perBlock how long a block takes
     */
    public Judgement judge(Finding finding, Optional<NoiseFloor> noiseFloor, Duration perBlock) {
        Question question = finding.question();
        double oneSided = question.expectation().oneSided(looks);
        int look = looks.number(finding.counted());
        int judged = looks.reached(finding.counted()).orElse(finding.counted());
        Optional<Method> method = judged == 0 ? Optional.empty() : Optional.of(Method.of(finding, judged, oneSided));
        boolean invalid = finding.voided().size() > finding.counted();
        Optional<Method> concluding = method.filter(any -> look > 0 && !invalid);
        Verdict verdict = invalid ? Verdict.INVALID : verdict(finding, concluding.flatMap(Method::interval));
        return new Judgement(
                finding,
                verdict,
                Reasons.of(finding, verdict, looks, method.flatMap(Method::interval), noiseFloor),
                look,
                judged,
                method.map(Method::estimate),
                concluding.flatMap(by -> by.sensitivity(verdict)),
                verdict == Verdict.INCONCLUSIVE
                        ? Optional.of(stillNeeded(finding, oneSided, perBlock))
                        : Optional.empty(),
                concluding.map(Method::pDifferent).orElse(OptionalDouble.empty()),
                noiseFloor);
    }

    private static Verdict verdict(Finding finding, Optional<Interval> atLook) {
        Question question = finding.question();
        if (finding.refutedByOne()) {
            return Verdict.REFUTED;
        }
        return atLook.map(interval -> question.expectation().verdict(interval, question.measure()))
                .orElse(Verdict.INCONCLUSIVE);
    }

    private StillNeeded stillNeeded(Finding finding, double oneSided, Duration perBlock) {
        Question question = finding.question();
        Interval region = question.expectation().region(question.measure());
        double[] effects = finding.first(finding.counted());
        Forecast forecast = question.measure().logarithmic()
                ? Forecast.of(region, looks, oneSided, effects)
                : Forecast.of(
                        region, looks, oneSided, Moments.of(effects), blocks -> finding.leastUpper(blocks, oneSided));
        int counted = Math.max(1, finding.counted());
        double measuredPerCounted = (double) (counted + finding.voided().size()) / counted;
        Duration about = Duration.ofMillis(
                Math.round((double) perBlock.toMillis() * forecast.moreBlocks() * measuredPerCounted));
        return new StillNeeded(forecast.moreBlocks(), forecast.prospect(), about);
    }

    /** How long a block takes: from what the run took; of a run that does not say, from its plan. */
    public static Duration perBlock(Run run) {
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
}
