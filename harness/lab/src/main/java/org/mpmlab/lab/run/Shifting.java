package org.mpmlab.lab.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mpmlab.core.calibrate.Amount;
import org.mpmlab.core.calibrate.Clocked;
import org.mpmlab.core.calibrate.Design;
import org.mpmlab.core.calibrate.Shift;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/**
 * Finds how much a stack must sleep or compute to be slower by a given share of its page's time, and how long that takes
 * by the server's own clock. Not thread-safe.
 */
public final class Shifting {
    private static final String HEADER = "X-Mpmlab-Shift";
    /** How long an iteration takes, roughly; only to try the loop with about as many as will be needed. */
    private static final double ROUGH_ITERATION_NANOS = 200;
    /** Beside which reading the clock does not matter. */
    private static final long LEAST_ITERATIONS = 500;

    private static final int ROUNDS_FOR_PAGE = 200;
    private static final int LEAST_ROUNDS = 30;
    private static final int MOST_ROUNDS = 1_500;
    private static final int UNCOUNTED_ROUNDS = 20;
    private static final Duration TRYING = Duration.ofSeconds(2);
    private static final Duration LOOKING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

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
     * By how much each shifted arm is slower than the base: the median difference within rounds of one request to each,
     * by the clock that the pages themselves read.
     *
     * @param scenario with the amounts in its stacks
     */
    public List<Clocked> clock(Design design, Scenario scenario, Site site) throws InterruptedException {
        List<RunningStack> running = new ArrayList<>();
        try {
            List<URI> pages = new ArrayList<>();
            pages.add(start(scenario.stack(design.base()), site, running));
            for (Shift shift : design.shifts()) {
                pages.add(start(scenario.stack(design.arm(shift)), site, running));
            }
            List<long[]> rounds = rounds(pages, LOOKING);
            List<Clocked> clocked = new ArrayList<>();
            for (int i = 0; i < design.shifts().size(); i++) {
                int arm = i + 1;
                double nanos = median(rounds.stream()
                        .mapToDouble(round -> (double) round[arm] - round[0])
                        .toArray());
                clocked.add(new Clocked(design.arm(design.shifts().get(i)), List.of(nanos)));
            }
            return clocked;
        } finally {
            running.forEach(RunningStack::close);
        }
    }

    /**
     * Tried with about the work of the largest shift, as a longer loop would be interrupted more often than the arms are,
     * and beside the base, as what is around the loop takes as long as a short one.
     */
    private double iterationNanos(Design design, Site site, double mostNanos) throws InterruptedException {
        long iterations = Math.max(LEAST_ITERATIONS, Math.round(mostNanos / ROUGH_ITERATION_NANOS));
        Amount more = new Amount(Amount.BASE.sleepMicros(), Amount.BASE.iterations() + iterations);
        List<RunningStack> running = new ArrayList<>();
        try {
            List<URI> pages = new ArrayList<>();
            for (Amount amount : List.of(Amount.BASE, more)) {
                pages.add(start(amount.in(design.stack(), design.base()), site, running));
            }
            double nanos = median(rounds(pages, TRYING).stream()
                    .mapToDouble(round -> (double) round[1] - round[0])
                    .toArray());
            return Math.max(1, nanos) / iterations;
        } finally {
            running.forEach(RunningStack::close);
        }
    }

    private URI start(Stack stack, Site site, List<RunningStack> running) throws InterruptedException {
        RunningStack one = servers.start(stack, List.of(site));
        running.add(one);
        Verification.Finding finding = verification.verify(one, site, List.of(Protocol.H1));
        if (!finding.validity().valid()) {
            throw new LabException("The page of site " + site.name() + " on " + stack.name() + " can't be calibrated: "
                    + finding.validity().causes().get(0).text());
        }
        return one.uri(site, Protocol.H1, site.page().path());
    }

    /** What the pages say of themselves in each round, in the order of the pages. */
    private List<long[]> rounds(List<URI> pages, Duration time) throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            order.add(i);
        }
        Random random = new Random(1);
        List<long[]> rounds = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        for (int n = 0; n < MOST_ROUNDS && (n < UNCOUNTED_ROUNDS + LEAST_ROUNDS || System.nanoTime() < deadline); n++) {
            Collections.shuffle(order, random);
            long[] round = new long[pages.size()];
            for (int page : order) {
                round[page] = ownNanos(pages.get(page));
            }
            if (n >= UNCOUNTED_ROUNDS) {
                rounds.add(round);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return rounds;
    }

    private long ownNanos(URI page) {
        try {
            String[] words = visitor.header(page, HEADER).orElse("").split(" ", -1);
            return Long.parseLong(words[0]) + Long.parseLong(words[1]);
        } catch (IOException | RuntimeException noTime) {
            throw new LabException(
                    "The page " + page + " does not tell how long it was held up: " + noTime.getMessage()
                            + "\n  Only pages that PHP makes can be calibrated, on stacks that the lab starts.",
                    noTime);
        }
    }

    /** As it will be asked for, in turn with as many others: a page that was asked for a moment ago is a faster one. */
    private double pageNanos(Design design, Site site) throws InterruptedException {
        List<RunningStack> running = new ArrayList<>();
        try {
            List<Target> targets = new ArrayList<>();
            for (int arm = 0; arm < design.arms(); arm++) {
                String name = design.base() + "." + arm;
                targets.add(Target.get(name, start(Amount.BASE.in(design.stack(), name), site, running)));
            }
            Load load = new Load(
                    targets,
                    Protocol.H1,
                    new Arrival.Rounds(false, Duration.ZERO, ROUNDS_FOR_PAGE),
                    Connections.kept(1),
                    WarmUp.fixed(Duration.ofSeconds(1)),
                    LONGEST,
                    LONGEST,
                    1);
            return generator.run(load, LoadProgress.SILENT).targets().stream()
                    .map(target -> target.successes(Metric.WRITTEN_TO_FIRST_BYTE))
                    .reduce(Distribution.EMPTY, Distribution::merge)
                    .quantileNanos(0.5);
        } finally {
            running.forEach(RunningStack::close);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
