package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.verdict.Verdict;

/**
 * Each of the scenario's stacks serves its sites rightly: the page that was asked for, by the MPM and the PHP mode that
 * were asked for, without a failed request.
 *
 * @param scenario the stacks and sites, and the load that shows it
 */
public record Serves(Scenario scenario) implements Trial {
    private static final Set<Reason> WRONG = Set.of(Reason.IDENTITY, Reason.CONTAINER, Reason.ERRORS);

    @Override
    public Optional<Scenario> measuring() {
        return Optional.of(scenario);
    }

    @Override
    public int leastBlocks() {
        return 1;
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return CellKey.all(scenario).stream()
                .map(key -> outcome(key, evidence.cells(key)))
                .toList();
    }

    private Outcome outcome(CellKey key, List<CellResult> cells) {
        String what = key.stack() + " serves " + key.site();
        List<Validity.Cause> wrong = cells.stream()
                .flatMap(cell -> cell.validity().causes().stream())
                .filter(cause -> WRONG.contains(cause.reason()))
                .toList();
        if (!wrong.isEmpty()) {
            return Outcome.seen(what, Verdict.REFUTED, Validity.text(wrong.stream()));
        }
        long answers = cells.stream()
                .mapToLong(cell -> cell.result().counts().completed())
                .sum();
        if (answers > 0) {
            return Outcome.seen(what, Verdict.SUPPORTED, answers + " right answers, none wrong");
        }
        return Outcome.untold(what, scenario, key, cells);
    }

    @Override
    public Trial renamed(Names names) {
        return new Serves(names.scenario(scenario));
    }
}
