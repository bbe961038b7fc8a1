package org.mpmlab.core.capacity.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mpmlab.core.capacity.model.Assessment.ExpectedTtfb;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.validation.Validation.Check;
import org.mpmlab.core.capacity.validation.Validation.Comparison;
import org.mpmlab.core.capacity.validation.Validation.Figure;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Verdict;

/** Judges a promise by the run that put it to the test. The same promise and run always give the same validation. */
public final class Validations {
    /** Of the requests that were due so much must be answered. */
    private static final double DELIVERED = 0.95;
    /** A count of connections is found to within a few, and not all processes fill up alike. */
    private static final double CONNECTIONS_MARGIN = 0.05;

    /** CPU time for a request that differs by more is said. */
    private static final double COST_MARGIN = 0.1;

    private static final List<String> OF_FILLING = List.of(
            "server reached MaxRequestWorkers setting",
            "server is within MinSpareThreads of MaxRequestWorkers",
            "server reached pm.max_children setting");

    private final Promise promise;
    private final Run run;
    private final Figures recommended;
    private final List<String> findings = new ArrayList<>();

    private Validations(Promise promise, Run run) {
        this.promise = promise;
        this.run = run;
        this.recommended = Figures.of(run, promise, Promise.RECOMMENDED);
    }

    /**
     * What became of the promise.
     *
     * @param run of the promise's {@link Trial}, whole or as far as it came
     */
    public static Validation of(Promise promise, Run run) {
        return new Validations(promise, run).validation();
    }

    private Validation validation() {
        promise.beyond().forEach(findings::add);
        List<Check> checks = checks();
        List<Row> rows = promise.contenders().stream().map(this::row).toList();
        cost();
        health();
        return new Validation(
                Validation.SCHEMA,
                run.about().id(),
                promise,
                (int) run.cells().stream()
                        .mapToInt(CellResult::block)
                        .distinct()
                        .count(),
                checks,
                rows,
                findings,
                verdict(checks));
    }

    private Verdict verdict(List<Check> checks) {
        List<Verdict> parts = new ArrayList<>(checks.stream()
                .filter(check -> check.subject().promised())
                .map(Check::verdict)
                .toList());
        if (recommended.killed() > 0 || recommended.died()) {
            parts.add(Verdict.REFUTED);
        }
        return Verdict.allOf(parts);
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(rate());
        promise.objectiveRatePerSecond().ifPresent(predicted -> {
            checks.add(objective("the highest rate at which the objective holds", Subject.OBJECTIVE, predicted));
            adjusted().ifPresent(checks::add);
        });
        promise.ttfb().forEach(ttfb -> checks.add(ttfb(ttfb)));
        checks.add(memory());
        if (promise.plannedConnections() > 0) {
            checks.add(connections());
        }
        return checks;
    }

    /** Of the requests that were due: in a random order's time they are never quite as many as promised. */
    private Check rate() {
        double promised = promise.ratePerSecond().value();
        Check check = check(
                Subject.RATE,
                "requests answered at the promised rate",
                promise.ratePerSecond(),
                new Interval(DELIVERED * promised, Double.POSITIVE_INFINITY),
                recommended
                        .deliveredShare()
                        .map(share ->
                                new Figure(share.value() * promised, share.low() * promised, share.high() * promised))
                        .or(recommended::deliveredPerSecond));
        return check.verdict() == Verdict.SUPPORTED && !recommended.carries() ? check.with(Verdict.REFUTED) : check;
    }

    /** The blocks' searches say how far the objective really holds: at least to the promised rate. */
    private Check objective(String what, Subject subject, Estimated predicted) {
        return check(
                subject,
                what,
                predicted,
                new Interval(DELIVERED * promise.ratePerSecond().value(), Double.POSITIVE_INFINITY),
                recommended.ratePerSecond());
    }

