package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.capacity.box.Need;
import org.mpmlab.core.capacity.recommend.StackChoice;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.verdict.Verdict;

/**
 * Which MPM the recommendation's decision table leads to.
 *
 * @param rows of the table, at least one
 */
public record Choice(List<Row> rows) implements Trial {

    /**
     * One row.
     *
     * @param needs what a box must offer
     * @param mpm that is said to be right for it
     */
    public record Row(Set<Need> needs, Mpm mpm) {
        public Row {
            needs = Set.copyOf(needs);
        }

        private String words() {
            String given = needs.stream().map(Need::word).sorted().collect(Collectors.joining(" and "));
            return "the recommendation for " + (given.isEmpty() ? "no special needs" : given) + " is " + mpm.word();
        }
    }

    public Choice {
        rows = List.copyOf(rows);
    }

    @Override
    public Optional<Scenario> measuring() {
        return Optional.empty();
    }

    @Override
    public int leastBlocks() {
        return 0;
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return rows.stream().map(Choice::outcome).toList();
    }

    private static Outcome outcome(Row row) {
        StackChoice.Guideline guideline = StackChoice.Guideline.of(row.needs());
        return Outcome.seen(
                row.words(), guideline.mpm() == row.mpm() ? Verdict.SUPPORTED : Verdict.REFUTED, guideline.toString());
    }

    @Override
    public Trial renamed(Names names) {
        return this;
    }
}
