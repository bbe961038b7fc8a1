package org.mpmlab.core.verdict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A question answered.
 *
 * @param finding the evidence: what was asked, the blocks that count and those that do not
 * @param verdict what it comes to
 * @param reasons why, in sentences
 * @param look which look it was judged at, from 1; 0 before the first
 * @param judged how many blocks went into the estimate: those of the look, before the first look all that count
 * @param estimate how much it is; empty when no block counts
 * @param sensitivity the same by another method; empty before the first look
 * @param stillNeeded what more it takes; empty once there is a verdict, even if {@link Differences} then took it back
 * @param pDifferent a difference beyond the margin was found when this is at most the looks' level: what
 *     {@link Differences} goes by; empty before the first look, when invalid, and for questions of another kind
 * @param noiseFloor what the machine can tell apart, where it is known
 */
public record Judgement(
        Finding finding,
        Verdict verdict,
        List<String> reasons,
        int look,
        int judged,
        Optional<Estimate> estimate,
        Optional<Sensitivity> sensitivity,
        Optional<StillNeeded> stillNeeded,
        OptionalDouble pDifferent,
        Optional<NoiseFloor> noiseFloor) {
    public Judgement {
        reasons = List.copyOf(reasons);
    }

    /** What was asked. */
    public Question question() {
        return finding.question();
    }

    /** Blocks that count, whether or not a look has reached them. */
    public int counted() {
        return finding.counted();
    }
}