    /** A machine that others share is not as fast at all times; what the model would have said, had it known. */
    private Optional<Check> adjusted() {
        return recommended.searchedCpuMillis().flatMap(took -> promise.objectiveRateAt(took.value() / 1e3)
                .map(predicted -> objective(
                        String.format(
                                Locale.ROOT,
                                "the same by the %s ms of CPU time that a request took meanwhile",
                                Quantities.rounded(took.value(), 3)),
                        Subject.ADJUSTED,
                        predicted)));
    }

    /** Where a limit was asked for, that is what is promised; else the time that was predicted, at its highest. */
    private Check ttfb(ExpectedTtfb expected) {
        OptionalDouble limitMillis = promise.tested().objective().ttfb().stream()
                .filter(limit -> limit.quantile() == expected.quantile())
                .mapToDouble(limit -> 1e3 * limit.limitSeconds())
                .findFirst();
        Estimated millis = new Estimated(
                1e3 * expected.seconds().value(),
                1e3 * expected.seconds().low(),
                1e3 * expected.seconds().high(),
                expected.seconds().source());
        String limited =
                limitMillis.isPresent() ? ", limit " + Quantities.rounded(limitMillis.getAsDouble(), 6) + " ms" : "";
        Check check = check(
                Subject.TTFB,
                "TTFB p" + Quantities.rounded(100 * expected.quantile(), 6) + " at that rate" + limited,
                millis,
                new Interval(0, limitMillis.orElse(millis.high())),
                recommended.ttfbMillis(expected.quantile()));
        return recommended.failsAt(expected.quantile()) ? check.with(Verdict.REFUTED) : check;
    }

    /** Profiles are sums of PSS, and so is the promise; what the kernel charges besides is for the limit to bear. */
    private Check memory() {
        Optional<Figure> pss = recommended.peakPssBytes();
        Optional<Figure> measured = pss.isPresent() ? pss : recommended.memoryPeakBytes();
        return check(
                Subject.MEMORY,
                pss.isPresent()
                        ? "memory of the whole pool, PSS and kernel memory"
                        : "memory of the whole pool, control group",
                promise.memoryBytes(),
                new Interval(
                        0,
                        Math.max(promise.memoryBytes().high(), promise.tested().memoryBudgetBytes())),
                measured);
    }

    private Check connections() {
        double predicted = promise.heldConnections();
        Optional<Figure> held = recommended.heldOverBlocks();
        if (held.isPresent() && !recommended.starvedUnder(Trial.HELD)) {
            findings.add(String.format(
                    Locale.ROOT,
                    "New requests did not starve at %,.0f idle connections, the most that were tried.",
                    held.get().high()));
        }
        double least = Math.max(
                Math.min(promise.plannedConnections(), Trial.MOST_HELD),
                (1 - CONNECTIONS_MARGIN) * Math.min(predicted, Trial.MOST_HELD));
        return check(
                Subject.CONNECTIONS,
                "idle connections until new requests starve",
                Estimated.exactly(predicted),
                new Interval(least, Double.POSITIVE_INFINITY),
                held);
    }

    private static Check check(
            Subject subject, String what, Estimated promised, Interval keeps, Optional<Figure> measured) {
        return new Check(
                subject,
                what,
                promised.value(),
                promised.low(),
                promised.high(),
                keeps,
                measured,
                measured.map(figure -> figure.value() > 0
                                ? OptionalDouble.of(promised.value() / figure.value() - 1)
                                : OptionalDouble.empty())
                        .orElse(OptionalDouble.empty()),
                measured.map(figure -> keeps.contains(figure.value()) ? Verdict.SUPPORTED : Verdict.REFUTED)
                        .orElse(Verdict.INVALID));
    }

