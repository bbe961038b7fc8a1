package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.Scenario;
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
    private static final int MOST_TRIES = 3;

    public Outcome {
        reasons = List.copyOf(reasons);
        open = Set.copyOf(open);
    }

    /** Something seen once and for all. */
    static Outcome seen(String what, Verdict verdict, String found) {
        return new Outcome(what, verdict, found, List.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    /**
     * A cell of which no block tells anything: a machine or an Engine that is disturbed gets another try, so many in all.
     *
     * @param cells of its blocks so far
     */
    static Outcome untold(String what, Scenario scenario, CellKey key, List<CellResult> cells) {
        return isLastTry(cells)
                ? seen(
                        what,
                        Verdict.INVALID,
                        Validity.text(cells.stream().flatMap(cell -> cell.validity().causes().stream())))
                : lacking(what, Measured.blocks(1, scenario), Set.of(key));
    }

    static boolean isLastTry(List<CellResult> cells) {
        return cells.size() >= MOST_TRIES;
    }

    /** Nothing to judge by, and what that takes. */
    static Outcome lacking(String what, String needs, Set<CellKey> open) {
        return new Outcome(what, Verdict.INCONCLUSIVE, "", List.of(), Optional.of(needs), Optional.empty(), open);
    }
}
