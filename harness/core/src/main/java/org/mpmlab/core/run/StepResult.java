package org.mpmlab.core.run;

import java.util.List;
import org.mpmlab.core.load.RoundTimes;

/**
 * What one step of the plan gave: one cell, or all the cells that took turns in rounds.
 *
 * @param step the step's id in the plan
 * @param cells one per stack
 * @param rounds the times of each round over all the step's stacks; {@link RoundTimes#NONE} for a slice
 */
public record StepResult(String step, List<CellResult> cells, RoundTimes rounds) {
    public StepResult {
        cells = List.copyOf(cells);
    }
}
