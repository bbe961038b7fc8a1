package org.mpmlab.core.claim;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.scenario.Scenario;

/** One way in which a claim is put to the test; judging is a pure function of what was found. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measured.class, name = "measure"),
    @JsonSubTypes.Type(value = Serves.class, name = "serves"),
    @JsonSubTypes.Type(value = Starvation.class, name = "starvation"),
    @JsonSubTypes.Type(value = Refusal.class, name = "refusal"),
    @JsonSubTypes.Type(value = Isolation.class, name = "isolation"),
    @JsonSubTypes.Type(value = Crash.class, name = "crash"),
    @JsonSubTypes.Type(value = Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = Missing.class, name = "missing"),
})
public sealed interface Trial permits Measured, Serves, Starvation, Refusal, Isolation, Crash, Choice, Missing {

    /** What must be measured under load; empty for what is no load. */
    Optional<Scenario> measuring();

    /** How many blocks it takes until there can be a verdict; 0 for what is no load. */
    int leastBlocks();

    /** About how long it takes to see what is no load. */
    default Duration looking() {
        return Duration.ZERO;
    }

    /** What was found, part by part; at least one. */
    List<Outcome> outcomes(Evidence evidence);

    /** The same with names as another scenario has them. */
    Trial renamed(Names names);
}
