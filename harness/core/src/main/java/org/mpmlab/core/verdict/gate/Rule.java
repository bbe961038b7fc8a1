package org.mpmlab.core.verdict.gate;

import java.util.Optional;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Measure;

/**
 * One rule of a gate, as far as it can be understood without a run.
 *
 * @param text as it is written
 * @param line in the gate's file, from 1
 * @param column from 1
 * @param measure what it is about
 * @param expectation what is said of it
 * @param kind what the figure is held against
 * @param arm the stack that is judged
 * @param against the other stack; of {@link Kind#STACKS} alone
 * @param site the site's name
 * @param load the load's name; empty for the only one that the run has for such a measure
 * @param severity what it does to the gate when it does not hold
 * @param onInconclusive what becomes of it when there are too few blocks
 */
public record Rule(
        String text,
        int line,
        int column,
        Measure measure,
        Expectation expectation,
        Kind kind,
        String arm,
        Optional<String> against,
        String site,
        Optional<String> load,
        Severity severity,
        OnInconclusive onInconclusive) {

    /** What a rule holds a figure against. */
    public enum Kind {
        /** A number. */
        LIMIT,
        /** The same stack's figure of an earlier run, or of the stack that stands for it in this one. */
        BASELINE,
        /** Another stack's figure. */
        STACKS
    }

    public Rule {
        if ((kind == Kind.STACKS) != against.isPresent()) {
            throw new IllegalArgumentException("a rule between stacks, and no other, names the second one: " + text);
        }
    }

    /** The same under this load. */
    Rule under(String name) {
        return new Rule(
                text,
                line,
                column,
                measure,
                expectation,
                kind,
                arm,
                against,
                site,
                Optional.of(name),
                severity,
                onInconclusive);
    }

    /** The same against a stack of the run that stands for the baseline. */
    Rule between(String baselinesStack) {
        return new Rule(
                text,
                line,
                column,
                measure,
                expectation,
                Kind.STACKS,
                arm,
                Optional.of(baselinesStack),
                site,
                load,
                severity,
                onInconclusive);
    }
}
