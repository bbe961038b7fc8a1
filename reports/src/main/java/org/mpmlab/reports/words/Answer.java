package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Spread;
import org.mpmlab.reports.figure.Voided;

/**
 * The answer first: what was measured, how fast, with how much memory, a sentence each.
 *
 * @param measured what was measured and how much of it counts
 * @param times time to first byte, set against the reference
 * @param memory what it took
 * @param perSite times of each site and protocol; empty when there is one only, which {@code times} tells
 */
public record Answer(String measured, String times, String memory, List<String> perSite) {

    private static final int NAME_LENGTH = 48;

    public static Answer of(Figures figures) {
        List<String> perSite = figures.timed().stream()
                .flatMap(comparison ->
                        times(comparison).stream().map(said -> "On " + where(comparison) + ", " + said + "."))
                .toList();
        return new Answer(measured(figures), times(figures), memory(figures), perSite.size() < 2 ? List.of() : perSite);
    }

    private static String measured(Figures figures) {
        List<Cell> cells = figures.cells();
        List<Cell> voided = figures.voided();
        List<Cell> starved = figures.starved();
        if (cells.isEmpty()) {
            return "Nothing was measured in this run.";
        }
        long stacks =
                cells.stream().map(cell -> cell.result().stack()).distinct().count();
        long sites = cells.stream().map(cell -> cell.result().site()).distinct().count();
        long blocks = cells.stream().map(Cell::block).distinct().count();
        String what = Words.count(stacks, "stack was", "stacks were") + " measured on "
                + Words.count(sites, "site", "sites") + " in " + Words.count(blocks, "block", "blocks") + ": ";
        if (!starved.isEmpty()) {
            return what + starved(cells, starved, voided);
        }
        if (voided.isEmpty()) {
            return what + (cells.size() == 1 ? "the one cell counts." : "all " + cells.size() + " cells count.");
        }
        String why = " (" + reasons(voided) + ")";
        return voided.size() == cells.size()
                ? what + "none of the " + Words.count(cells.size(), "cell counts", "cells counts") + why
                        + ", so this run answers nothing."
                : what + (cells.size() - voided.size()) + " of " + cells.size() + " cells count, " + voided.size() + " "
                        + (voided.size() == 1 ? "is" : "are") + " void" + why + ".";
    }

    private static String starved(List<Cell> cells, List<Cell> starved, List<Cell> voided) {
        List<String> parts = new ArrayList<>();
        int counting = cells.size() - starved.size() - voided.size();
        if (counting > 0) {
            parts.add(counting + " of " + cells.size() + " cells " + (counting == 1 ? "counts" : "count"));
        }
        parts.add(Words.count(starved.size(), "cell", "cells")
                + " found at how many idle connections new requests starve");
        if (!voided.isEmpty()) {
            parts.add(Words.count(voided.size(), "is", "are") + " void (" + reasons(voided) + ")");
        }
        return String.join(", ", parts) + ".";
    }

    private static String reasons(List<Cell> voided) {
        Map<Validity.Reason, Long> counts = Voided.counts(voided);
        return Voided.reasons(voided).stream()
                .map(reason -> Words.reason(reason) + ": " + counts.get(reason))
                .collect(Collectors.joining(", "));
    }

    private static String times(Figures figures) {
        Optional<Comparison> first = headline(figures);
        if (first.isEmpty()) {
            return "No time to first byte counts, so nothing is said of speed.";
        }
        Comparison comparison = first.get();
        int blocks = comparison.reference().orElseThrow().valid().size();
        String caution = blocks == 1
                ? " (a single block is no verdict)"
                : " (medians over " + blocks + " blocks; verdicts are those of claims and gates)";
        return "Time to first byte on " + where(comparison) + ": "
                + times(comparison).orElseThrow() + caution + ".";
    }

    /** The site with the slowest page, as its times are the application's, over HTTP/1.1 where there is a choice. */
    private static Optional<Comparison> headline(Figures figures) {
        return figures.timed().stream()
                .filter(comparison -> times(comparison).isPresent())
                .max(Comparator.<Comparison>comparingInt(
                                comparison -> comparison.load().protocol() == Protocol.H1 ? 1 : 0)
                        .thenComparingInt(comparison -> comparison.site().page().php() ? 1 : 0)
                        .thenComparing(comparison -> comparison.site().nominal()));
    }

