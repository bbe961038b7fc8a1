package org.mpmlab.core.capacity.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.plan.Budget;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.search.Search;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * The scenario that puts a promise to the test. Each contender has the machine to itself, on a fresh container under
 * the target's limits, and is sent
 *
 * <ul>
 *   <li>{@link #PROMISED}: the promised rate, open loop with random arrivals, beside the promised idle connections;
 *   <li>{@link #FULL}: as many requests at once as it has workers, beside the same: all of its pool runs, and its memory
 *       is at its peak;
 *   <li>{@link #RATE}, where the target limits TTFB: ever other rates beside the same, until the highest that meets the
 *       objective is known;
 *   <li>{@link #HELD}, the recommended one alone and on a server of its own: idle connections until new requests starve.
 * </ul>
 */
public final class Trial {
    /** The load that is promised. */
    public static final String PROMISED = "promised";
    /** What the names of loads that fill a pool begin with. */
    public static final String FULL = "full";
    /** The load that finds the highest rate that meets the objective. */
    public static final String RATE = "rate";
    /** The load that finds how many idle connections are held. */
    public static final String HELD = "held";

    /** The recommended settings again: a server that thousands of connections have just left is not a fresh one. */
    static final String AT_REST = "recommended-at-rest";

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LEAST_MEASURED = Duration.ofSeconds(8);

    private static final Duration MOST_MEASURED = Duration.ofSeconds(40);
    private static final Duration FILLING = Duration.ofSeconds(6);
    private static final int OPENED_AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    /** Times its limit. */
    private static final int HOPELESS = 20;
    /** Of a request among as many as there are workers. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);
    /** Answers that a p99 takes, four times: so many random arrivals are within a tenth of the promised rate. */
    private static final double ANSWERS = 400;

    private static final int LEAST_CONNECTIONS = 128;
    /** Arrivals come in bursts: so many times the requests that are in the server on average. */
    private static final double BURST = 3;
    /** Requests at once for each worker that closes the connection after it: others must wait, or it would. */
    private static final int CLOSING = 4;
    /** Requests at once beyond this fill no pool any further in the time. */
    private static final int MOST_AT_ONCE = 1024;
    /** What is held is looked for up to so much above what is predicted. */
    private static final double BEYOND_PREDICTED = 1.15;
    /** One loopback address has so many ports, and the engine some files for itself. */
    static final int MOST_HELD = 20_000;

    /** How far below and above the promised rate the search goes. */
    private static final double WIDEST = 50;

    private static final double WIDE = 4;
    /** Of a rate in one block: the blocks confirm each other. */
    private static final int TRIALS = 8;

    private static final Duration TRIED = Duration.ofSeconds(2);
    private static final Duration BEFORE_TRIAL = Duration.ofMillis(500);

    private final Promise promise;
    private final Site site;

    private Trial(Promise promise, Site site) {
        this.promise = promise;
        this.site = site;
    }

    /**
     * The scenario.
     *
     * @param site as the promise's run served it, with its calibrated parameters
     * @param blocks each of fresh containers
     */
    public static Scenario of(Promise promise, Site site, int blocks) {
        return new Trial(promise, site).scenario(blocks);
    }

    /**
     * The same in less time: every load is sent for this share of its time, the least of {@link Budget} at least.
     *
     * @param share above 0, below 1
     */
    public static Scenario shortened(Scenario trial, double share) {
        return trial.withLoads(trial.loads().stream()
                .map(load -> load.withTimes(
                        shortened(load.warmUp(), share, Budget.LEAST_WARM_UP),
                        shortened(load.duration(), share, Budget.LEAST_SLICE)))
                .toList());
    }

    private static Duration shortened(Duration time, double share, Duration least) {
        Duration shorter = Duration.ofMillis(Math.round(time.toMillis() * share));
        Duration floor = least.compareTo(time) < 0 ? least : time;
        return shorter.compareTo(floor) > 0 ? shorter : floor;
    }

    private Scenario scenario(int blocks) {
        return new Scenario(
                "validate",
                String.format(
                        Locale.ROOT,
                        "What %s with the recommended settings carries on %s and %s, against what others "
                                + "would set.",
                        promise.recommended().stack(),
                        promise.tested().cpusInWords(),
                        Quantities.size(promise.tested().memoryBytes())),
                blocks,
                stacks(),
                List.of(site.calibrated()),
                loads(),
                new Placement(
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.of(promise.tested().cpus()),
                        OptionalLong.of(promise.tested().memoryBytes())));
    }

    private List<Stack> stacks() {
        List<Stack> stacks = new ArrayList<>();
        promise.contenders().forEach(contender -> stacks.add(contender.asStack(contender.name(), holding())));
        if (held().isPresent()) {
            stacks.add(promise.recommended().asStack(AT_REST, holding()));
        }
        return stacks;
    }

    private Set<String> names() {
        return promise.contenders().stream().map(Contender::name).collect(Collectors.toUnmodifiableSet());
    }

    private boolean holding() {
        return promise.plannedConnections() > 0;
    }

    private List<LoadShape> loads() {
        List<LoadShape> loads = new ArrayList<>();
        loads.add(promised());
        loads.addAll(full());
        rate().ifPresent(loads::add);
        held().ifPresent(loads::add);
        return loads;
    }

    private double promisedRate() {
        return promise.ratePerSecond().value();
    }

    /** Rates around the promised one: a search from one request a second on would take longer. */
    private Optional<LoadShape> rate() {
        if (promise.tested().objective().ttfb().isEmpty()) {
            return Optional.empty();
        }
        Search search = new Search(
                promise.tested().objective(),
                promisedRate() / WIDEST,
                promisedRate() * WIDE,
                Search.RESOLUTION,
                TRIALS);
        return Optional.of(shape(
                        RATE,
                        Arrival.Open.at(promisedRate()),
                        asClients(),
                        idle(promise.plannedConnections()),
                        TRIED,
                        hopeless(),
                        names())
                .withTimes(BEFORE_TRIAL, TRIED)
                .inSearch(search));
    }

    /**
     * A request that takes many times its limit is late, however long one waits on: a server that starves would make each
     * of a search's trials wait.
     */
    private Duration hopeless() {
        long longest = promise.tested().objective().ttfb().stream()
                .mapToLong(ttfb -> HOPELESS * ttfb.limit().toMillis())
                .max()
                .orElseThrow();
        return Duration.ofMillis(Math.min(REQUEST_TIMEOUT.toMillis(), Math.max(PATIENCE.toMillis(), longest)));
    }

    private LoadShape promised() {
        return shape(
                PROMISED,
                new Arrival.Open(
                        List.of(new Arrival.Segment(promisedRate(), promisedRate(), Duration.ofDays(1))),
                        Arrival.Spacing.POISSON,
                        Duration.ZERO),
                asClients(),
                idle(promise.plannedConnections()),
                lasting(withstanding(), ANSWERS),
                REQUEST_TIMEOUT,
                names());
    }

    /** So long that a machine which once stands still for as long as the limit makes no more requests late than may be. */
    private Duration withstanding() {
        double seconds = promise.tested().objective().ttfb().stream()
                .mapToDouble(ttfb -> ttfb.limitSeconds() / (1 - ttfb.quantile()))
                .max()
                .orElse(0);
        return Duration.ofSeconds(
                Math.max(LEAST_MEASURED.toSeconds(), Math.min(MOST_MEASURED.toSeconds(), Math.round(seconds))));
    }

    /** Long enough for so many answers at the promised rate. */
    private Duration lasting(Duration least, double answers) {
        long seconds = (long) Math.ceil(answers / promisedRate());
        return Duration.ofSeconds(Math.max(least.toSeconds(), Math.min(MOST_MEASURED.toSeconds(), seconds)));
    }

    /**
     * Opened as requests are due and none is free; kept as long as the server keeps them where clients are to stay, else
     * one for each request.
     */
    private Connections asClients() {
        int most = Math.max(LEAST_CONNECTIONS, (int) Math.ceil(BURST * promise.busyWorkers()));
        return promise.tested().keepAliveConnections() > 0
                ? new Connections(most, 1, 0, Connections.Policy.ON_DEMAND)
                : Connections.fresh(most);
    }

    /**
     * One load for those with as many workers; beside idle connections only where the formula says that they are held. Where
     * each would hold a worker, which after a small file takes less memory than after a page, requests take their place.
     */
    private List<LoadShape> full() {
        Map<String, Set<String>> stacks = new TreeMap<>();
        Map<String, LoadShape> loads = new TreeMap<>();
        for (Contender contender : promise.contenders()) {
            boolean beside =
                    !contender.pool().holdsWorkers() && contender.holdsAtRest() >= promise.plannedConnections();
            int idle = beside ? promise.plannedConnections() : 0;
            int each = contender.keepsAlive() && !contender.stack().fronted() ? 1 : CLOSING;
            int atOnce =
                    Math.max(1, Math.min(MOST_AT_ONCE, each * contender.pool().workers()));
            String name = FULL + "-c" + atOnce + (idle > 0 ? "-i" + idle : "");
            stacks.computeIfAbsent(name, none -> new TreeSet<>()).add(contender.name());
            loads.put(
                    name,
                    shape(
                            name,
                            new Arrival.Closed(),
                            Connections.kept(atOnce),
                            idle(idle),
                            lasting(FILLING, atOnce),
                            LONGEST_REQUEST,
                            stacks.get(name)));
        }
        return List.copyOf(loads.values());
    }

    private Optional<LoadShape> held() {
        double predicted = promise.heldConnections();
        if (predicted < 1 || !holding()) {
            return Optional.empty();
        }
        int most = (int) Math.min(MOST_HELD, Math.max(promise.plannedConnections(), predicted * BEYOND_PREDICTED + 32));
        return Optional.of(shape(
                HELD,
                new Arrival.Closed(),
                Connections.kept(1),
                Idle.untilStarved(most, PATIENCE).asking(Site.LIGHT_PAGE),
                Duration.ofSeconds(1),
                REQUEST_TIMEOUT,
                Set.of(AT_REST)));
    }

    /** Opened a few at a time, so that who starves tells at how many. */
    private static Idle idle(int connections) {
        return connections == 0
                ? Idle.NONE
                : new Idle(connections, Optional.of(Site.LIGHT_PAGE), OPENED_AT_ONCE, PATIENCE, false);
    }

    private LoadShape shape(
            String name,
            Arrival arrival,
            Connections connections,
            Idle idle,
            Duration measured,
            Duration timeout,
            Set<String> stacks) {
        return new LoadShape(
                name,
                GeneratorKind.NATIVE,
                Protocol.H1,
                arrival,
                connections,
                idle,
                Optional.empty(),
                Optional.empty(),
                WARM_UP,
                measured,
                timeout,
                Set.of(),
                stacks);
    }
}
