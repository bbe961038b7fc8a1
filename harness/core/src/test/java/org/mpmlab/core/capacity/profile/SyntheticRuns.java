package org.mpmlab.core.capacity.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.Search;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;

/** Runs of a scenario on a machine whose servers cost exactly what the constants say. */
public final class SyntheticRuns {
    static final long KIB = 1 << 10;
    static final long MIB = 1 << 20;
    static final long PARENT = 9 * MIB;
    static final long FPM_SHARED = 14 * MIB;
    static final long OPCACHE = 6 * MIB;
    static final long PROCESS = 3 * MIB;
    static final long THREAD = 60 * KIB;
    static final long CHILD = 5 * MIB;
    static final long IDLE_CONNECTION = 10 * KIB;
    static final long CPU_MICROS = 2_000;
    /** The CPU time of a search's requests, whose CPU is idle in between, over that of many at once. */
    static final double SEARCHED_OVER_BUSY = 1.2;

    static final double SERVICE_SECONDS = 0.003;

    /**
     * What a page takes.
     *
     * @param seconds of one request
     * @param mostPerSecond that the CPUs allow
     * @param cpuMicros of a request among so many at once
     */
    private record Page(double seconds, double mostPerSecond, IntToLongFunction cpuMicros) {
        Page costing(IntToDoubleFunction times) {
            return new Page(
                    seconds,
                    mostPerSecond,
                    atOnce -> Math.round(times.applyAsDouble(atOnce) * cpuMicros.applyAsLong(atOnce)));
        }
    }

    private static final Page COMPUTING = new Page(SERVICE_SECONDS, 2 * 1e6 / CPU_MICROS, atOnce -> CPU_MICROS);
    /** With less than a hundred at once the CPU sleeps in between, and waking it costs half as much again. */
    private static final Page WAITING = new Page(0.05, 2 * 1e6 / 600, atOnce -> atOnce < 90 ? 900 : 600);

    private SyntheticRuns() {}

    /** The scenario carried out, but for steps of loads that are not wanted. */
    public static Run of(Scenario scenario, Predicate<LoadShape> wanted) {
        return of(scenario, wanted, Validity.VALID);
    }

    static Run of(Scenario scenario, Predicate<LoadShape> wanted, Validity validity) {
        return of(scenario, wanted, validity, parts -> COMPUTING);
    }

    /** The scenario on a page that waits for 50 ms. */
    static Run waiting(Scenario scenario) {
        return of(scenario, load -> true, Validity.VALID, parts -> WAITING);
    }

    /** The scenario, where requests among so many at once take so many times the CPU time on the stacks of an MPM. */
    static Run costing(Scenario scenario, Map<Mpm, IntToDoubleFunction> times) {
        return of(
                scenario,
                load -> true,
                Validity.VALID,
                parts -> COMPUTING.costing(times.getOrDefault(parts.mpm().orElseThrow(), atOnce -> 1)));
    }

