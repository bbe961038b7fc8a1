package org.mpmlab.core.capacity.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Answers;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.capacity.profile.SyntheticRuns;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
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
import org.mpmlab.core.scenario.ObjectiveReader;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.SearchResult;

/** Promises from a synthetic run, and runs of their trials in which every contender does as it is told. */
final class SyntheticTrials {
    static final Run MEASURED = SyntheticRuns.of(ShippedLibrary.catalogue("capacity.yaml"), load -> true);

    private SyntheticTrials() {}

    /** How a contender does in one block. */
    record Behaviour(
            double ttfbMillis,
            long memoryBytes,
            int holds,
            Validity validity,
            double failed,
            long killed,
            double rateAtObjective,
            double cpuMillis) {
        /**
         * Answers in 10 ms, takes 100 MiB, holds whatever is asked, and meets the objective up to 400 a second; its CPU time
         * is not known.
         */
        static final Behaviour GOOD = new Behaviour(10, 100 << 20, Integer.MAX_VALUE, Validity.VALID, 0, 0, 400, 0);

        Behaviour ttfb(double millis) {
            return new Behaviour(millis, memoryBytes, holds, validity, failed, killed, rateAtObjective, cpuMillis);
        }

        Behaviour holding(int connections) {
            return new Behaviour(
                    ttfbMillis, memoryBytes, connections, validity, failed, killed, rateAtObjective, cpuMillis);
        }

        /** Of all requests. */
        Behaviour failing(Validity.Reason reason) {
            return failing(reason, 1);
        }

        /** Of so many of the requests, 0 to 1. */
        Behaviour failing(Validity.Reason reason, double share) {
            return new Behaviour(
                    ttfbMillis,
                    memoryBytes,
                    holds,
                    Validity.invalid(reason, "it did not work"),
                    share,
                    killed,
                    rateAtObjective,
                    cpuMillis);
        }

        Behaviour killed(long processes) {
            return new Behaviour(
                    ttfbMillis, memoryBytes, holds, validity, failed, processes, rateAtObjective, cpuMillis);
        }

        Behaviour rate(double perSecond) {
            return new Behaviour(ttfbMillis, memoryBytes, holds, validity, failed, killed, perSecond, cpuMillis);
        }

        Behaviour cpu(double millisPerRequest) {
            return new Behaviour(
                    ttfbMillis, memoryBytes, holds, validity, failed, killed, rateAtObjective, millisPerRequest);
        }
    }

    /** Which behaviour. */
    interface Doing {
        Behaviour of(String contender, int block);
    }

    static Promise promise(String target) {
        return promise(target, "ttfb.p99<=50ms");
    }

    static Promise promise(String target, String objective) {
        Target asked =
                TargetReader.option("--target", target).withObjective(ObjectiveReader.option("--slo", objective));
        return promise(asked, Reach.of(asked, 1e6, Long.MAX_VALUE));
    }

    static Promise promise(Target asked, Reach reach) {
        return promise(asked, reach, MEASURED);
    }

    /** Of a run that searched for prefork's rate, with new connections. */
    static Promise promiseOfSearchedPrefork(String target) {
        Target asked = TargetReader.option("--target", target)
                .withObjective(ObjectiveReader.option("--slo", "ttfb.p99<=50ms"));
        return promise(
                asked,
                Reach.of(asked, 1e6, Long.MAX_VALUE),
                SyntheticRuns.searched(MEASURED, "prefork-128", "slo-h1-close", 500));
    }

    private static Promise promise(Target asked, Reach reach, Run measured) {
        Answer answer = Answers.of(measured, "hello", reach.target(), Optional.empty(), Optional.empty());
        return Promises.of(asked, reach, answer, measured);
    }

