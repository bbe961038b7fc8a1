package org.mpmlab.core.scenario.yaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a user wrote can't be carried out. It carries everything that is wrong, so that one look mends it all. */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public InvalidConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a configuration is not invalid without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** For what is said in one sentence, of an option rather than of a file. */
    public static InvalidConfiguration of(String source, String what, String allowed) {
        return new InvalidConfiguration(
                List.of(new Problem(source, 0, 0, what, Optional.of(allowed), Optional.empty())));
    }

    /** All that is wrong, file by file and in each by line. */
    public List<Problem> problems() {
        return problems;
    }
}
