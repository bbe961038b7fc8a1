package org.mpmlab.core.scenario.yaml;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with what a user wrote.
 *
 * @param source the file as the user named it, or the option
 * @param line from 1; 0 where the source is a single line of its own, such as an option
 * @param column from 1
 * @param what is wrong, with the offending value; no full stop
 * @param allowed instead, in words or as a list; empty when {@code what} says it all
 * @param nearest valid word, if any is near
 */
public record Problem(
        String source, int line, int column, String what, Optional<String> allowed, Optional<String> nearest) {

    /** As a reader of the file meets them. */
    public static final Comparator<Problem> IN_ORDER =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    /** Where it is, as compilers and editors write it. */
    public String where() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return where() + ": " + what + "."
                + nearest.map(word -> " Did you mean '" + word + "'?").orElse("")
                + allowed.map(words -> " Allowed: " + words + ".").orElse("");
    }
}