    static Run run(Promise promise, int blocks, Doing doing) {
        Scenario scenario = Trial.of(promise, MEASURED.scenario().site("hello"), blocks);
        Plan plan = Planner.plan(scenario, 1);
        List<StepResult> steps = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            String stack = step.stacks().get(0);
            LoadShape load = scenario.load(step.load());
            Behaviour behaviour = doing.of(stack.equals(Trial.AT_REST) ? Promise.RECOMMENDED : stack, step.block());
            CellResult cell = cell(promise, step, stack, load, behaviour);
            steps.add(
                    load.search().isPresent()
                            ? new StepResult(
                                    step.id(),
                                    cell,
                                    new SearchResult(
                                            load.search().get(), List.of(longTrial(behaviour)), found(behaviour)))
                            : new StepResult(step.id(), List.of(cell), RoundTimes.NONE));
        }
        return new Run(
                new Run.About(Run.SCHEMA, "20260101-000000-validate", Instant.EPOCH, List.of(), List.of()),
                scenario,
                plan,
                new Environment("0", "17", "CPU", 2, 1, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()),
                steps,
                TimeUse.NONE);
    }

    private static org.mpmlab.core.search.Trial longTrial(Behaviour behaviour) {
        return new org.mpmlab.core.search.Trial(
                Purpose.CONFIRM,
                behaviour.rateAtObjective(),
                Instant.EPOCH,
                Duration.ofSeconds(8),
                new org.mpmlab.core.search.Trial.Requests(1000, 1000, 1000, 0),
                List.of(),
                OptionalLong.of(Math.round(1e6 * behaviour.cpuMillis())),
                0.1,
                org.mpmlab.core.search.Trial.Outcome.MET,
                List.of());
    }

    private static RateFound found(Behaviour behaviour) {
        return behaviour.rateAtObjective() > 0
                ? new RateFound(
                        RateFound.Kind.BETWEEN,
                        Optional.empty(),
                        OptionalDouble.of(behaviour.rateAtObjective()),
                        OptionalDouble.of(1.05 * behaviour.rateAtObjective()),
                        "between the two")
                : new RateFound(
                        RateFound.Kind.BELOW, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "none");
    }

    private static CellResult cell(Promise promise, Plan.Step step, String stack, LoadShape load, Behaviour behaviour) {
        int asked = load.idle().connections();
        boolean starved = behaviour.holds() < asked;
        IdleResult idle =
                new IdleResult(asked, Math.min(asked, behaviour.holds()), starved, 0, 0, 0, 0, List.of(), List.of());
        int due = starved ? 0 : (int) Math.round(promise.ratePerSecond().value() * 8);
        int answers = (int) Math.round(due * (1 - behaviour.failed()));
        return new CellResult(
                step.block(),
                stack,
                step.site(),
                step.load(),
                Instant.EPOCH,
                Duration.ofSeconds(8),
                Optional.empty(),
                result(stack, due, answers, behaviour).with(idle),
                Generator.NONE,
                new Observations(starved ? List.of() : samples(behaviour, answers), List.of())
                        .with(List.of(), OptionalLong.of(behaviour.killed())),
                starved ? Validity.invalid(Validity.Reason.STARVED, "new requests starved") : behaviour.validity());
    }

    private static TargetResult result(String stack, int due, int answers, Behaviour behaviour) {
        long[] nanos = new long[answers];
        Arrays.fill(nanos, Math.round(behaviour.ttfbMillis() * 1e6));
        return new TargetResult(
                stack,
                new TargetResult.Counts(due, due, answers, due - answers, 100L * answers, 1),
                Map.<ErrorKind, Long>of(),
                Map.of(),
                Map.of(),
                answers == 0
                        ? Map.of()
                        : Map.of(Series.parse("intended-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                List.of());
    }

    private static List<Sample> samples(Behaviour behaviour, int answers) {
        Sample begin = sample(behaviour, Duration.ZERO, 0);
        return behaviour.cpuMillis() == 0
                ? List.of(begin)
                : List.of(
                        begin,
                        sample(behaviour, Duration.ofSeconds(8), Math.round(1000 * behaviour.cpuMillis() * answers)));
    }

    private static Sample sample(Behaviour behaviour, Duration at, long cpuMicros) {
        long bytes = behaviour.memoryBytes();
        return new Sample(
                at,
                List.of(new RoleUsage(Role.HTTPD_CHILD, 4, 4, bytes, bytes, bytes)),
                Optional.of(new CgroupUsage(bytes, 0, 0, 7, cpuMicros)),
                Optional.empty(),
                List.of());
    }
}
