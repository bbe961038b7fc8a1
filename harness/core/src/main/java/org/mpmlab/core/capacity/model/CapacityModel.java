package org.mpmlab.core.capacity.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Bound.Input;
import org.mpmlab.core.capacity.model.Bound.Reach;
import org.mpmlab.core.capacity.model.Bound.Unit;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.stack.Settings;

/**
 * What a stack carries on a target: the least of its named bounds. Keeps what it has worked out between settings, so
 * it is not for sharing between threads.
 */
public final class CapacityModel {
    /** The share of the workers that is kept for requests, however many connections are to be held. */
    private static final double KEPT_FOR_WORK = 0.125;

    private final Profile profile;
    private final Target target;
    private final Queues measured;
    private final int leastCrowd;
    private final Map<Integer, Queues> crowded = new HashMap<>();
    private final MemoryModel memory;

    public CapacityModel(Profile profile, Target target) {
        this.profile = profile;
        this.target = target;
        this.measured = new Queues(profile, target);
        double roomy = Room.enoughWorkers(
                measured.workersAtWork(Corner.LIKELY, target.utilisation() * measured.cpuCapacity(Corner.LIKELY)));
        this.leastCrowd = Math.max(profile.range().crowd(), (int) Math.ceil(roomy));
        this.memory = new MemoryModel(profile);
    }

    /**
     * What these settings give.
     *
     * @param settings complete, see {@link org.mpmlab.core.stack.Defaults#effective}
     * @throws IllegalArgumentException if the settings are not complete
     */
    public Assessment assess(Settings settings) {
        Pool pool = Pool.of(profile.stack(), settings);
        double planned = plannedConnections(pool);
        Queues queues = promised(pool);
        RateBounds rates = rates(queues, target, pool, planned);
        List<Bound> bounds = new ArrayList<>(rates.all());
        Bound binding = bounds.stream()
                .min(Comparator.comparingDouble(CapacityModel::value))
                .orElseThrow();
        Estimated carried = least(bounds, Unit.REQUESTS_PER_SECOND);
        Estimated busy = Corner.interval(
                profile.residenceSeconds().source(), corner -> queues.busyWorkers(corner, corner.benefit(carried)));
        bounds.addAll(held(pool, busy));
        return new Assessment(
                profile.stack(),
                profile.site(),
                settings,
                pool,
                bounds,
                carried,
                binding.resource(),
                busy,
                new Room(
                        rates.freeWorkers(),
                        pool.phpProcesses(),
                        queues.workersAtWork(Corner.LIKELY, carried.value()),
                        queues.profile().sleepingShare()),
                ttfb(queues, rates.places(), carried.low()),
                bytes(corner -> memory.fullBytes(corner, pool, planned)),
                bytes(corner -> memory.worstBytes(corner, pool, planned)),
                target.memoryBudgetBytes(),
                least(bounds, Unit.CONNECTIONS),
                planned,
                queues.attainable(),
                rateShare(carried.low()),
                connectionShare(planned));
    }

    /**
     * Whether a pool stays within the budget, at the high end of its worst case: the same as {@link Assessment#fits},
     * sooner.
     */
    public boolean fits(Pool pool) {
        return memory.worstBytes(Corner.PESSIMISTIC, pool, plannedConnections(pool)) <= target.memoryBudgetBytes();
    }

    /**
     * Requests per second up to which the objective is expected, not promised, to hold: the least bound, with nothing kept
     * free, and with what a smaller pool than the measured one gains: the work of fewer processes, and the order in which
     * requests wait before it. Empty without limits that can hold.
     *
     * @param settings complete, as in {@link #assess}
     */
    public Optional<Estimated> objectiveRate(Settings settings) {
        return objectiveRate(settings, 1);
    }

