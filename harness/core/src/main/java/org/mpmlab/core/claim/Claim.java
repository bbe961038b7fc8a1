package org.mpmlab.core.claim;

import java.util.List;
import org.mpmlab.core.verdict.Question;

/**
 * Something that is said of servers, and how it is put to the test.
 *
 * @param id a plain word; the file's name
 * @param sources who says it, at least one
 * @param statement what is said, in a sentence
 * @param trials what must all come out as said; at least one
 */
public record Claim(String id, List<Source> sources, String statement, List<Trial> trials) {
    public Claim {
        sources = List.copyOf(sources);
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("claim " + id + " has nothing that could be put to the test");
        }
    }

    /** What it asks of measurements; nothing of what is seen otherwise. */
    public List<Question> questions() {
        return trials.stream()
                .filter(Measured.class::isInstance)
                .flatMap(trial -> ((Measured) trial).expect().stream())
                .toList();
    }

    /** The same with names as another scenario has them. */
    Claim renamed(Names names) {
        return new Claim(
                id,
                sources,
                statement,
                trials.stream().map(trial -> trial.renamed(names)).toList());
    }
}