    private static String where(Comparison comparison) {
        return comparison.site().name() + ", " + Words.shorten(comparison.load().name(), NAME_LENGTH);
    }

    /** Empty when nothing counts. */
    private static Optional<String> times(Comparison comparison) {
        Optional<Arm> reference = comparison.reference().filter(arm -> arm.spread(Measure.TTFB_P50)
                .isPresent());
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Arm base = reference.get();
        StringBuilder said = new StringBuilder(name(base) + " has p50 "
                + Words.millis(base.spread(Measure.TTFB_P50).orElseThrow().median()) + " and p99 "
                + Words.millis(base.spread(Measure.TTFB_P99).orElseThrow().median())
                + (base.enoughForP99() ? "" : " (its slowest: too few answers for a p99)"));
        Optional<Arm> modern = comparison
                .modern()
                .filter(arm -> comparison.ratio(arm, Measure.TTFB_P50).isPresent());
        modern.ifPresent(arm -> said.append("; ").append(set(comparison, arm)));
        List<Arm> others = comparison.counting().stream()
                .filter(arm -> !arm.name().equals(base.name())
                        && !modern.map(Arm::name).equals(Optional.of(arm.name()))
                        && comparison.ratio(arm, Measure.TTFB_P50).isPresent())
                .sorted(Comparator.comparingDouble(arm -> ratio(comparison, arm, Measure.TTFB_P50)))
                .toList();
        if (others.size() == 1) {
            said.append("; ").append(set(comparison, others.get(0)));
        } else if (!others.isEmpty()) {
            said.append("; the ")
                    .append(others.size())
                    .append(" others go from ")
                    .append(set(comparison, others.get(0)))
                    .append(" to ")
                    .append(set(comparison, others.get(others.size() - 1)));
        }
        return Optional.of(said.toString());
    }

    private static String set(Comparison comparison, Arm arm) {
        return name(arm) + " at " + Words.ratio(ratio(comparison, arm, Measure.TTFB_P50)) + " in p50 and "
                + Words.ratio(ratio(comparison, arm, Measure.TTFB_P99)) + " in p99";
    }

    private static double ratio(Comparison comparison, Arm arm, Measure measure) {
        return comparison.ratio(arm, measure).map(Spread::median).orElse(Double.NaN);
    }

    private record Footprint(Arm arm, Comparison comparison, double pss) {}

    private static String memory(Figures figures) {
        List<Footprint> all = new ArrayList<>();
        for (var site : figures.run().scenario().sites()) {
            for (Comparison comparison : figures.memory(site.name())) {
                for (Arm arm : comparison.counting()) {
                    arm.spread(Measure.PEAK_PSS)
                            .ifPresent(pss -> all.add(new Footprint(arm, comparison, pss.median())));
                }
            }
        }
        if (all.isEmpty()) {
            return "No memory reading counts, so nothing is said of memory.";
        }
        Footprint least =
                all.stream().min(Comparator.comparingDouble(Footprint::pss)).orElseThrow();
        Footprint most =
                all.stream().max(Comparator.comparingDouble(Footprint::pss)).orElseThrow();
        double worst = all.stream()
                .mapToDouble(
                        one -> one.arm().spread(Measure.PEAK_RSS).orElseThrow().median() / one.pss())
                .max()
                .orElse(1);
        String overstated = "; adding up RSS instead would overstate by up to " + Words.ratio(worst) + ".";
        if (least.pss() == most.pss()) {
            return "Memory at its peak (PSS) was " + Words.mib(least.pss())
                    + (all.size() > 1 ? " on every stack" : " (" + name(least.arm()) + ")") + overstated;
        }
        return "Memory at its peak (PSS) went from " + Words.mib(least.pss()) + " (" + name(least.arm()) + " on "
                + where(least.comparison()) + ") to " + Words.mib(most.pss()) + " (" + name(most.arm()) + " on "
                + where(most.comparison()) + ")" + overstated;
    }

    private static String name(Arm arm) {
        return Words.shorten(arm.name(), NAME_LENGTH);
    }
}
