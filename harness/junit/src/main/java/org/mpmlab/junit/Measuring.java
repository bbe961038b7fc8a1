package org.mpmlab.junit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.EvidenceRules;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.FirstVerdict;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;

/**
 * Measures two servers block by block, as the lab does with containers, and stops as soon as more blocks would change
 * nothing.
 */
final class Measuring {
    static final String FIRST = "first";
    static final String SECOND = "second";

    private static final String SITE = "page";
    private static final String LOAD = "rounds";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<? extends LoadGenerator> generator;
    private final Supplier<Server> first;
    private final Supplier<Server> second;

    Measuring(Supplier<? extends LoadGenerator> generator, Supplier<Server> first, Supplier<Server> second) {
        this.generator = generator;
        this.first = first;
        this.second = second;
    }

    /** Measures until there is a verdict, most blocks do not count, or all of them are made. */
    Judgement judge(Comparison.Shape shape, Measure measure, Expectation expectation, Optional<String> against)
            throws InterruptedException {
        Question question = new Question(FIRST, against, SITE, LOAD, measure, expectation);
        List<StepResult> steps = new ArrayList<>();
        Instant begun = Instant.now();
        Judgement judgement;
        do {
            steps.add(block(shape, steps.size() + 1));
            judgement = Judge.STANDARD.judge(run(shape, steps, begun), question, Optional.empty());
        } while (steps.size() < shape.most() && !FirstVerdict.settled(Judge.STANDARD, judgement));
        return judgement;
    }

    /** Who is started and connected to first takes turns too: on few CPUs it decides who gets which. */
    private StepResult block(Comparison.Shape shape, int block) throws InterruptedException {
        boolean odd = block % 2 == 1;
        try (Server early = (odd ? first : second).get();
                Server late = (odd ? second : first).get()) {
            Load load = new Load(
                    List.of(
                            target(odd ? FIRST : SECOND, early.uri(), shape),
                            target(odd ? SECOND : FIRST, late.uri(), shape)),
                    shape.protocol(),
                    new Arrival.Rounds(false, Duration.ZERO, shape.rounds()),
                    Connections.kept(1),
                    WarmUp.fixed(shape.warmUp()),
                    LONGEST,
                    TIMEOUT,
                    block);
            LoadResult result = generator.get().run(load, LoadProgress.SILENT);
            return new StepResult(
                    "b" + block,
                    result.targets().stream()
                            .map(target -> cell(block, result, target))
                            .toList(),
                    result.rounds());
        }
    }

    private static Target target(String name, URI server, Comparison.Shape shape) {
        return new Target(
                name,
                server.resolve(shape.path()),
                "GET",
                Map.of(),
                Optional.empty(),
                new Target.Expectation(200, OptionalLong.empty()));
    }

    private static CellResult cell(int block, LoadResult load, TargetResult target) {
        long completed = target.counts().completed();
        Optional<Identity> identity = completed == 0
                ? Optional.empty()
                : Optional.of(new Identity(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        load.load().protocol().word(),
                        200,
                        target.counts().bodyBytes() / completed));
        return new CellResult(
                block,
                target.target(),
                SITE,
                LOAD,
                load.started(),
                load.elapsed(),
                identity,
                target,
                load.generator(),
                Observations.NONE,
                EvidenceRules.judge(load, target));
    }

    private Run run(Comparison.Shape shape, List<StepResult> steps, Instant begun) {
        Scenario scenario = new Scenario(
                "comparison",
                "",
                shape.most(),
                List.of(stack(FIRST), stack(SECOND)),
                List.of(site(shape)),
                List.of(new LoadShape(
                        LOAD,
                        shape.protocol(),
                        Arrival.Rounds.oneAtATime(),
                        Connections.kept(1),
                        shape.warmUp(),
                        LONGEST,
                        TIMEOUT,
                        Set.of())),
                Placement.AUTOMATIC);
        Duration spent = Duration.between(begun, Instant.now());
        return new Run(
                new Run.About(Run.SCHEMA, "comparison", begun, List.of(), List.of()),
                scenario,
                new Plan(1, List.of()),
                new Environment("", "", "", 1, 0, "", "", 0, "", "", "", Map.of(), Map.of()),
                steps,
                new TimeUse(spent, Duration.ZERO, Duration.ZERO, Duration.ZERO, spent));
    }

    /** Its address is the block's own matter: a server that is started afresh has another in each. */
    private static Stack stack(String name) {
        return new Stack(
                name,
                Optional.empty(),
                Settings.NONE,
                List.of(),
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1/")));
    }

    private static Site site(Comparison.Shape shape) {
        return new Site(
                SITE,
                "",
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Site.Page(shape.path(), 200, "", List.of())),
                Map.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }
}
