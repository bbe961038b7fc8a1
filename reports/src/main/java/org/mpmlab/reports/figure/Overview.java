package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * A site in one line per stack: what fits a terminal.
 *
 * @param site what the stacks served
 * @param ttfb the comparison that stands for each protocol's times; protocols without one are missing
 * @param throughput the loads that the rates are of, least concurrency first
 * @param lines in the scenario's order
 */
public record Overview(Site site, Map<Protocol, Comparison> ttfb, List<Comparison> throughput, List<Line> lines) {

    /**
     * One stack.
     *
     * @param stack its name
     * @param ttfb its times by protocol; protocols that it was not measured with are missing
     * @param rate the greatest of its loads' requests per second
     * @param pssBytes the greatest of its loads' peaks
     * @param cells all of its cells on the site
     */
    public record Line(
            String stack, Map<Protocol, Arm> ttfb, Optional<Double> rate, Optional<Double> pssBytes, List<Cell> cells) {

        /** A quantile of TTFB in milliseconds: the median over blocks. */
        public Optional<Double> ttfb(Protocol protocol, Measure quantile) {
            return Optional.ofNullable(ttfb.get(protocol))
                    .flatMap(arm -> arm.spread(quantile))
                    .map(Spread::median);
        }

        /** How many of its cells count, or found what they were for. */
        public int useful() {
            return (int) cells.stream().filter(cell -> !cell.isVoid()).count();
        }

        /** The cells that are of no use. */
        public List<Cell> voided() {
            return cells.stream().filter(Cell::isVoid).toList();
        }
    }

    /** Of every site that has a cell, in the scenario's order. */
    public static List<Overview> of(Figures figures) {
        List<Overview> overviews = new ArrayList<>();
        for (Site site : figures.run().scenario().sites()) {
            Map<Protocol, Comparison> ttfb = new EnumMap<>(Protocol.class);
            for (Protocol protocol : Protocol.values()) {
                figures.ttfb(site.name(), protocol).ifPresent(comparison -> ttfb.put(protocol, comparison));
            }
            List<Comparison> throughput = figures.throughput(site.name());
            List<Line> lines = new ArrayList<>();
            for (Stack stack : figures.run().scenario().stacks()) {
                Line line = line(figures, site.name(), stack.name(), ttfb, throughput);
                if (!line.cells().isEmpty()) {
                    lines.add(line);
                }
            }
            if (!lines.isEmpty()) {
                overviews.add(new Overview(site, ttfb, throughput, lines));
            }
        }
        return overviews;
    }

    private static Line line(
            Figures figures, String site, String stack, Map<Protocol, Comparison> ttfb, List<Comparison> throughput) {
        Map<Protocol, Arm> arms = new EnumMap<>(Protocol.class);
        ttfb.forEach((protocol, comparison) -> comparison.arm(stack).ifPresent(arm -> arms.put(protocol, arm)));
        List<Cell> cells = figures.comparisons().stream()
                .filter(comparison -> comparison.site().name().equals(site))
                .flatMap(comparison -> comparison.arm(stack).stream())
                .flatMap(arm -> arm.cells().stream())
                .toList();
        return new Line(
                stack,
                arms,
                greatest(throughput, stack, Measure.RATE),
                greatest(figures.memory(site), stack, Measure.PEAK_PSS),
                cells);
    }

    private static Optional<Double> greatest(List<Comparison> comparisons, String stack, Measure measure) {
        return comparisons.stream()
                .flatMap(comparison -> comparison.arm(stack).stream())
                .flatMap(arm -> arm.spread(measure).stream())
                .map(Spread::median)
                .max(Comparator.naturalOrder());
    }
}
