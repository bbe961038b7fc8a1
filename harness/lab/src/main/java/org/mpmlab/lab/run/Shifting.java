package org.mpmlab.lab.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mpmlab.core.calibrate.Amount;
import org.mpmlab.core.calibrate.Design;
import org.mpmlab.core.calibrate.Shift;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stats.Median;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/**
 * Finds how much a stack must sleep or compute to be slower by a given share of its page's time, and how long that takes
 * by the server's own clock. Not thread-safe.
 */
public final class Shifting {
    private static final String NOTES = "mpmlab-shift";
    /** How long an iteration takes, roughly; only to try the loop with about as many as will be needed. */
    private static final double ROUGH_ITERATION_NANOS = 200;
    /** Beside which reading the clock does not matter. */
    private static final long LEAST_ITERATIONS = 500;

    private static final int ROUNDS_FOR_PAGE = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int SEED = 1;

    private final Servers servers;
    private final Verification verification;
    private final LoadGenerator generator;
    private final Visitor visitor = new Visitor();

    public Shifting(Servers servers, Verification verification, LoadGenerator generator) {
        this.servers = servers;
        this.verification = verification;
        this.generator = generator;
    }

    /**
     * The amounts that make the design's shifts, by arm.
     *
     * @throws LabException if the page can't be served
     */
    public Map<String, Amount> fit(Design design, Site site) throws InterruptedException {
        if (design.shifts().isEmpty()) {
            return Map.of();
        }
        double pageNanos = pageNanos(design, site);
        double most =
                design.shifts().stream().mapToDouble(Shift::margins).max().orElseThrow() * design.margin() * pageNanos;
        double iterationNanos = iterationNanos(design, site, most);
        Map<String, Amount> amounts = new LinkedHashMap<>();
        for (Shift shift : design.shifts()) {
            double moreNanos = shift.margins() * design.margin() * pageNanos;
            amounts.put(
                    design.arm(shift),
                    switch (shift.kind()) {
                        case SLEEP ->
                            new Amount(
                                    Amount.BASE.sleepMicros() + Math.max(1, Math.round(moreNanos / 1e3)),
                                    Amount.BASE.iterations());
                        case WORK ->
                            new Amount(
                                    Amount.BASE.sleepMicros(),
                                    Amount.BASE.iterations() + Math.max(1, Math.round(moreNanos / iterationNanos)));
                    });
        }
        return amounts;
    }

    /**
     * By how much each shifted arm was slower than the base in a block: the median difference within its rounds, by the
     * clock that the pages themselves read. It is these very requests that must be asked: elsewhere and at another moment
     * the same sleep and the same loop take another time, as what a CPU did before decides how fast it wakes up, and other
     * guests of the host how fast it is.
     *
     * @param running the block's servers, once it is measured
     * @return nanoseconds by arm; of an arm that was not measured, not a number
     */
    public Map<String, Double> clock(Design design, Site site, Map<String, RunningStack> running) {
        Map<String, Double> nanos = new LinkedHashMap<>();
        Optional<long[]> base =
                Optional.ofNullable(running.get(design.base())).map(one -> notes(one, site, design.rounds()));
        for (Shift shift : design.shifts()) {
            String arm = design.arm(shift);
            nanos.put(
                    arm,
                    base.isPresent() && running.containsKey(arm)
                            ? medianDifference(notes(running.get(arm), site, design.rounds()), base.get())
                            : Double.NaN);
        }
        return nanos;
    }

    /**
     * Tried with about the work of the largest shift, as a longer loop would be interrupted more often than the arms are,
     * and beside the base, as what is around the loop takes as long as a short one.
     */
    private double iterationNanos(Design design, Site site, double mostNanos) throws InterruptedException {
        long iterations = Math.max(LEAST_ITERATIONS, Math.round(mostNanos / ROUGH_ITERATION_NANOS));
        Amount more = new Amount(Amount.BASE.sleepMicros(), Amount.BASE.iterations() + iterations);
        try (Arms arms = new Arms(site)) {
            RunningStack base = arms.start(Amount.BASE.in(design.stack(), "base"));
            RunningStack shifted = arms.start(more.in(design.stack(), "more"));
            arms.load(design.load());
            double nanos = medianDifference(notes(shifted, site, design.rounds()), notes(base, site, design.rounds()));
            return Math.max(1, nanos) / iterations;
        }
    }

    /** As it will be asked for, in turn with as many others: a page that was asked for a moment ago is a faster one. */
    private double pageNanos(Design design, Site site) throws InterruptedException {
        try (Arms arms = new Arms(site)) {
            for (int arm = 0; arm < design.arms(); arm++) {
                arms.start(Amount.BASE.in(design.stack(), design.base() + "." + arm));
            }
            LoadShape rounds = design.load()
                    .withArrival(new Arrival.Rounds(false, Duration.ZERO, ROUNDS_FOR_PAGE))
                    .withTimes(WARM_UP, design.load().duration());
            return arms.load(rounds).targets().stream()
                    .map(target -> target.successes(Metric.WRITTEN_TO_FIRST_BYTE))
                    .reduce(Distribution.EMPTY, Distribution::merge)
                    .quantileNanos(0.5);
        }
    }

    /** Stacks that serve a site at the same time. */
    private final class Arms implements AutoCloseable {
        private final Site site;
        private final Map<String, RunningStack> running = new LinkedHashMap<>();

        Arms(Site site) {
            this.site = site;
        }

        RunningStack start(Stack stack) throws InterruptedException {
            RunningStack one = servers.start(stack, List.of(site));
            running.put(stack.name(), one);
            Verification.Finding finding = verification.verify(one, site, List.of(Protocol.H1));
            if (!finding.validity().valid()) {
                throw new LabException("The page of site " + site.name() + " on " + stack.name()
                        + " can't be calibrated: "
                        + finding.validity().causes().get(0).text());
            }
            return one;
        }

        LoadResult load(LoadShape shape) throws InterruptedException {
            List<Target> targets = running.entrySet().stream()
                    .map(arm -> Target.get(arm.getKey(), uri(arm.getValue(), site, "")))
                    .toList();
            return generator.run(shape.toward(targets, List.of(), SEED), LoadProgress.SILENT);
        }

        @Override
        public void close() {
            running.values().forEach(RunningStack::close);
        }
    }

    private static URI uri(RunningStack stack, Site site, String query) {
        return stack.uri(site, Protocol.H1, site.page().path() + query);
    }

    /** The nanoseconds that a stack's page noted of its last requests, in their order. */
    private long[] notes(RunningStack stack, Site site, int last) {
        URI notes = uri(stack, site, (site.page().path().contains("?") ? "&" : "?") + NOTES);
        try {
            long[] all =
                    visitor.get(notes).text().lines().mapToLong(Long::parseLong).toArray();
            if (all.length < last) {
                throw new IOException(all.length + " of " + last + " requests were noted");
            }
            return Arrays.copyOfRange(all, all.length - last, all.length);
        } catch (IOException | NumberFormatException noTime) {
            throw new LabException(
                    "The page " + notes + " does not tell how long it was held up: " + noTime.getMessage()
                            + "\n  Only pages that PHP makes can be calibrated, on stacks that the lab starts.",
                    noTime);
        }
    }

    private static double medianDifference(long[] more, long[] less) {
        return Median.of(IntStream.range(0, more.length)
                .mapToDouble(i -> (double) more[i] - less[i])
                .toArray());
    }
}
