package org.mpmlab.core.capacity.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Bound.Input;
import org.mpmlab.core.capacity.model.Bound.Reach;
import org.mpmlab.core.capacity.model.Bound.Unit;
import org.mpmlab.core.stack.PhpMode;

/**
 * The bounds on the rate, in requests per second, of a pool with so many idle connections beside.
 *
 * @param connections planned with, idle
 */
record RateBounds(Profile profile, Target target, Queues queues, MemoryModel memory, Pool pool, double connections) {

    List<Bound> all() {
        List<Bound> bounds = new ArrayList<>(List.of(cpu(), workers()));
        php().ifPresent(bounds::add);
        bounds.add(memoryBound());
        if (connections > 0) {
            bounds.add(connectionsBound());
        }
        network().ifPresent(bounds::add);
        bounds.add(objective());
        return bounds;
    }

    private Bound cpu() {
        double given = queues.given();
        List<Input> inputs = new ArrayList<>(List.of(
                Input.of("CPUs", target.cpus(), ""),
                utilisation(),
                new Input(
                        "CPU-seconds per request with " + pool.workers() + " workers",
                        profile.cpuSecondsPerRequest(),
                        "s")));
        if (given < 1) {
            inputs.add(Input.of("what they give", given, ""));
        }
        return rate(
                Resource.CPU,
                "CPUs x utilisation" + (given < 1 ? " x what they give" : "") + " / CPU-seconds per request",
                inputs,
                profile.cpuSecondsPerRequest().source(),
                Reach.beyond("CPUs", profile.range().cpus(), target.cpus()),
                corner -> target.utilisation() * queues.cpuCapacity(corner));
    }

    private Bound workers() {
        return rate(
                Resource.WORKERS,
                "MaxRequestWorkers x utilisation / residence time, with the wait for a CPU",
                List.of(
                        Input.of("MaxRequestWorkers", pool.workers(), ""),
                        utilisation(),
                        new Input("residence time at light load", profile.residenceSeconds(), "s")),
                profile.residenceSeconds().source(),
                beyondWorkers(),
                corner -> queues.rateAtBusyWorkers(corner, target.utilisation() * pool.workers()));
    }

    private Optional<Bound> php() {
        PhpMode mode = profile.stack().php();
        if (mode == PhpMode.MOD_PHP || mode == PhpMode.CGI) {
            return Optional.empty(); // no pool of its own: as many as there are workers
        }
        return Optional.of(rate(
                Resource.PHP_PROCESSES,
                "PHP processes x utilisation / time that a request holds one, with the wait for a CPU",
                List.of(
                        Input.of("PHP processes", pool.phpProcesses(), ""),
                        utilisation(),
                        new Input("time in PHP at light load", profile.phpSeconds(), "s")),
                profile.phpSeconds().source(),
                beyondPhp(),
                corner -> queues.rateAtBusyPhp(corner, target.utilisation() * pool.phpProcesses())));
    }

    private Bound memoryBound() {
        double budget = target.memoryBudgetBytes();
        return rate(
                Resource.MEMORY,
                "requests at once that memory has room for x utilisation / residence time; room = (budget - fixed - "
                        + "idle connections) / memory of one more",
                List.of(
                        Input.of("budget", budget, "bytes"),
                        utilisation(),
                        new Input("fixed", profile.memory().fixedBytes(), "bytes"),
                        new Input("opcode cache, once", profile.memory().opcacheBytes(), "bytes"),
                        new Input("httpd process", profile.memory().perProcessBytes(), "bytes"),
                        new Input("thread", profile.memory().perThreadBytes(), "bytes"),
                        new Input("PHP process", profile.memory().perPhpProcessBytes(), "bytes"),
                        new Input("idle connection", profile.memory().perIdleConnectionBytes(), "bytes")),
                profile.memory().source(),
                pool.phpProcesses() > 0 && !profile.processPerRequest() ? beyondPhp() : beyondWorkers(),
                corner -> {
                    double room = memory.requestsAtOnce(corner, pool, connections, budget);
                    boolean held = pool.holdsWorkers() && (pool.phpProcesses() == 0 || profile.processPerRequest());
                    return queues.rateAtBusyWorkers(
                            corner, target.utilisation() * (held ? Math.max(0, room - connections) : room));
                });
    }

