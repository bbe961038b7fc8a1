package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * A run's figures, worked out once for whatever is said of it. Immutable.
 *
 * @param run where they come from
 * @param comparisons by site and load, in the scenario's order; those without any cell are left out
 */
public record Figures(Run run, List<Comparison> comparisons) {

    private record Key(String site, String load, String stack) {}

    /**
     * Works them out.
     *
     * @throws IllegalArgumentException when a cell names a stack, a site or a load that the run's scenario does not
     *     have
     */
    public static Figures of(Run run) {
        Map<Key, List<Cell>> cells = new HashMap<>();
        Map<String, LoadShape> loads = new LinkedHashMap<>();
        run.scenario().loads().forEach(load -> loads.put(load.name(), load));
        for (CellResult result : run.cells()) {
            LoadShape load = loads.computeIfAbsent(result.load(), run.scenario()::load);
            Key key = new Key(
                    run.scenario().site(result.site()).name(),
                    load.name(),
                    run.scenario().stack(result.stack()).name());
            cells.computeIfAbsent(key, unseen -> new ArrayList<>()).add(Cell.of(result, load));
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (Site site : run.scenario().sites()) {
            for (LoadShape load : run.scenario().loads()) {
                List<Arm> arms = new ArrayList<>();
                for (Stack stack : run.scenario().stacks()) {
                    List<Cell> ofArm = cells.get(new Key(site.name(), load.name(), stack.name()));
                    if (ofArm != null) {
                        arms.add(new Arm(stack, ofArm));
                    }
                }
                if (!arms.isEmpty()) {
                    comparisons.add(new Comparison(site, load, arms));
                }
            }
        }
        return new Figures(run, comparisons);
    }

    public Figures {
        comparisons = List.copyOf(comparisons);
    }

    /** Every cell that was carried out. */
    public List<Cell> cells() {
        return comparisons.stream()
                .flatMap(comparison -> comparison.arms().stream())
                .flatMap(arm -> arm.cells().stream())
                .toList();
    }

    /** The cells that are of no use. */
    public List<Cell> voided() {
        return cells().stream().filter(Cell::isVoid).toList();
    }

    /** The cells that found at how many idle connections new requests starve, which is what they were for. */
    public List<Cell> starved() {
        return cells().stream().filter(Cell::foundStarvation).toList();
    }

    /** The comparisons for times: those in rounds, where arms shared every moment; where there are none, all. */
    public List<Comparison> timed() {
        List<Comparison> inRounds = comparisons.stream()
                .filter(comparison -> comparison.load().inRounds())
                .toList();
        return inRounds.isEmpty() ? comparisons : inRounds;
    }

    /** The comparisons that are not {@link #timed}. */
    public List<Comparison> untimed() {
        List<Comparison> slices = slices();
        return slices.size() == comparisons.size() ? List.of() : slices;
    }

    /** The comparisons in which each stack had the machine to itself. */
    public List<Comparison> slices() {
        return comparisons.stream()
                .filter(comparison -> !comparison.load().inRounds())
                .toList();
    }

    /**
     * The comparison that stands for a site's times over one protocol: on kept connections where there is one, as
     * browsers have it.
     */
    public Optional<Comparison> ttfb(String site, Protocol protocol) {
        List<Comparison> candidates = timed().stream()
                .filter(comparison -> comparison.site().name().equals(site)
                        && comparison.load().protocol() == protocol)
                .toList();
        return candidates.stream()
                .filter(comparison -> comparison.load().connections().keepsAlive())
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    /** The site's loads that ask for all that a stack can give, least concurrency first. */
    public List<Comparison> throughput(String site) {
        return slices().stream()
                .filter(comparison -> comparison.site().name().equals(site)
                        && comparison.load().arrival() instanceof Arrival.Closed)
                .sorted(java.util.Comparator.comparingInt(
                        comparison -> comparison.load().connections().concurrency()))
                .toList();
    }

    /**
     * The site's comparisons to read memory from: slices, because stacks that are up together share the pages of their
     * common files and PSS divides those among all of them; in rounds only where there is nothing else.
     */
    public List<Comparison> memory(String site) {
        List<Comparison> alone = slices().stream()
                .filter(comparison -> comparison.site().name().equals(site))
                .toList();
        return alone.isEmpty()
                ? comparisons.stream()
                        .filter(comparison -> comparison.site().name().equals(site))
                        .toList()
                : alone;
    }
}
