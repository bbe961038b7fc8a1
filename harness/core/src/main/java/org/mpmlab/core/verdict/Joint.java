package org.mpmlab.core.verdict;

import java.util.List;

/**
 * A claim of several parts that must all hold, such as "equal at p50 and at p99".
 *
 * @param verdict of the whole, as {@link Verdict#allOf} has it
 * @param parts in the order asked, at least one
 */
public record Joint(Verdict verdict, List<Judgement> parts) {
    public Joint {
        parts = List.copyOf(parts);
    }

    /** The parts' verdicts as one. */
    public static Joint of(List<Judgement> parts) {
        return new Joint(Verdict.allOf(parts.stream().map(Judgement::verdict).toList()), parts);
    }
}