    private Bound connectionsBound() {
        return rate(
                Resource.CONNECTIONS,
                "workers that may be busy beside the idle connections x utilisation / residence time; idle connections "
                        + "= " + connectionsFormula(pool),
                List.of(
                        Input.of("idle connections", connections, ""),
                        utilisation(),
                        Input.of("MaxRequestWorkers", pool.workers(), ""),
                        Input.of("AsyncRequestWorkerFactor", pool.asyncFactor(), ""),
                        new Input("residence time at light load", profile.residenceSeconds(), "s")),
                profile.residenceSeconds().source(),
                Reach.beyond("idle connections", profile.range().connections(), connections),
                corner -> queues.rateAtBusyWorkers(corner, target.utilisation() * pool.busyBeside(connections)));
    }

    private Optional<Bound> network() {
        if (target.networkBitsPerSecond().isEmpty()
                || profile.bytesPerResponse().isEmpty()) {
            return Optional.empty();
        }
        double bits = target.networkBitsPerSecond().getAsDouble();
        Estimated bytes = profile.bytesPerResponse().get();
        Costs.checkPositive("bytesPerResponse", bytes);
        return Optional.of(rate(
                Resource.NETWORK,
                "bandwidth x utilisation / bits per response",
                List.of(
                        Input.of("bandwidth", bits, "bit/s"),
                        utilisation(),
                        new Input("bytes per response", bytes, "bytes")),
                bytes.source(),
                Optional.empty(),
                corner -> bits * target.utilisation() / (8 * corner.cost(bytes))));
    }

    /** Near the limit TTFB grows with every request; half as much is kept free as of the CPUs, which it often leaves idle. */
    private Bound objective() {
        List<Input> inputs = new ArrayList<>(List.of(
                utilisation(),
                Input.of("places in the tighter pool", places(), ""),
                Input.of("CPUs", target.cpus(), ""),
                new Input("residence time at light load", profile.residenceSeconds(), "s")));
        queues.limits().forEach(limit -> {
            String name = "TTFB p" + Math.round(limit.quantile() * 1e6) / 1e4;
            inputs.add(new Input(name + " at light load", profile.lightTtfb(limit.quantile()), "s"));
            inputs.add(Input.of(name + " limit", limit.limitSeconds(), "s"));
        });
        boolean calibrated =
                !queues.limits().isEmpty() && !profile.objectiveRates().isEmpty();
        return rate(
                Resource.OBJECTIVE,
                queues.limits().isEmpty()
                        ? "(1 + utilisation) / 2 of the rate at which 1 request in 100 finds no free place in the pool (M/M/c)"
                        : "(1 + utilisation) / 2 of the rate at which TTFB at light load + wait for a place (M/M/c) + wait "
                                + "for a CPU (M/M/c" + (calibrated ? ", scaled to the measured rate" : "")
                                + ") reaches its limit",
                inputs,
                calibrated
                        ? profile.objectiveRates().stream()
                                .map(found -> found.ratePerSecond().source())
                                .reduce(Estimated.Source.MEASURED, Estimated.Source::weaker)
                        : Estimated.Source.EXTRAPOLATED,
                Reach.beyond("CPUs", profile.range().cpus(), target.cpus()),
                corner -> (1 + target.utilisation()) / 2 * queues.objectiveRate(corner, places()));
    }

    /** Requests that can run at once beside the idle connections. */
    int places() {
        return pool.places(freeWorkers());
    }

    /** Workers that idle connections leave for requests. */
    int freeWorkers() {
        return pool.holdsWorkers() ? (int) Math.floor(pool.busyBeside(connections)) : pool.workers();
    }

    private Input utilisation() {
        return Input.of("utilisation", target.utilisation(), "");
    }

    private Optional<Reach> beyondWorkers() {
        return Reach.beyond("MaxRequestWorkers", profile.range().workers(), pool.workers());
    }

    private Optional<Reach> beyondPhp() {
        return Reach.beyond("PHP processes", profile.range().phpProcesses(), pool.phpProcesses());
    }

    /** How the number of connections that a pool holds is found, in words. */
    static String connectionsFormula(Pool pool) {
        if (pool.frontConnections() > 0) {
            return "worker_processes x worker_connections - 2 x busy workers";
        }
        return pool.byEvent()
                ? "(1 + AsyncRequestWorkerFactor) x (MaxRequestWorkers - busy workers)"
                : "MaxRequestWorkers - busy workers, for each holds a worker";
    }

    private static Bound rate(
            Resource resource,
            String formula,
            List<Input> inputs,
            Estimated.Source source,
            Optional<Reach> reach,
            ToDoubleFunction<Corner> perSecond) {
        return new Bound(
                resource, Unit.REQUESTS_PER_SECOND, formula, inputs, Corner.interval(source, perSecond), reach);
    }
}
