package org.mpmlab.core.verdict.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A gate judged by a run.
 *
 * @param schema {@link #SCHEMA}
 * @param gate the gate's name
 * @param description of the gate
 * @param source the gate's file, as it was named
 * @param run the run's id
 * @param measured when the run was begun
 * @param machine where
 * @param baseline the baseline's run, where a file was given
 * @param rules one for each rule, in the gate's order
 * @param uncalibrated what is to be said where the machine's noise floor is not known: a sentence with the command
 */
public record GateResult(
        int schema,
        String gate,
        String description,
        String source,
        String run,
        Instant measured,
        String machine,
        Optional<String> baseline,
        List<RuleResult> rules,
        Optional<String> uncalibrated) {
    /** The version of how it is written as JSON. */
    public static final int SCHEMA = 1;

    public GateResult {
        rules = List.copyOf(rules);
    }

    /** What prevails over the rules: failed, else invalid, else inconclusive, else warned, else passed. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Outcome outcome() {
        return rules.stream().map(RuleResult::outcome).max(Outcome::compareTo).orElse(Outcome.PASSED);
    }

    /** How many rules came to this. */
    public long count(Outcome outcome) {
        return rules.stream().filter(rule -> rule.outcome() == outcome).count();
    }
}