    /**
     * Likewise where requests take other CPU time, as on a machine that is not as fast at all times.
     *
     * @param costing so many times {@link #cpuSecondsPerRequest}, above 0
     */
    public Optional<Estimated> objectiveRate(Settings settings, double costing) {
        Pool pool = Pool.of(profile.stack(), settings);
        Queues queues = queues(pool.workers()).costing(costing);
        if (queues.limits().isEmpty()) {
            return Optional.empty();
        }
        double planned = plannedConnections(pool);
        int places = rates(queues, target, pool, planned).places();
        return rates(queues.inOrder(places), target.withUtilisation(1), pool, planned).all().stream()
                .map(Bound::value)
                .min(Comparator.comparingDouble(Estimated::value));
    }

    /** CPU time in seconds that a request is expected to take of all processes, with a pool of this size. */
    public Estimated cpuSecondsPerRequest(Settings settings) {
        return queues(Pool.of(profile.stack(), settings).workers()).profile().cpuSecondsPerRequest();
    }

    /** What a pool would carry, were it not for idle connections: what the settings around it must leave room for. */
    public Demand demand(Pool pool) {
        Queues queues = promised(pool);
        double rate = least(rates(queues, target, pool, 0).all(), Unit.REQUESTS_PER_SECOND)
                .value();
        return new Demand(rate, queues.busyWorkers(Corner.LIKELY, rate));
    }

    /**
     * Work without idle connections.
     *
     * @param requestsPerSecond the least bound
     * @param busyWorkers on average at that rate
     */
    public record Demand(double requestsPerSecond, double busyWorkers) {}

    private double plannedConnections(Pool pool) {
        double most = pool.plannableBeside(pool.workers() * KEPT_FOR_WORK);
        if (pool.byEvent() && target.filesPerProcess().isPresent()) {
            most = Math.min(most, connectionsByFiles(pool));
        }
        return Math.min(target.keepAliveConnections(), Math.floor(most));
    }

    private double connectionsByFiles(Pool pool) {
        double left = target.filesPerProcess().orElseThrow() - 2.0 * pool.threadsPerChild() - Pool.OWN_FILES;
        return Math.max(0, left) * pool.processes();
    }

    private List<Bound> held(Pool pool, Estimated busy) {
        if (!pool.keepAlive()) {
            return List.of(new Bound(
                    Resource.CONNECTIONS,
                    Unit.CONNECTIONS,
                    "none while KeepAlive is Off",
                    List.of(),
                    Estimated.exactly(0),
                    Optional.empty()));
        }
        List<Bound> held = new ArrayList<>();
        held.add(new Bound(
                Resource.CONNECTIONS,
                Unit.CONNECTIONS,
                RateBounds.connectionsFormula(pool),
                List.of(
                        Input.of("MaxRequestWorkers", pool.workers(), ""),
                        Input.of("AsyncRequestWorkerFactor", pool.asyncFactor(), ""),
                        new Input("busy workers on average", busy, "")),
                Corner.interval(busy.source(), corner -> pool.connectionsBeside(corner.cost(busy))),
                Optional.empty()));
        if (!pool.holdsWorkers() && profile.memory().perIdleConnectionBytes().high() > 0) {
            held.add(heldByMemory(pool));
        }
        if (pool.byEvent() && target.filesPerProcess().isPresent()) {
            held.add(heldByFiles(pool));
        }
        return held;
    }

    private Bound heldByMemory(Pool pool) {
        return new Bound(
                Resource.MEMORY,
                Unit.CONNECTIONS,
                "(budget - the whole pool) / memory of an idle connection",
                List.of(
                        Input.of("budget", target.memoryBudgetBytes(), "bytes"),
                        new Input("idle connection", profile.memory().perIdleConnectionBytes(), "bytes")),
                Corner.interval(profile.memory().source(), corner -> connectionsByMemory(corner, pool)),
                Reach.beyond(
                        "idle connections", profile.range().connections(), connectionsByMemory(Corner.LIKELY, pool)));
    }

