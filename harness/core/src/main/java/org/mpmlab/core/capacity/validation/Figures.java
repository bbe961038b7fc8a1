package org.mpmlab.core.capacity.validation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.validation.Validation.Figure;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.stats.Median;

/**
 * What a run measured of one contender.
 *
 * @param cells all of them, in the order of the run
 * @param searches for the rate that meets the objective, by block
 * @param mayFail share of requests that the objective lets fail
 */
record Figures(List<CellResult> cells, Map<Integer, SearchResult> searches, double mayFail) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Figures of(Run run, Promise promise, String contender) {
        boolean recommended = contender.equals(Promise.RECOMMENDED);
        return new Figures(
                run.cells().stream()
                        .filter(cell -> cell.stack().equals(contender)
                                || (recommended && cell.stack().equals(Trial.AT_REST)))
                        .toList(),
                searches(run, contender),
                promise.tested().objective().mayFail());
    }

    private static Map<Integer, SearchResult> searches(Run run, String contender) {
        Map<Integer, SearchResult> searches = new TreeMap<>();
        for (StepResult step : run.steps()) {
            for (CellResult cell : step.cells()) {
                step.search()
                        .filter(search -> cell.stack().equals(contender))
                        .ifPresent(search -> searches.put(cell.block(), search));
            }
        }
        return searches;
    }

    /** By block, of searches that found one: neither of those that the server ended nor of those that stayed unsettled. */
    Map<Integer, Double> rates() {
        Map<Integer, Double> rates = new TreeMap<>();
        searches.forEach((block, search) -> {
            RateFound found = search.found();
            if (found.kind() == RateFound.Kind.BETWEEN || found.kind() == RateFound.Kind.AT_LEAST) {
                found.perSecond().ifPresent(rate -> rates.put(block, rate));
            }
        });
        return rates;
    }

    Optional<Figure> ratePerSecond() {
        return figure(rates().values().stream().mapToDouble(Double::doubleValue));
    }

    private List<CellResult> under(String load) {
        return cells.stream()
                .filter(cell -> cell.load().equals(load) || cell.load().startsWith(load + "-"))
                .toList();
    }

    /** Blocks in which it was sent the promised load, but for those that the machine or the generator spoilt. */
    List<CellResult> judged() {
        return under(Trial.PROMISED).stream()
                .filter(cell -> cell.validity().valid() || ownFault(cell))
                .toList();
    }

    /** Whether it answered in most of them. */
    boolean carries() {
        return carried().size() * 2 > judged().size();
    }

    /** Those in which it answered all of it, or failed no more than the objective lets. */
    List<CellResult> carried() {
        return judged().stream().filter(this::answered).toList();
    }

    private boolean answered(CellResult cell) {
        TargetResult.Counts counts = cell.result().counts();
        return cell.validity().valid()
                || (reasons(cell).equals(List.of(Reason.ERRORS))
                        && counts.offered() > 0
                        && counts.failed() <= mayFail * counts.offered());
    }

    private static List<Reason> reasons(CellResult cell) {
        return cell.validity().causes().stream().map(Validity.Cause::reason).toList();
    }

    /**
     * A server that fails, starves, dies or lets requests wait until the end is at fault itself. Too few answers alone are
     * not: then few were asked for.
     */
    private static boolean ownFault(CellResult cell) {
        List<Reason> reasons = reasons(cell);
        return !reasons.equals(List.of(Reason.TOO_FEW))
                && reasons.stream().allMatch(reason -> switch (reason) {
                    case ERRORS, STARVED, CONTAINER, NOT_DELIVERED, TOO_FEW, IDENTITY -> true;
                    case SEND_LAG, GENERATOR_CPU, PAUSE, STEAL, RUN_QUEUE, COLLECTIONS, NOT_STEADY, ENGINE -> false;
                });
    }

    /** Why it did not carry the promised load where it did not. */
    Optional<String> trouble() {
        return firstCause(judged().stream().filter(cell -> !answered(cell)));
    }

    /** What failed where the objective lets so much fail. */
    Optional<String> failedAsItMay() {
        return firstCause(carried().stream());
    }

    private static Optional<String> firstCause(Stream<CellResult> cells) {
        return cells.flatMap(cell -> cell.validity().causes().stream())
                .map(cause -> cause.text().lines().findFirst().orElse(""))
                .findFirst();
    }

    /** Of the requests that were due in fact: how many come in a random order's time is a matter of chance. */
    Optional<Figure> deliveredShare() {
        return over(judged(), cell -> {
            long offered = cell.result().counts().offered();
            return offered == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) cell.result().counts().completed() / offered);
        });
    }

    Optional<Figure> deliveredPerSecond() {
        return over(judged(), cell -> OptionalDouble.of(cell.completedPerSecond()));
    }

    /** CPU time of all processes for each request that was answered under the promised load. */
    Optional<Figure> cpuMicrosPerRequest() {
        return over(judged(), CellResult::serverCpuMicrosPerRequest);
    }

    /** Likewise over the searches' long trials, in milliseconds. */
    Optional<Figure> searchedCpuMillis() {
        return figure(searches.values().stream()
                .flatMapToDouble(search -> search.serverCpuMicrosPerRequest().stream())
                .map(micros -> micros / 1e3));
    }

    /** Of all requests that were due: those that failed come after all others, and where they have the quantile it is none. */
    Optional<Figure> ttfbMillis(double quantile) {
        return over(judged(), cell -> ttfbMillis(cell, quantile));
    }

    /** Whether failures have the quantile in half of the blocks or more, which the median of the others does not show. */
    boolean failsAt(double quantile) {
        long without = judged().stream()
                .filter(cell -> ttfbMillis(cell, quantile).isEmpty())
                .count();
        return without > 0 && 2 * without >= judged().size();
    }

    private static OptionalDouble ttfbMillis(CellResult cell, double quantile) {
        OptionalLong nanos = cell.result().intendedQuantileNanos(quantile);
        return nanos.isPresent() ? OptionalDouble.of(nanos.getAsLong() / NANOS_PER_MILLI) : OptionalDouble.empty();
    }

    /**
     * What the kernel charged at most in each block but for page cache, which it takes back at need, whatever became of
     * the requests meanwhile: what a limit must leave room for.
     */
    Optional<Figure> memoryPeakBytes() {
        return perBlock(cell -> cell.observations().samples().stream()
                .flatMap(sample -> sample.cgroup().stream())
                .mapToLong(charged -> charged.workingBytes() + charged.kernelBytes())
                .max());
    }

    /** The greatest sum of PSS and kernel memory in each block: the measure that profiles are in. */
    Optional<Figure> peakPssBytes() {
        return perBlock(cell -> cell.observations().samples().stream()
                .filter(sample -> !sample.roles().isEmpty())
                .mapToLong(sample -> sample.pssBytes() + sample.kernelBytes())
                .max());
    }

    private Optional<Figure> perBlock(Function<CellResult, OptionalLong> bytes) {
        return figure(cells.stream()
                .mapToInt(CellResult::block)
                .distinct()
                .mapToObj(block -> cells.stream()
                        .filter(cell -> cell.block() == block)
                        .map(bytes)
                        .flatMapToLong(OptionalLong::stream)
                        .max())
                .flatMapToLong(OptionalLong::stream)
                .asDoubleStream());
    }

    /** The most idle connections that stood in the loads that look for their end, else in any. */
    OptionalInt held() {
        return most(cell -> cell.load().equals(Trial.HELD)).isPresent()
                ? most(cell -> cell.load().equals(Trial.HELD))
                : most(cell -> true);
    }

    private OptionalInt most(Predicate<CellResult> wanted) {
        return cells.stream()
                .filter(wanted)
                .filter(cell -> cell.result().idle().asked() > 0)
                .mapToInt(cell -> cell.result().idle().held())
                .max();
    }

    /** Over blocks: at how many new requests starved, or how many were held without. */
    Optional<Figure> heldOverBlocks() {
        return over(
                under(Trial.HELD).stream()
                        .filter(cell -> cell.result().idle().asked() > 0)
                        .toList(),
                cell -> OptionalDouble.of(cell.result().idle().held()));
    }

    /** Whether new requests starved at the number that was looked for, in any block. */
    boolean starvedUnder(String load) {
        return under(load).stream().anyMatch(cell -> cell.result().idle().starved());
    }

    long killed() {
        return cells.stream()
                .flatMapToLong(cell -> cell.observations().oomKills().stream())
                .max()
                .orElse(0);
    }

    /** Whether a container ended while it was measured. */
    boolean died() {
        return cells.stream()
                .flatMap(cell -> cell.validity().causes().stream())
                .anyMatch(cause -> cause.reason() == Reason.CONTAINER);
    }

    List<String> said() {
        return cells.stream()
                .flatMap(cell -> cell.observations().complaints().stream())
                .distinct()
                .toList();
    }

    private static Optional<Figure> over(List<CellResult> cells, Function<CellResult, OptionalDouble> value) {
        return figure(cells.stream().map(value).flatMapToDouble(OptionalDouble::stream));
    }

    private static Optional<Figure> figure(DoubleStream values) {
        double[] sorted = values.toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Optional.empty() : Optional.of(new Figure(Median.of(sorted), sorted[0], sorted[n - 1]));
    }
}
