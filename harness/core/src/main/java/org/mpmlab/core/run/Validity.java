package org.mpmlab.core.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a cell counts as evidence. What does not count is shown with its causes, never averaged in.
 *
 * @param causes why it does not count; none when it does
 */
public record Validity(List<Cause> causes) {
    private static final Set<Reason> DISTURBANCES =
            EnumSet.of(Reason.PAUSE, Reason.STEAL, Reason.RUN_QUEUE, Reason.COLLECTIONS, Reason.SEND_LAG);
    public static final Validity VALID = new Validity(List.of());

    /** Why a cell does not count. */
    public enum Reason {
        /**
         * The server is not the one asked for: MPM, PHP mode, negotiated protocol, status or bytes; or it gave idle
         * connections wrong answers, or held none of them.
         */
        IDENTITY,
        /** Requests failed. */
        ERRORS,
        /** Offered load was not delivered: the times of what was never sent are unknown, so the others mislead. */
        NOT_DELIVERED,
        /** The generator was late. */
        SEND_LAG,
        /** The generator had no CPU to spare. */
        GENERATOR_CPU,
        /** The JVM or the kernel held the generator up. */
        PAUSE,
        /** The hypervisor took CPU time away. */
        STEAL,
        /** The generator was ready to run and had no CPU. */
        RUN_QUEUE,
        /** The generator collected garbage for too long. */
        COLLECTIONS,
        /** The warm-up ended before the load was steady. */
        NOT_STEADY,
        /** New requests were left unanswered before all idle connections stood, so that no load was sent. */
        STARVED,
        /** A container ended or was killed for memory. */
        CONTAINER,
        /** Docker did not start a container: that is no word of the server's. */
        ENGINE,
        /** Too few answers to speak of. */
        TOO_FEW
    }

    /**
     * One reason with what was seen.
     *
     * @param reason the kind of cause
     * @param text what was seen and what the limit is, in words
     */
    public record Cause(Reason reason, String text) {}

    public Validity {
        causes = List.copyOf(causes);
    }

    public static Validity invalid(Reason reason, String text) {
        return new Validity(List.of(new Cause(reason, text)));
    }

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean valid() {
        return causes.isEmpty();
    }

    /** Whether nothing speaks against it but disturbances by the machine, which another attempt may be spared. */
    public boolean disturbedAtMost() {
        return causes.stream().allMatch(cause -> DISTURBANCES.contains(cause.reason()));
    }

    /** What was seen, in words, each cause once. */
    public static String text(Stream<Cause> causes) {
        return causes.map(Cause::text).distinct().collect(Collectors.joining("; "));
    }

    public Validity and(Validity other) {
        List<Cause> both = new ArrayList<>(causes);
        both.addAll(other.causes);
        return new Validity(both);
    }
}
