package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;

/**
 * What came of one part of a claim.
 *
 * @param what was asked, in words
 * @param verdict what it comes to
 * @param found what was seen, in words
 * @param reasons why the verdict is what it is, in sentences
 * @param needs what it takes to a verdict, in words; empty with one
 * @param judgement how a measured question was answered
 * @param open the cells that a further block should measure for it; none when it is settled
 */
public record Outcome(
        String what,
        Verdict verdict,
        String found,
        List<String> reasons,
        Optional<String> needs,
        Optional<Judgement> judgement,
        Set<CellKey> open) {
    public Outcome {
        reasons = List.copyOf(reasons);
        open = Set.copyOf(open);
    }

    /** Something seen once and for all. */
    static Outcome seen(String what, Verdict verdict, String found) {
        return new Outcome(what, verdict, found, List.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    /** Nothing to judge by, and what that takes. */
    static Outcome lacking(String what, String needs, Set<CellKey> open) {
        return new Outcome(what, Verdict.INCONCLUSIVE, "", List.of(), Optional.of(needs), Optional.empty(), open);
    }
}
