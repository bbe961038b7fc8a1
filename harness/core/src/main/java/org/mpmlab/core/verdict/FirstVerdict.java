package org.mpmlab.core.verdict;

import java.time.Duration;
import java.util.Optional;
import org.mpmlab.core.verdict.Finding.BlockEffect;

/**
 * Judges look after look, as a plan that stops at its verdict does. Where others needed more blocks of the same cells,
 * those come after the verdict and don't move it: the error rates are those of the first verdict.
 */
public final class FirstVerdict {
    private FirstVerdict() {}

    /** The judgement of the first look that has a verdict; without one, that of all there is. */
    public static Judgement judge(Judge judge, Finding finding, Optional<NoiseFloor> floor, Duration perBlock) {
        if (finding.refutedByOne()) { // no matter of chance, in whichever block it comes
            return judge.judge(finding, floor, perBlock);
        }
        int counted = finding.effects().size();
        for (int look : judge.looks().blocks()) {
            if (look <= counted) {
                Judgement judgement = judge.judge(until(finding, look), floor, perBlock);
                if (judgement.verdict() == Verdict.SUPPORTED || judgement.verdict() == Verdict.REFUTED) {
                    return judgement;
                }
            }
        }
        return judge.judge(finding, floor, perBlock);
    }

    /** Whether more blocks of the same can't change a judgement. */
    public static boolean settled(Judge judge, Judgement judgement) {
        int measured = judgement.counted() + judgement.finding().voided().size();
        return switch (judgement.verdict()) {
            case SUPPORTED, REFUTED -> true;
            case INCONCLUSIVE -> judge.looks().over(judgement.counted());
            case INVALID -> measured >= judge.looks().blocks().get(0);
        };
    }

    /** What was known when so many blocks counted. */
    private static Finding until(Finding finding, int counted) {
        int last = finding.effects().get(counted - 1).block();
        return new Finding(
                finding.question(),
                finding.effects().stream()
                        .filter((BlockEffect effect) -> effect.block() <= last)
                        .toList(),
                finding.voided().stream()
                        .filter(voided -> voided.block() <= last)
                        .toList());
    }
}
