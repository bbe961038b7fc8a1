package org.mpmlab.core.run;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.load.RoundTimes;

/**
 * What one step of the plan gave: one cell, or all the cells that took turns in rounds.
 *
 * @param step the step's id in the plan
 * @param cells one per stack
 * @param rounds the times of each round over all the step's stacks; {@link RoundTimes#NONE} for a slice
 * @param disturbed cells of an earlier attempt that the machine disturbed, and that was made again for that reason
 */
public record StepResult(String step, List<CellResult> cells, RoundTimes rounds, List<CellResult> disturbed) {
    public StepResult {
        cells = List.copyOf(cells);
        disturbed = disturbed == null ? List.of() : List.copyOf(disturbed);
    }

    /** What a step gave at its first attempt. */
    public StepResult(String step, List<CellResult> cells, RoundTimes rounds) {
        this(step, cells, rounds, List.of());
    }

    /** Whether every cell that does not count was disturbed by the machine, so that another attempt may succeed. */
    public boolean worthRepeating() {
        return cells.stream().anyMatch(cell -> !cell.validity().valid())
                && cells.stream().allMatch(cell -> cell.validity().disturbedAtMost());
    }

    /** This attempt, which stands in for one that was disturbed. */
    public StepResult after(StepResult attempt) {
        List<CellResult> all = new ArrayList<>(attempt.disturbed);
        attempt.cells.stream().filter(cell -> !cell.validity().valid()).forEach(all::add);
        all.addAll(disturbed);
        return new StepResult(step, cells, rounds, all);
    }
}
