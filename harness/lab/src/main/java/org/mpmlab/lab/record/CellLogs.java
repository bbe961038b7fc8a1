package org.mpmlab.lab.record;

import static org.mpmlab.core.load.Series.Metric.WRITTEN_TO_FIRST_BYTE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;

/**
 * A run's times to first byte as one HdrHistogram log for each stack, site and load: a line for each block that counts,
 * tagged with the stack's name alone, so that the logs of several stacks stand apart in one plot. All other series lie
 * in the steps' own logs.
 */
public final class CellLogs {
    private CellLogs() {}

    /** What has a log of its own. */
    private record Key(String site, String load, String stack) {
        private String file() {
            return (site + "-" + load + "-" + stack).replaceAll("[^A-Za-z0-9._+-]", "_");
        }
    }

    /** The logs by file name; none for cells of which no block counts. */
    public static Map<String, String> of(Run run) {
        Map<Key, List<CellResult>> cells = new LinkedHashMap<>();
        for (CellResult cell : run.cells()) {
            if (cell.validity().valid()) {
                cells.computeIfAbsent(new Key(cell.site(), cell.load(), cell.stack()), unseen -> new ArrayList<>())
                        .add(cell);
            }
        }
        Map<String, String> logs = new LinkedHashMap<>();
        cells.forEach((key, blocks) -> {
            String name = key.file();
            // Names that differ in other characters only would be one file.
            for (int n = 2; logs.containsKey(name + ".hlog"); n++) {
                name = key.file() + "-" + n;
            }
            logs.put(name + ".hlog", log(name, blocks));
        });
        return logs;
    }

    private static String log(String name, List<CellResult> blocks) {
        return HistogramLog.of(
                name + "; TTFB from write to first byte, successes, a line a block",
                blocks.stream()
                        .sorted(Comparator.comparing(CellResult::started))
                        .map(cell -> new HistogramLog.Line(cell.stack(), cell.started(), cell.elapsed(), times(cell)))
                        .filter(line -> line.times().count() > 0)
                        .toList());
    }

    private static Distribution times(CellResult cell) {
        return cell.result().successes(WRITTEN_TO_FIRST_BYTE);
    }
}
