package org.mpmlab.core.verdict.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;

/**
 * What a run gave, small enough to be committed: what later runs on the same machine are held against.
 *
 * @param schema {@link #SCHEMA}
 * @param run the run's id
 * @param measured when it was begun
 * @param environment where, with image digests and calibrated pages
 * @param limits of the servers' CPU time and memory, in words
 * @param cells one for each stack, site and load
 */
public record Baseline(
        int schema, String run, Instant measured, Environment environment, String limits, List<Cell> cells) {
    /** The version of the file's form. */
    public static final int SCHEMA = 1;
    /** Which quantiles of times are kept block by block. */
    public static final List<Double> PERCENTILES = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9);

    private static final List<Metric> METRICS =
            List.of(Metric.WRITTEN_TO_FIRST_BYTE, Metric.INTENDED_TO_FIRST_BYTE, Metric.TOTAL);
    /** Any will do: no verdict is asked for, only each block's figure. */
    private static final Expectation.AtMost ANY_LIMIT = new Expectation.AtMost(1);

    /**
     * What one stack gave on one site under one load.
     *
     * @param load the load, whole, so that only figures of the same load are compared
     * @param status of the measured page, where it is known
     * @param bodyBytes of the measured page, where it is known
     * @param times of the blocks that count, all of them together: to look at, never to be judged by
     * @param blocks the figure of each block that counts, by measure and in its unit
     * @param voided how many blocks do not count, by measure; empty in files written before that was kept
     */
    public record Cell(
            String stack,
            String site,
            LoadShape load,
            Optional<Integer> status,
            Optional<Long> bodyBytes,
            Map<Metric, Distribution> times,
            Map<String, List<Double>> blocks,
            Map<String, Integer> voided) {
        public Cell {
            times = Map.copyOf(times);
            blocks = Map.copyOf(blocks);
            voided = voided == null ? Map.of() : Map.copyOf(voided);
        }

        /** Whether more blocks were void than count: what is left says nothing then. */
        boolean mostlyVoid(Measure measure) {
            return voided.getOrDefault(measure.word(), 0) > figures(measure).size();
        }

        /** Each block's figure; none where the measure was not measured. */
        List<Double> figures(Measure measure) {
            return blocks.getOrDefault(measure.word(), List.of());
        }
    }

    public Baseline {
        Objects.requireNonNull(environment, "environment");
        limits = limits == null ? Placement.AUTOMATIC.limits() : limits; // files written before they were kept
        cells = List.copyOf(cells);
    }

    /** Takes down what a run gave. */
    public static Baseline of(Run run) {
        Map<List<String>, Cell> cells = new LinkedHashMap<>();
        for (Plan.Step step : run.plan().steps()) {
            for (String stack : step.stacks()) {
                cells.computeIfAbsent(
                        List.of(stack, step.site(), step.load()), unseen -> cell(run, stack, step.site(), step.load()));
            }
        }
        return new Baseline(
                SCHEMA,
                run.about().id(),
                run.about().started(),
                run.environment(),
                run.scenario().placement().limits(),
                List.copyOf(cells.values()));
    }

    /** Of this stack, site and load, where it was measured. */
    public Optional<Cell> cell(String stack, String site, String load) {
        return cells.stream()
                .filter(cell -> cell.stack().equals(stack)
                        && cell.site().equals(site)
                        && cell.load().name().equals(load))
                .findFirst();
    }

    /** The most blocks that count for any figure. */
    public int blocks() {
        return cells.stream()
                .flatMap(cell -> cell.blocks().values().stream())
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    /** All measures that a baseline keeps. */
    static List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        for (Measure.Kind kind : Measure.Kind.values()) {
            if (kind.isTime()) {
                PERCENTILES.forEach(percentile -> measures.add(Measure.of(kind, percentile)));
            } else if (kind != Measure.Kind.ERRORS) {
                measures.add(Measure.of(kind));
            }
        }
        return measures;
    }

    private static Cell cell(Run run, String stack, String site, String load) {
        List<CellResult> counted = run.cells().stream()
                .filter(cell -> cell.stack().equals(stack)
                        && cell.site().equals(site)
                        && cell.load().equals(load)
                        && cell.validity().valid())
                .toList();
        Map<Metric, Distribution> times = new EnumMap<>(Metric.class);
        for (Metric metric : METRICS) {
            Distribution all = counted.stream()
                    .map(cell -> cell.result().successes(metric))
                    .reduce(Distribution.EMPTY, Distribution::merge);
            if (all.count() > 0) {
                times.put(metric, all);
            }
        }
        Map<String, List<Double>> blocks = new LinkedHashMap<>();
        Map<String, Integer> voided = new LinkedHashMap<>();
        for (Measure measure : measures()) {
            Finding finding = Finding.of(run, Question.limit(stack, site, load, measure, ANY_LIMIT));
            if (!finding.effects().isEmpty()) {
                blocks.put(
                        measure.word(),
                        finding.effects().stream()
                                .map(block -> Math.exp(block.effect()))
                                .toList());
                voided.put(measure.word(), finding.voided().size());
            }
        }
        Optional<Identity> identity =
                counted.stream().flatMap(cell -> cell.identity().stream()).findFirst();
        return new Cell(
                stack,
                site,
                run.scenario().load(load),
                identity.map(Identity::status),
                identity.map(Identity::bodyBytes),
                times,
                blocks,
                voided);
    }

    /** Why figures of a run are not compared with these; empty when they may be. */
    Optional<String> unlike(Run run) {
        Environment other = run.environment();
        String limits = run.scenario().placement().limits();
        if (!this.limits.equals(limits)) {
            return Optional.of("its servers had " + this.limits + ", now " + limits);
        }
        if (!environment.machine().equals(other.machine())) {
            return Optional.of("it was measured on another machine: " + environment.machine() + "; this one is "
                    + other.machine());
        }
        boolean placed = environment.serverCpus().equals(other.serverCpus())
                && environment.generatorCpus().equals(other.generatorCpus());
        return placed
                ? Optional.empty()
                : Optional.of("its servers ran on CPU " + environment.serverCpus() + " and its generator on CPU "
                        + environment.generatorCpus() + ", now on " + other.serverCpus() + " and "
                        + other.generatorCpus());
    }
}
