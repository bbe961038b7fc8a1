package org.mpmlab.core.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;

/** The terms of a {@link Selection}: what each asks of a stack, a site or a load by itself. */
final class Terms {
    static final String OPTION = "--only";
    private static final String NONE = "none";

    /** What a term can be about. */
    enum Key {
        MPM,
        PHP,
        FRONT,
        STACK,
        SITE,
        LOAD,
        PROTOCOL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Term(boolean without, List<String> values) {}

    private final Map<Key, Term> terms = new EnumMap<>(Key.class);
    private final List<Problem> problems = new ArrayList<>();

    private Terms() {}

    /** Reads {@code mpm=event|worker,php!=cgi}; throws what is wrong with it, whatever the scenario. */
    static Terms parse(String written) {
        Terms terms = new Terms();
        for (String part : written.split(",", -1)) {
            terms.add(part.strip());
        }
        if (!terms.problems.isEmpty()) {
            throw new InvalidConfiguration(terms.problems);
        }
        return terms;
    }

    private void add(String part) {
        String[] sides = part.split("!?=", 2);
        String word = sides[0].strip();
        if (sides.length < 2 || sides[1].isBlank()) {
            problem("'" + part + "' selects nothing", "KEY=VALUE, such as mpm=event|worker", Optional.empty());
            return;
        }
        Optional<Key> key = Arrays.stream(Key.values())
                .filter(one -> one.word().equals(word))
                .findFirst();
        if (key.isEmpty()) {
            List<String> keys = Arrays.stream(Key.values()).map(Key::word).toList();
            problem("'" + word + "' is nothing to select by", String.join(", ", keys), Nearest.to(word, keys));
            return;
        }
        List<String> values =
                Arrays.stream(sides[1].split("\\|", -1)).map(String::strip).toList();
        words(key.get())
                .ifPresent(words -> unknown(key.get(), values, words, "").ifPresent(problems::add));
        if (terms.put(key.get(), new Term(part.contains("!="), values)) != null) {
            problem("'" + word + "' is here twice", word + "=A|B for either", Optional.empty());
        }
    }

    /** The values that there are; empty for names, which are a scenario's. */
    private static Optional<List<String>> words(Key key) {
        return switch (key) {
            case MPM -> Optional.of(orNone(Arrays.stream(Mpm.values()).map(Mpm::word)));
            case PHP -> Optional.of(orNone(Arrays.stream(PhpMode.values()).map(PhpMode::word)));
            case FRONT -> Optional.of(orNone(Stream.of("nginx")));
            case PROTOCOL ->
                Optional.of(Arrays.stream(Protocol.values()).map(Protocol::word).toList());
            case STACK, SITE, LOAD -> Optional.empty();
        };
    }

    private static List<String> orNone(Stream<String> words) {
        return Stream.concat(words, Stream.of(NONE)).toList();
    }

    /** Throws for a name that the scenario doesn't have. */
    void checkNames(Scenario scenario) {
        String where = " of '" + scenario.name() + "'";
        List<String> stacks = scenario.stacks().stream().map(Stack::name).toList();
        List<String> sites = scenario.sites().stream().map(Site::name).toList();
        List<String> loads = scenario.loads().stream().map(LoadShape::name).toList();
        List<String> noLoads = values(Key.LOAD).stream()
                .filter(value -> loads.stream().noneMatch(name -> names(value, name)))
                .toList();
        List<Problem> found = Stream.of(
                        unknown(Key.STACK, values(Key.STACK), stacks, where),
                        unknown(Key.SITE, values(Key.SITE), sites, where),
                        unknown(Key.LOAD, noLoads, withStems(loads), where))
                .flatMap(Optional::stream)
                .toList();
        if (!found.isEmpty()) {
            throw new InvalidConfiguration(found);
        }
    }

    /** Loads' whole names and, before them, their first parts: what {@code load=} takes. */
    private static List<String> withStems(List<String> loads) {
        Stream<String> stems = loads.stream().map(name -> name.replaceFirst("-h[12].*", ""));
        return Stream.concat(stems, loads.stream()).distinct().toList();
    }

    /** The values that a key was given. */
    List<String> values(Key key) {
        return terms.containsKey(key) ? terms.get(key).values() : List.of();
    }

    boolean select(Stack stack) {
        boolean parts = stack.composition()
                .map(this::select)
                .orElseGet(() -> holds(Key.MPM, NONE) && holds(Key.PHP, NONE) && holds(Key.FRONT, NONE));
        return parts && holds(Key.STACK, stack.name());
    }

    /** By its parts alone, whatever the stack's name. */
    boolean select(Composition parts) {
        return holds(Key.MPM, parts.mpm().map(Mpm::word).orElse(NONE))
                && holds(Key.PHP, parts.php().word())
                && holds(Key.FRONT, parts.fronted() ? "nginx" : NONE);
    }

    boolean select(Site site) {
        return holds(Key.SITE, site.name());
    }

    boolean select(LoadShape load) {
        Term term = terms.get(Key.LOAD);
        boolean named =
                term == null || term.values().stream().anyMatch(value -> names(value, load.name())) != term.without();
        return named && holds(Key.PROTOCOL, load.protocol().word());
    }

    /** A load is named by its whole name or by its first part: {@code busy} is all of {@code busy-h1-c16}. */
    private static boolean names(String value, String load) {
        return load.equals(value) || load.startsWith(value + "-");
    }

    private boolean holds(Key key, String value) {
        Term term = terms.get(key);
        return term == null || term.values().contains(value) != term.without();
    }

    private static Optional<Problem> unknown(Key key, List<String> values, Collection<String> words, String where) {
        return values.stream()
                .filter(value -> !words.contains(value))
                .findFirst()
                .map(value -> new Problem(
                        OPTION,
                        0,
                        0,
                        "'" + value + "' is no " + key.word() + where,
                        Optional.of(String.join(", ", words)),
                        Nearest.to(value, words)));
    }

    private void problem(String what, String allowed, Optional<String> nearest) {
        problems.add(new Problem(OPTION, 0, 0, what, Optional.of(allowed), nearest));
    }
}