    private Row row(Contender contender) {
        Figures figures = Figures.of(run, promise, contender.name());
        boolean first = contender.name().equals(Promise.RECOMMENDED);
        List<Comparison> comparisons = first ? List.of() : new Comparisons(run, promise).with(contender);
        OptionalInt held = promise.plannedConnections() > 0 ? figures.held() : OptionalInt.empty();
        return new Row(
                contender.names(),
                contender.stack(),
                contender.settings(),
                contender.source(),
                contender.notes(),
                figures.ratePerSecond(),
                figures.searchedCpuMillis(),
                figures.deliveredPerSecond(),
                figures.ttfbMillis(promise.quantile()),
                figures.memoryPeakBytes(),
                held,
                figures.starvedUnder(first ? Trial.HELD : Trial.PROMISED),
                figures.carried().size(),
                figures.judged().size(),
                figures.killed(),
                figures.said(),
                figures.trouble(),
                comparisons,
                first ? Optional.empty() : Optional.of(noWorse(figures, comparisons)));
    }

    /**
     * Who does not carry the promised load at all is beaten by who does, and who loses processes for want of memory by who
     * does not; that is no matter of a ratio. Of two that carry it, the blocks decide.
     */
    private Verdict noWorse(Figures other, List<Comparison> comparisons) {
        if (recommended.judged().isEmpty() || other.judged().isEmpty()) {
            return Verdict.INVALID;
        }
        if (recommended.carries() != other.carries()) {
            return recommended.carries() ? Verdict.SUPPORTED : Verdict.REFUTED;
        }
        boolean fits = recommended.killed() == 0;
        if (fits != (other.killed() == 0)) {
            return fits ? Verdict.SUPPORTED : Verdict.REFUTED;
        }
        return comparisons.isEmpty()
                ? Verdict.INCONCLUSIVE
                : Verdict.allOf(comparisons.stream().map(Comparison::verdict).toList());
    }

    /**
     * Whether a line of a log says no more than that a pool is full, as it is under {@link Trial#FULL}: event AH00484 and
     * AH10159, worker AH00286 and AH00287, prefork AH00161, PHP-FPM's warning.
     */
    static boolean isOfFilling(String line) {
        return OF_FILLING.stream().anyMatch(line::contains);
    }

    /** A machine that others share is not as fast at all times, which no steal need show. */
    private void cost() {
        Optional<Figure> measured = recommended.cpuMicrosPerRequest();
        if (measured.isEmpty() || promise.cpuSecondsPerRequest().isEmpty()) {
            return;
        }
        double millis = measured.get().value() / 1e3;
        double expected = promise.cpuSecondsPerRequest().get().value() * 1e3;
        double more = millis / expected - 1;
        if (Math.abs(more) > COST_MARGIN) {
            findings.add(String.format(
                    Locale.ROOT,
                    "Under the promised load a request took %s ms of CPU time, %.0f %% %s than the %s ms that the "
                            + "prediction rests on: the machine was %s than when that was measured, or pages cost %s "
                            + "so. Expect rates to be off by as much.",
                    Quantities.rounded(millis, 3),
                    100 * Math.abs(more),
                    more > 0 ? "more" : "less",
                    Quantities.rounded(expected, 3),
                    more > 0 ? "slower" : "faster",
                    more > 0 ? "more" : "less"));
        }
    }

    private void health() {
        if (recommended.killed() > 0) {
            findings.add("The kernel killed " + recommended.killed()
                    + " processes of the recommended settings for want of memory.");
        }
        List<String> beside =
                recommended.said().stream().filter(line -> !isOfFilling(line)).toList();
        if (beside.isEmpty()) {
            findings.add(
                    "Nothing was corrected in the logs of the recommended settings, and nothing complained of but a "
                            + "full pool, which is filled on purpose.");
        } else {
            beside.forEach(line -> findings.add("The recommended settings' log says: " + line));
        }
        recommended.failedAsItMay().ifPresent(what -> findings.add("No more than the objective lets fail: " + what));
        recommended.trouble().ifPresent(why -> findings.add("A block of the recommended settings failed: " + why));
    }
}
