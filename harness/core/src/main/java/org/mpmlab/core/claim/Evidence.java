package org.mpmlab.core.claim;

import java.util.List;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.NoiseFloors;

/**
 * All that claims are judged by.
 *
 * @param run what was measured under load
 * @param observed what was seen of servers otherwise
 * @param floors what this machine can tell apart
 */
public record Evidence(Run run, Observed observed, NoiseFloors floors) {

    /** The cells of a key, block after block. */
    List<CellResult> cells(CellKey key) {
        return run.cells().stream().filter(key::of).toList();
    }
}
