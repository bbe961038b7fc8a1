package org.mpmlab.reports.section;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Spread;
import org.mpmlab.reports.words.Words;

/** How figures over blocks are printed in a table's cell. */
final class Cells {
    static final String NONE = "–";

    /** Follows a p99 that is no more than the slowest of too few answers. */
    static final String FEW = "*";

    static final String FEW_NOTE =
            "* From fewer than 100 answers: this is the slowest of them and says little of a p99.";

    private Cells() {}

    /** The median, and below it the blocks' extremes where they differ. */
    static String spread(Optional<Spread> spread, DoubleFunction<String> print) {
        if (spread.isEmpty()) {
            return NONE;
        }
        Spread values = spread.get();
        String least = print.apply(values.min());
        String greatest = print.apply(values.max());
        String median = print.apply(values.median());
        return least.equals(greatest) ? median : median + "\n" + least + "–" + greatest;
    }

    static String spread(Arm arm, Measure measure, DoubleFunction<String> print) {
        return spread(arm.spread(measure), print);
    }

    static String p99(Arm arm) {
        String p99 = spread(arm, Measure.TTFB_P99, Words::number);
        return p99.equals(NONE) || arm.enoughForP99() ? p99 : p99.replaceFirst("(?=\n|$)", FEW);
    }

    /** Whether the arm counts, in words. */
    static String validity(Arm arm) {
        List<?> voided = arm.voided();
        Optional<String> starved = Words.starvation(arm.cells());
        if (voided.isEmpty() && starved.isPresent()) {
            return starved.get();
        }
        if (voided.isEmpty()) {
            return arm.cells().size() == 1 ? "counts" : "all " + arm.cells().size() + " count";
        }
        String why = arm.reasons().stream().map(Words::reason).collect(Collectors.joining(", "));
        return arm.counts()
                ? arm.valid().size() + " of " + arm.cells().size() + " count;\nvoid: " + why
                : "void: " + why;
    }
}
