package org.mpmlab.core.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.scenario.Scenario;

/**
 * A scenario carried out, whole or as far as it came: all that a report, a gate or a recommendation reads.
 *
 * @param about how it came to be
 * @param scenario what was asked
 * @param plan in which order it was done
 * @param environment where
 * @param steps what was found, in the plan's order; a step that was not done is missing
 * @param time where the wall-clock time went
 */
public record Run(
        About about, Scenario scenario, Plan plan, Environment environment, List<StepResult> steps, TimeUse time) {

    /** The version of the run directory's schema. */
    public static final int SCHEMA = 1;

    /**
     * How a run came to be.
     *
     * @param schema the version of the directory's schema, {@link Run#SCHEMA}
     * @param id the directory's name
     * @param started when
     * @param command the command line that repeats it
     * @param givenUp what was left out to fit a budget or a selection, in words
     */
    public record About(int schema, String id, Instant started, List<String> command, List<String> givenUp) {
        public About {
            command = List.copyOf(command);
            givenUp = List.copyOf(givenUp);
        }
    }

    public Run {
        steps = List.copyOf(steps);
    }

    public List<CellResult> cells() {
        return steps.stream().flatMap(step -> step.cells().stream()).toList();
    }

    /** Whether the cell found what its load was for: the number of idle connections at which new requests starve. */
    public boolean foundStarvation(CellResult cell) {
        return scenario.load(cell.load()).idle().isAnsweredBy(cell.result().idle());
    }

    /** Whether every step of the plan was done. */
    public boolean complete() {
        return steps.size() == plan.steps().size();
    }

    /**
     * The same with no more planned than was measured: where measuring was to stop at a verdict or with the time, what was
     * planned beyond is not missing.
     */
    public Run asFarAsMeasured() {
        Map<String, List<String>> done = steps.stream()
                .collect(Collectors.toMap(
                        StepResult::step,
                        step -> step.cells().stream().map(CellResult::stack).toList()));
        List<Plan.Block> blocks = plan.blocks().stream()
                .map(block -> block.only(step -> done.getOrDefault(step.id(), List.of())))
                .filter(block -> !block.phases().isEmpty())
                .toList();
        return new Run(about, scenario, new Plan(plan.seed(), blocks), environment, steps, time);
    }
}
