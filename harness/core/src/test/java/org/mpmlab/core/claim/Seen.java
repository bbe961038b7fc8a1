package org.mpmlab.core.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.verdict.NoiseFloors;

/** Claims as text, and evidence for them, made up cell by cell. */
final class Seen {
    private static final String HEAD = """
            id: own
            sources: [{id: S9, title: A test}]
            statement: It is so.
            """;

    private final Scenario scenario;
    private final List<StepResult> steps = new ArrayList<>();
    private Observed observed = Observed.NOTHING;

    private Seen(Scenario scenario) {
        this.scenario = scenario;
    }

    /** A claim of these parts. */
    static Claim claim(String parts) {
        return ClaimReader.read(HEAD + parts, "own.yaml", ShippedLibrary.PLAIN);
    }

    /** Evidence for the first part of a claim. */
    static Seen of(Claim claim) {
        return new Seen(claim.trials()
                .get(0)
                .measuring()
                .orElse(new Scenario("none", "Nothing.", 1, List.of(), List.of(), List.of(), Placement.AUTOMATIC)));
    }

    /** Evidence in a scenario that claims share. */
    static Seen of(Scenario scenario) {
        return new Seen(scenario);
    }

    Seen held(int block, String stack, int asked, int held, boolean starved) {
        IdleResult idle = new IdleResult(asked, held, starved, 0, 0, 0, 0, List.of(), List.of());
        return cell(block, stack, 0, idle, Validity.VALID);
    }

    Seen answers(int block, String stack, long completed, Validity validity) {
        return cell(block, stack, completed, IdleResult.NONE, validity);
    }

    private Seen cell(int block, String stack, long completed, IdleResult idle, Validity validity) {
        CellResult cell = new CellResult(
                block,
                stack,
                scenario.sites().get(0).name(),
                scenario.loads().get(0).name(),
                Instant.EPOCH,
                Duration.ofSeconds(1),
                Optional.empty(),
                new TargetResult(
                                stack,
                                new TargetResult.Counts(completed, completed, completed, 0, 0, 1),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                List.of())
                        .with(idle),
                Generator.NONE,
                Observations.NONE,
                validity);
        steps.add(new StepResult("b" + block + stack, List.of(cell), RoundTimes.NONE));
        return this;
    }

    Seen observed(Observed otherwise) {
        observed = otherwise;
        return this;
    }

    Run run() {
        return new Run(
                new Run.About(Run.SCHEMA, "test", Instant.EPOCH, List.of(), List.of()),
                scenario,
                Planner.plan(scenario, 7),
                new Environment("0", "17", "CPU", 2, 1, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()),
                steps,
                TimeUse.NONE);
    }

    /** What a claim comes to by it. */
    ClaimVerdict judge(Claim claim) {
        return ClaimVerdict.of(claim, new Evidence(run(), observed, NoiseFloors.NONE));
    }
}
