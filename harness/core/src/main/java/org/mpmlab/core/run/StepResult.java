package org.mpmlab.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.search.SearchResult;

/**
 * What one step of the plan gave: one cell, or all the cells that took turns in rounds.
 *
 * @param step the step's id in the plan
 * @param cells one per stack
 * @param rounds the times of each round over all the step's stacks; {@link RoundTimes#NONE} for a slice
 * @param disturbed cells of an earlier attempt that the machine disturbed, and that was made again for that reason
 * @param search the trials of a load that looks for a rate, and what they came to; the cell is then that of the trial
 *     that speaks for them
 */
public record StepResult(
        String step,
        List<CellResult> cells,
        RoundTimes rounds,
        List<CellResult> disturbed,
        Optional<SearchResult> search) {
    public StepResult {
        cells = List.copyOf(cells);
        disturbed = disturbed == null ? List.of() : List.copyOf(disturbed);
        search = search == null ? Optional.empty() : search; // runs stored before there were any
    }

    /** What a step gave at its first attempt. */
    public StepResult(String step, List<CellResult> cells, RoundTimes rounds) {
        this(step, cells, rounds, List.of(), Optional.empty());
    }

    /** What a search gave on one stack. */
    public StepResult(String step, CellResult cell, SearchResult search) {
        this(step, List.of(cell), RoundTimes.NONE, List.of(), Optional.of(search));
    }

    /**
     * Whether every cell that does not count was disturbed by the machine, so that another attempt may succeed. A
     * search makes its own trials again.
     */
    public boolean worthRepeating() {
        return search.isEmpty()
                && cells.stream().anyMatch(cell -> !cell.validity().valid())
                && cells.stream().allMatch(cell -> cell.validity().disturbedAtMost());
    }

    /** This attempt, which stands in for one that was disturbed. */
    public StepResult after(StepResult attempt) {
        List<CellResult> all = new ArrayList<>(attempt.disturbed);
        attempt.cells.stream().filter(cell -> !cell.validity().valid()).forEach(all::add);
        all.addAll(disturbed);
        return new StepResult(step, cells, rounds, all, search);
    }
}
