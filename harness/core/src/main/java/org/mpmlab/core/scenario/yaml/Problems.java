package org.mpmlab.core.scenario.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Gathers the problems of one file while it is read. Not thread-safe. */
public final class Problems {
    private final String source;
    private final List<Problem> own = new ArrayList<>();
    private final List<Problem> ofOthers = new ArrayList<>();

    public Problems(String source) {
        this.source = source;
    }

    public String source() {
        return source;
    }

    /** Something is wrong here, and {@code what} says it all. */
    public void add(YamlNode at, String what) {
        add(at, what, Optional.empty(), Optional.empty());
    }

    /** Something is wrong here, and this is allowed, in words. */
    public void add(YamlNode at, String what, String allowed) {
        add(at, what, Optional.of(allowed), Optional.empty());
    }

    /** Something here is none of the words that are allowed. */
    public void addUnknown(YamlNode at, String what, String written, Collection<String> allowed) {
        add(at, what, Optional.of(String.join(", ", allowed)), Nearest.to(written, allowed));
    }

    /** Something is wrong here; a word that is near may be what was meant. */
    public void add(YamlNode at, String what, Optional<String> allowed, Optional<String> nearest) {
        own.add(new Problem(source, at.line(), at.column(), what, allowed, nearest));
    }

    /** What is wrong with a file that this one refers to. */
    public void addAll(InvalidConfiguration other) {
        ofOthers.addAll(other.problems());
    }

    /** Adds what the schema found, but for places of which something better is said already. */
    void addUnlessSaid(List<Problem> found) {
        List<Problem> said = List.copyOf(own);
        found.stream()
                .filter(problem -> said.stream().noneMatch(one -> Problem.IN_ORDER.compare(one, problem) == 0))
                .filter(problem -> !own.contains(problem))
                .forEach(own::add);
    }

    /**
     * Ends the reading of a file with anything wrong.
     *
     * @throws InvalidConfiguration if anything was added: this file's problems by line, then those of others
     */
    public void throwIfAny() {
        // A list in a load says what is wrong with it once for each load that it stands for.
        List<Problem> all = new ArrayList<>(new LinkedHashSet<>(own));
        all.sort(Problem.IN_ORDER);
        all.addAll(ofOthers);
        if (!all.isEmpty()) {
            throw new InvalidConfiguration(all);
        }
    }
}
