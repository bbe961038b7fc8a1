package org.mpmlab.core.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;

/** Runs of event+fpm and prefork+mod_php on one site, in rounds ("ttfb") and alone ("busy"), made step by step. */
final class Runs {
    static final String EVENT = "event+fpm";
    static final String PREFORK = "prefork+mod_php";
    static final String SITE = "hello";
    static final String ROUNDS = "ttfb";
    static final String ALONE = "busy";
    /** Of every cell. */
    static final int ANSWERS = 100;

    private static final Duration ELAPSED = Duration.ofSeconds(2);

    private final List<StepResult> steps = new ArrayList<>();

    /** What a cell is to have; its time to first byte is the same in all requests. */
    record Figures(double ttfbMillis, long pssBytes, long cpuMicros, long failed, long bodyBytes, Validity validity) {
        static Figures ttfb(double millis) {
            return new Figures(millis, 10 << 20, 1_000, 0, 12, Validity.VALID);
        }

        Figures withPss(long bytes) {
            return new Figures(ttfbMillis, bytes, cpuMicros, failed, bodyBytes, validity);
        }

        Figures withCpu(long micros) {
            return new Figures(ttfbMillis, pssBytes, micros, failed, bodyBytes, validity);
        }

        Figures withBody(long bytes) {
            return new Figures(ttfbMillis, pssBytes, cpuMicros, failed, bytes, validity);
        }

        Figures withFailed(long requests) {
            return new Figures(ttfbMillis, pssBytes, cpuMicros, requests, bodyBytes, validity)
                    .voided(Reason.ERRORS, requests + " requests failed");
        }

        Figures voided(Reason reason, String text) {
            return new Figures(
                    ttfbMillis, pssBytes, cpuMicros, failed, bodyBytes, validity.and(Validity.invalid(reason, text)));
        }
    }

    /** A block in which both arms took turns; each of its rounds has the given times in milliseconds. */
    Runs rounds(int block, Figures event, Figures prefork, double... eventThenPrefork) {
        float[] micros = new float[eventThenPrefork.length];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = (float) (eventThenPrefork[i] * 1e3);
        }
        steps.add(new StepResult(
                "b" + block,
                List.of(cell(block, EVENT, ROUNDS, event), cell(block, PREFORK, ROUNDS, prefork)),
                new RoundTimes(List.of(EVENT, PREFORK), micros)));
        return this;
    }

    /** A block in which both arms took turns, with the same times in every round. */
    Runs rounds(int block, Figures event, Figures prefork) {
        return rounds(block, event, prefork, event.ttfbMillis(), prefork.ttfbMillis());
    }

    /** Blocks in which event's times are so many times prefork's. */
    Runs ratios(double... ratios) {
        for (int i = 0; i < ratios.length; i++) {
            rounds(i + 1, Figures.ttfb(20 * ratios[i]), Figures.ttfb(20));
        }
        return this;
    }

    /** A slice of a stack that was alone. */
    Runs alone(int block, String stack, Figures figures) {
        steps.add(new StepResult("b" + block + stack, List.of(cell(block, stack, ALONE, figures)), RoundTimes.NONE));
        return this;
    }

    Run run() {
        return run(TimeUse.NONE);
    }

    Run run(TimeUse time) {
        Scenario scenario = new Scenario(
                "test",
                "Test.",
                30,
                List.of(Stack.of(Composition.parse(EVENT)), Stack.of(Composition.parse(PREFORK))),
                List.of(site()),
                List.of(load(ROUNDS, Arrival.Rounds.oneAtATime()), load(ALONE, new Arrival.Closed())),
                Placement.AUTOMATIC);
        Plan plan = Planner.plan(scenario, 7);
        return new Run(
                new Run.About(Run.SCHEMA, "test", Instant.EPOCH, List.of(), List.of()),
                scenario,
                plan,
                new Environment("0", "17", "CPU", 2, 1, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()),
                steps,
                time);
    }

    private static CellResult cell(int block, String stack, String load, Figures figures) {
        return new CellResult(
                block,
                stack,
                SITE,
                load,
                Instant.EPOCH,
                ELAPSED,
                Optional.of(new Identity(
                        "Apache",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "http/1.1",
                        200,
                        figures.bodyBytes)),
                result(stack, figures),
                Generator.NONE,
                new Observations(List.of(sample(figures, 0), sample(figures, figures.cpuMicros * ANSWERS)), List.of()),
                figures.validity);
    }

    private static TargetResult result(String stack, Figures figures) {
        long[] nanos = new long[ANSWERS];
        java.util.Arrays.fill(nanos, Math.round(figures.ttfbMillis * 1e6));
        Distribution times = Distribution.ofNanos(nanos);
        return new TargetResult(
                stack,
                new TargetResult.Counts(
                        ANSWERS + figures.failed, ANSWERS + figures.failed, ANSWERS, figures.failed, 0, 1),
                figures.failed == 0 ? Map.of() : Map.of(ErrorKind.STATUS, figures.failed),
                Map.of(),
                Map.of(),
                Map.of(
                        Series.parse("written-to-first-byte.reused.success"),
                        times,
                        Series.parse("total.reused.success"),
                        times.merge(times)),
                List.of());
    }

    private static Sample sample(Figures figures, long cpuMicros) {
        return new Sample(
                Duration.ZERO,
                figures.pssBytes == 0
                        ? List.of()
                        : List.of(new RoleUsage(Role.HTTPD_CHILD, 1, 1, figures.pssBytes, figures.pssBytes, 0)),
                Optional.of(new CgroupUsage(figures.pssBytes / 2, 0, 0, 0, cpuMicros)),
                Optional.empty(),
                List.of());
    }

    private static Site site() {
        return new Site(
                SITE,
                "A page.",
                "/sites/hello",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Site.Page("/hello.php", 200, "hello", List.of())),
                Map.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }

    private static LoadShape load(String name, Arrival arrival) {
        return new LoadShape(
                name,
                Protocol.H1,
                arrival,
                Connections.kept(1),
                Duration.ofSeconds(1),
                ELAPSED,
                Duration.ofSeconds(10),
                Set.of());
    }
}
