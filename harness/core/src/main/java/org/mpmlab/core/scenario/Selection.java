package org.mpmlab.core.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;

/**
 * What {@code --only} asks: {@code mpm=event|worker,php!=cgi,site=hello}. Terms with commas between them all hold;
 * values with bars between them are alternatives; {@code !=} takes them away.
 */
public final class Selection {
    private static final String OPTION = "--only";
    private static final String NONE = "none";

    /** What a term can be about. */
    private enum Key {
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

    private record Term(boolean without, Set<String> values) {
        boolean holds(String value) {
            return values.contains(value) != without;
        }
    }

    /**
     * A scenario with less in it.
     *
     * @param notes what else fell away because of what was taken away, in words
     */
    public record Narrowed(Scenario scenario, List<String> notes) {
        public Narrowed {
            notes = List.copyOf(notes);
        }
    }

    private final String written;
    private final Map<Key, Term> terms;

    private Selection(String written, Map<Key, Term> terms) {
        this.written = written;
        this.terms = terms;
    }

    /**
     * Reads a selection.
     *
     * @throws InvalidConfiguration for a key or a value that can't be; names of stacks, sites and loads are checked
     *     against a scenario by {@link #narrow}
     */
    public static Selection parse(String written) {
        Map<Key, Term> terms = new EnumMap<>(Key.class);
        List<Problem> problems = new ArrayList<>();
        for (String part : written.split(",", -1)) {
            String[] sides = part.strip().split("!?=", 2);
            Optional<Key> key = Arrays.stream(Key.values())
                    .filter(one -> one.word().equals(sides[0].strip()))
                    .findFirst();
            List<String> keys = Arrays.stream(Key.values()).map(Key::word).toList();
            if (sides.length < 2 || sides[1].isBlank()) {
                problems.add(problem(
                        "'" + part.strip() + "' selects nothing",
                        "KEY=VALUE, such as mpm=event|worker",
                        Optional.empty()));
            } else if (key.isEmpty()) {
                String what = "'" + sides[0].strip() + "' is nothing to select by";
                problems.add(problem(what, String.join(", ", keys), Nearest.to(sides[0].strip(), keys)));
            } else {
                Set<String> values = new LinkedHashSet<>(Arrays.stream(sides[1].split("\\|", -1))
                        .map(String::strip)
                        .toList());
                checkWords(key.get(), values, problems);
                if (terms.put(key.get(), new Term(part.contains("!="), values)) != null) {
                    String word = key.get().word();
                    problems.add(problem("'" + word + "' is here twice", word + "=A|B for either", Optional.empty()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return new Selection(written, terms);
    }

    private static void checkWords(Key key, Set<String> values, List<Problem> problems) {
        List<String> words =
                switch (key) {
                    case MPM -> with(NONE, Arrays.stream(Mpm.values()).map(Mpm::word));
                    case PHP -> with(NONE, Arrays.stream(PhpMode.values()).map(PhpMode::word));
                    case FRONT -> List.of("nginx", NONE);
                    case PROTOCOL ->
                        Arrays.stream(Protocol.values()).map(Protocol::word).toList();
                    case STACK, SITE, LOAD -> List.copyOf(values); // any, until a scenario says what there is
                };
        unknown(key, values, words, "").ifPresent(problems::add);
    }

    private static List<String> with(String last, Stream<String> words) {
        return Stream.concat(words, Stream.of(last)).toList();
    }

    private static Optional<Problem> unknown(Key key, Set<String> values, Collection<String> words, String where) {
        return values.stream()
                .filter(value -> !words.contains(value))
                .findFirst()
                .map(value -> problem(
                        "'" + value + "' is no " + key.word() + where,
                        String.join(", ", words),
                        Nearest.to(value, words)));
    }

    /**
     * The part of a scenario that is selected. Doing so again changes nothing.
     *
     * @throws InvalidConfiguration if nothing is left, with the reason; or if a name is none of the scenario's
     */
    public Narrowed narrow(Scenario scenario) {
        checkNames(scenario);
        List<Stack> stacks = scenario.stacks().stream().filter(this::selects).toList();
        if (stacks.isEmpty()) {
            throw noStack(scenario);
        }
        List<Site> sites = scenario.sites().stream()
                .filter(site -> holds(Key.SITE, site.name()))
                .toList();
        List<LoadShape> selected = scenario.loads().stream()
                .filter(load -> holds(Key.PROTOCOL, load.protocol().word()) && selectsLoad(load))
                .toList();
        if (sites.isEmpty() || selected.isEmpty()) {
            throw nothing(scenario, sites.isEmpty() ? Key.SITE : Key.LOAD);
        }
        List<String> notes = new ArrayList<>();
        List<LoadShape> onSites = onSites(selected, sites, notes);
        List<LoadShape> loads = onSites.stream()
                .filter(load ->
                        stacks.stream().anyMatch(stack -> load.refusal(stack).isEmpty()))
                .toList();
        if (loads.isEmpty()) {
            throw onSites.isEmpty()
                    ? nothing(scenario, Key.LOAD)
                    : refused(onSites.get(0).refusal(stacks.get(0)));
        }
        onSites.stream()
                .filter(load -> !loads.contains(load))
                .forEach(load -> notes.add("load " + load.name() + " falls away: "
                        + load.refusal(stacks.get(0)).orElseThrow().what()));
        List<Stack> reached = reached(stacks, loads, notes);
        List<Site> asked = asked(sites, loads, notes);
        return new Narrowed(scenario.withStacks(reached).withSites(asked).withLoads(loads), notes);
    }

    private static List<LoadShape> onSites(List<LoadShape> loads, List<Site> sites, List<String> notes) {
        List<LoadShape> kept = new ArrayList<>();
        for (LoadShape load : loads) {
            Set<String> left = new LinkedHashSet<>(load.sites());
            left.retainAll(sites.stream().map(Site::name).toList());
            if (load.sites().isEmpty() || !left.isEmpty()) {
                kept.add(load.forSites(left));
            } else {
                notes.add(
                        "load " + load.name() + " falls away: it is for " + String.join(", ", load.sites()) + " only");
            }
        }
        return kept;
    }

    private static List<Stack> reached(List<Stack> stacks, List<LoadShape> loads, List<String> notes) {
        return stacks.stream()
                .filter(stack -> {
                    boolean reached =
                            loads.stream().anyMatch(load -> load.refusal(stack).isEmpty());
                    if (!reached) {
                        notes.add("stack " + stack.name() + " falls away: "
                                + loads.get(0).refusal(stack).orElseThrow().what());
                    }
                    return reached;
                })
                .toList();
    }

    private static List<Site> asked(List<Site> sites, List<LoadShape> loads, List<String> notes) {
        return sites.stream()
                .filter(site -> {
                    boolean asked = loads.stream().anyMatch(load -> load.isFor(site.name()));
                    if (!asked) {
                        notes.add("site " + site.name() + " falls away: no selected load is for it");
                    }
                    return asked;
                })
                .toList();
    }

    private boolean holds(Key key, String value) {
        return !terms.containsKey(key) || terms.get(key).holds(value);
    }

    private boolean selects(Stack stack) {
        return holds(Key.STACK, stack.name())
                && stack.composition()
                        .map(this::selects)
                        .orElseGet(() -> holds(Key.MPM, NONE) && holds(Key.PHP, NONE) && holds(Key.FRONT, NONE));
    }

    private boolean selects(Composition parts) {
        return holds(Key.MPM, parts.mpm().map(Mpm::word).orElse(NONE))
                && holds(Key.PHP, parts.php().word())
                && holds(Key.FRONT, parts.fronted() ? "nginx" : NONE);
    }

    /** By its whole name, or by the part before its protocol and connections: {@code busy}. */
    private boolean selectsLoad(LoadShape load) {
        Term term = terms.get(Key.LOAD);
        return term == null
                || term.values().stream()
                                .anyMatch(value ->
                                        load.name().equals(value) || load.name().startsWith(value + "-"))
                        != term.without();
    }

    private void checkNames(Scenario scenario) {
        checkNames(Key.SITE, scenario.sites().stream().map(Site::name).toList(), scenario);
        checkNames(Key.STACK, scenario.stacks().stream().map(Stack::name).toList(), scenario);
        Term loads = terms.get(Key.LOAD);
        List<String> names = scenario.loads().stream().map(LoadShape::name).toList();
        if (loads != null) {
            Set<String> unknown = new LinkedHashSet<>(loads.values());
            unknown.removeIf(
                    value -> names.stream().anyMatch(name -> name.equals(value) || name.startsWith(value + "-")));
            unknown(Key.LOAD, unknown, names, " of " + scenario.name()).ifPresent(Selection::fail);
        }
    }

    private void checkNames(Key key, List<String> names, Scenario scenario) {
        Term term = terms.get(key);
        if (term == null) {
            return;
        }
        if (key == Key.STACK) {
            term.values().stream()
                    .filter(value -> !names.contains(value))
                    .flatMap(value -> Compatibility.all().stream()
                            .filter(parts -> parts.name().equals(value)))
                    .map(Compatibility::refusal)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(refusal -> {
                        throw refused(Optional.of(refusal));
                    });
        }
        unknown(key, term.values(), names, " of " + scenario.name()).ifPresent(Selection::fail);
    }

    private InvalidConfiguration noStack(Scenario scenario) {
        List<Composition> meant =
                Compatibility.all().stream().filter(this::selects).toList();
        if (!meant.isEmpty()
                && meant.stream().allMatch(parts -> Compatibility.refusal(parts).isPresent())) {
            return refused(Compatibility.refusal(meant.get(0)));
        }
        return nothing(scenario, Key.STACK);
    }

    private InvalidConfiguration refused(Optional<Compatibility.Refusal> refusal) {
        Compatibility.Refusal no = refusal.orElseThrow();
        return InvalidConfiguration.of(
                OPTION, "'" + written + "' can't be had: " + no.what() + ": " + no.reason(), no.instead());
    }

    private InvalidConfiguration nothing(Scenario scenario, Key key) {
        Function<Stream<String>, String> list = names -> String.join(", ", names.toList());
        String has =
                switch (key) {
                    case SITE ->
                        "the sites " + list.apply(scenario.sites().stream().map(Site::name));
                    case LOAD ->
                        "the loads " + list.apply(scenario.loads().stream().map(LoadShape::name));
                    default ->
                        "the stacks " + list.apply(scenario.stacks().stream().map(Stack::name));
                };
        return InvalidConfiguration.of(OPTION, "'" + written + "' leaves nothing of " + scenario.name(), has);
    }

    private static void fail(Problem problem) {
        throw new InvalidConfiguration(List.of(problem));
    }

    private static Problem problem(String what, String allowed, Optional<String> nearest) {
        return new Problem(OPTION, 0, 0, what, Optional.of(allowed), nearest);
    }
}
