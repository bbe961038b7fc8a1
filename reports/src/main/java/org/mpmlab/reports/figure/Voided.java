package org.mpmlab.reports.figure;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.run.Validity;

/** Why cells do not count. */
public final class Voided {
    private Voided() {}

    /** Each reason once, the most frequent first. */
    public static List<Validity.Reason> reasons(List<Cell> cells) {
        Map<Validity.Reason, Long> counts = counts(cells);
        return counts.keySet().stream()
                .sorted(Comparator.<Validity.Reason>comparingLong(counts::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** How many cells each reason voids; a cell may have several. */
    public static Map<Validity.Reason, Long> counts(List<Cell> cells) {
        return cells.stream()
                .flatMap(cell -> cell.result().validity().causes().stream()
                        .map(Validity.Cause::reason)
                        .distinct())
                .collect(groupingBy(reason -> reason, () -> new EnumMap<>(Validity.Reason.class), counting()));
    }
}