    private Bound heldByFiles(Pool pool) {
        return new Bound(
                Resource.FILES,
                Unit.CONNECTIONS,
                "processes x (file descriptors - 2 x ThreadsPerChild - " + Pool.OWN_FILES + ")",
                List.of(
                        Input.of("processes", pool.processes(), ""),
                        Input.of(
                                "file descriptors of a process",
                                target.filesPerProcess().orElseThrow(),
                                ""),
                        Input.of("ThreadsPerChild", pool.threadsPerChild(), "")),
                Estimated.exactly(connectionsByFiles(pool)),
                Optional.empty());
    }

    private double connectionsByMemory(Corner corner, Pool pool) {
        double left = target.memoryBudgetBytes() - memory.fullBytes(corner, pool, 0);
        return Math.max(0, left / Math.max(1, corner.cost(profile.memory().perIdleConnectionBytes())));
    }

    private RateBounds rates(Queues queues, Target box, Pool pool, double connections) {
        return new RateBounds(queues.profile(), box, queues, memory, pool, connections);
    }

    /**
     * A pool smaller than the measured one, or than one that is roomy enough for bursts, gains by it; but were that
     * promised, none would be too small.
     */
    private Queues promised(Pool pool) {
        return queues(Math.max(leastCrowd, pool.workers()));
    }

    private Queues queues(int workers) {
        return crowded.computeIfAbsent(workers, measured::crowded);
    }

    private List<Assessment.ExpectedTtfb> ttfb(Queues queues, int places, double promised) {
        List<Double> quantiles = queues.limits().isEmpty()
                ? List.of(0.5, 0.99)
                : queues.limits().stream().map(TtfbLimit::quantile).toList();
        List<Assessment.ExpectedTtfb> expected = new ArrayList<>();
        OptionalDouble asked = target.ratePerSecond();
        List<Double> rates = asked.isPresent() && asked.getAsDouble() < promised
                ? List.of(asked.getAsDouble(), promised)
                : List.of(promised);
        for (double rate : rates) {
            for (double quantile : quantiles) {
                Estimated light = profile.lightTtfb(quantile);
                expected.add(new Assessment.ExpectedTtfb(
                        rate,
                        quantile,
                        Corner.interval(
                                light.source().weaker(Estimated.Source.EXTRAPOLATED),
                                corner -> queues.ttfbSeconds(corner, quantile, places, rate))));
            }
        }
        return expected;
    }

    private Estimated bytes(java.util.function.ToDoubleFunction<Corner> bytes) {
        return Corner.interval(profile.memory().source(), bytes);
    }

    private double rateShare(double promised) {
        return target.ratePerSecond().isPresent()
                ? Math.min(1, promised / target.ratePerSecond().getAsDouble())
                : 1;
    }

    private double connectionShare(double planned) {
        return target.keepAliveConnections() == 0 ? 1 : planned / target.keepAliveConnections();
    }

    /**
     * The least value of a unit, its ends the least ends. Rounded down to three digits, so that a gain of nothing to
     * speak of, such as by ever more workers, is no gain.
     */
    private static Estimated least(List<Bound> bounds, Unit unit) {
        List<Bound> ofUnit =
                bounds.stream().filter(bound -> bound.unit() == unit).toList();
        Bound least = ofUnit.stream()
                .min(Comparator.comparingDouble(CapacityModel::value))
                .orElseThrow();
        double low =
                ofUnit.stream().mapToDouble(bound -> bound.value().low()).min().orElseThrow();
        double high =
                ofUnit.stream().mapToDouble(bound -> bound.value().high()).min().orElseThrow();
        return new Estimated(
                roundedDown(least.value().value()),
                roundedDown(low),
                Math.max(high, roundedDown(least.value().value())),
                least.value().source());
    }

    private static double value(Bound bound) {
        return bound.value().value();
    }

    /** To three significant digits. */
    static double roundedDown(double value) {
        if (value <= 0) {
            return 0;
        }
        int places = 2 - (int) Math.floor(Math.log10(value));
        // A billionth, lest the last bit decides between 120 and 119.
        return BigDecimal.valueOf(value * (1 + 1e-9))
                .setScale(places, RoundingMode.FLOOR)
                .doubleValue();
    }
}
