package org.mpmlab.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Measure;

/**
 * A cell as {@code run --json} and {@code report --json} print it: its figures without histograms and samples, which
 * lie in the run directory.
 *
 * @param writtenToFirstByteMicros of the successes
 * @param intendedToFirstByteMicros of the successes
 * @param requestsPerSecond answered as expected; missing for a load in rounds, where it says nothing
 * @param figures all that the reports print of the cell, by the column of {@code cells.csv}, which ends with the unit
 */
record CellFigures(
        int block,
        String stack,
        String site,
        String load,
        boolean valid,
        List<Validity.Cause> causes,
        TargetResult.Counts counts,
        Map<ErrorKind, Long> errors,
        Map<String, Long> negotiated,
        Quantiles writtenToFirstByteMicros,
        Quantiles intendedToFirstByteMicros,
        OptionalDouble requestsPerSecond,
        OptionalDouble serverCpuMicrosPerRequest,
        OptionalLong peakPssBytes,
        OptionalLong peakCgroupBytes,
        OptionalDouble peakBusyWorkers,
        Map<String, Double> figures) {

    static List<CellFigures> of(Run run) {
        return run.cells().stream()
                .map(cell -> of(cell, run.scenario().load(cell.load())))
                .toList();
    }

    private static CellFigures of(CellResult cell, LoadShape load) {
        TargetResult result = cell.result();
        return new CellFigures(
                cell.block(),
                cell.stack(),
                cell.site(),
                cell.load(),
                cell.validity().valid(),
                cell.validity().causes(),
                result.counts(),
                result.errors(),
                result.negotiated(),
                Quantiles.of(result.successes(Metric.WRITTEN_TO_FIRST_BYTE)),
                Quantiles.of(result.successes(Metric.INTENDED_TO_FIRST_BYTE)),
                load.inRounds() ? OptionalDouble.empty() : OptionalDouble.of(cell.completedPerSecond()),
                cell.serverCpuMicrosPerRequest(),
                cell.observations().peakPssBytes(),
                cell.observations().peakCgroupBytes(),
                cell.observations().peakBusyWorkers(),
                figures(cell, load));
    }

    private static Map<String, Double> figures(CellResult result, LoadShape load) {
        Cell cell = Cell.of(result, load);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            cell.get(measure).ifPresent(figure -> figures.put(measure.column(), figure));
        }
        return figures;
    }
}