    private static Run of(
            Scenario scenario, Predicate<LoadShape> wanted, Validity validity, Function<Composition, Page> page) {
        Plan plan = Planner.plan(scenario, 1);
        List<StepResult> steps = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            LoadShape load = scenario.load(step.load());
            if (wanted.test(load)) {
                List<CellResult> cells = step.stacks().stream()
                        .map(name -> cell(step, scenario.stack(name), load, validity, page))
                        .toList();
                steps.add(new StepResult(step.id(), cells, RoundTimes.NONE));
            }
        }
        return new Run(
                new Run.About(Run.SCHEMA, "20260101-000000-test", Instant.EPOCH, List.of(), List.of()),
                scenario,
                plan,
                new Environment("0", "17", "CPU", 2, 1, "6", "Debian", 2, "20", "0-1", "2", Map.of(), Map.of()),
                steps,
                TimeUse.NONE);
    }

    /** The same run with a search on one stack that found a rate, give or take 20, above which p99 is 200 ms. */
    public static Run searched(Run run, String stack, String load, double perSecond) {
        return searched(run, stack, load, perSecond, new Trial.Quantile(0.99, OptionalDouble.of(0.2), 0.05), 0);
    }

    /** The same where requests failed above it, of a p99 that is within the limit of 100 ms. */
    static Run searchedUntilFailures(Run run, String stack, String load, double perSecond, double p99Seconds) {
        return searched(run, stack, load, perSecond, new Trial.Quantile(0.99, OptionalDouble.of(p99Seconds), 0.004), 8);
    }

    private static Run searched(
            Run run, String stack, String load, double perSecond, Trial.Quantile ttfb, long failed) {
        return new Run(
                run.about(),
                run.scenario(),
                run.plan(),
                run.environment(),
                run.steps().stream()
                        .map(step -> step.cells().get(0).stack().equals(stack)
                                        && step.cells().get(0).load().equals(load)
                                ? new StepResult(step.step(), step.cells().get(0), search(perSecond, ttfb, failed))
                                : step)
                        .toList(),
                run.time());
    }

    private static SearchResult search(double perSecond, Trial.Quantile ttfb, long failed) {
        Search asked = Search.of(
                new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(100))), OptionalDouble.of(0.001)));
        Trial missed = new Trial(
                Purpose.CONFIRM,
                perSecond + 10,
                Instant.EPOCH,
                Duration.ofSeconds(4),
                new Trial.Requests(2000, 2000, 2000 - failed, failed),
                List.of(ttfb),
                OptionalLong.of(Math.round(2000 * SEARCHED_OVER_BUSY * CPU_MICROS)),
                0.1,
                Trial.Outcome.MISSED,
                List.of("late, or failed"));
        return new SearchResult(
                asked,
                List.of(missed),
                new RateFound(
                        RateFound.Kind.BETWEEN,
                        Optional.of(new RateFound.Likely(perSecond, perSecond - 20, perSecond + 20)),
                        OptionalDouble.of(perSecond - 10),
                        OptionalDouble.of(perSecond + 10),
                        "met and missed"));
    }

    private static CellResult cell(
            Plan.Step step, Stack stack, LoadShape load, Validity validity, Function<Composition, Page> pages) {
        Composition parts = stack.composition().orElseThrow();
        Page page = pages.apply(parts);
        Pool pool = Pool.of(parts, Defaults.effective(parts, stack.settings()));
        boolean closed = load.arrival() instanceof Arrival.Closed;
        int concurrency = closed ? load.connections().concurrency() : 1;
        // Two CPUs: beyond a few at once the rate stays, and residence grows as Little's law has it.
        double rate = Math.min(concurrency / page.seconds(), page.mostPerSecond());
        double seconds = concurrency / rate;
        int answers = (int) Math.round(rate * 2);
        return new CellResult(
                step.block(),
                stack.name(),
                step.site(),
                step.load(),
                Instant.EPOCH,
                Duration.ofSeconds(2),
                Optional.empty(),
                result(stack, load, answers, seconds),
                Generator.NONE,
                new Observations(
                        List.of(
                                sample(parts, pool, load, 0),
                                sample(parts, pool, load, page.cpuMicros().applyAsLong(concurrency) * answers)),
                        List.of()),
                validity);
    }

    private static TargetResult result(Stack stack, LoadShape load, int answers, double seconds) {
        long[] nanos = new long[answers];
        java.util.Arrays.fill(nanos, Math.round(seconds * 1e9));
        Distribution times = Distribution.ofNanos(nanos);
        String connection = load.connections().keepsAlive() ? "reused" : "new";
        int idle = load.idle().connections();
        return new TargetResult(
                        stack.name(),
                        new TargetResult.Counts(answers, answers, answers, 0, 100L * answers, 1),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                Series.parse("intended-to-first-byte." + connection + ".success"), times,
                                Series.parse("written-to-first-byte." + connection + ".success"), times,
                                Series.parse("total." + connection + ".success"), times),
                        List.of())
                .with(new IdleResult(idle, idle, false, 0, 0, idle, 0, List.of(), List.of()));
    }

    private static Sample sample(Composition parts, Pool pool, LoadShape load, long cpuMicros) {
        boolean threaded = parts.mpm().orElseThrow().threaded();
        boolean fpm = parts.php() == PhpMode.FPM;
        long children = (long) pool.processes() * (PROCESS + (threaded ? pool.threadsPerChild() * THREAD : 0))
                + load.idle().connections() * IDLE_CONNECTION;
        List<RoleUsage> roles = new ArrayList<>(
                List.of(role(Role.HTTPD_PARENT, 1, PARENT), role(Role.HTTPD_CHILD, pool.processes(), children)));
        if (fpm) {
            roles.add(role(Role.FPM_MASTER, 1, FPM_SHARED));
            roles.add(role(Role.FPM_WORKER, pool.phpProcesses(), pool.phpProcesses() * CHILD));
        }
        return new Sample(
                Duration.ZERO,
                roles,
                Optional.of(new CgroupUsage(0, OPCACHE, 0, 0, cpuMicros)),
                Optional.empty(),
                List.of());
    }

    private static RoleUsage role(Role role, int processes, long pssBytes) {
        return new RoleUsage(role, processes, processes, pssBytes, pssBytes, pssBytes);
    }
}
