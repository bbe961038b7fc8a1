package org.mpmlab.core.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;

/**
 * What {@code --only} asks: {@code mpm=event|worker,php!=cgi,site=hello}. Terms with commas between them all hold;
 * values with bars between them are alternatives; {@code !=} takes them away. Keys are mpm, php, front, stack, site,
 * load and protocol; {@code none} is the mpm of nginx by itself and the front of what has none.
 */
public final class Selection {

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
    private final Terms terms;

    private Selection(String written, Terms terms) {
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
        return new Selection(written, Terms.parse(written));
    }

    /**
     * The part of a scenario that is selected. Doing so again changes nothing.
     *
     * @throws InvalidConfiguration if nothing is left, with the reason; or if a name is none of the scenario's
     */
    public Narrowed narrow(Scenario scenario) {
        impossibleStack(scenario).ifPresent(refusal -> {
            throw refused(refusal);
        });
        terms.checkNames(scenario);
        List<Stack> stacks = scenario.stacks().stream().filter(terms::select).toList();
        List<Site> sites = scenario.sites().stream().filter(terms::select).toList();
        List<LoadShape> loads = scenario.loads().stream().filter(terms::select).toList();
        if (stacks.isEmpty()) {
            throw nothing(scenario, "the stacks", scenario.stacks().stream().map(Stack::name));
        }
        if (sites.isEmpty()) {
            throw nothing(scenario, "the sites", scenario.sites().stream().map(Site::name));
        }
        return narrow(scenario, stacks, sites, loads);
    }

    private Narrowed narrow(Scenario scenario, List<Stack> stacks, List<Site> sites, List<LoadShape> selected) {
        List<String> notes = new ArrayList<>();
        List<LoadShape> onSites = onStacks(onSites(selected, sites, notes), stacks, notes);
        if (onSites.isEmpty()) {
            throw nothing(scenario, "the loads", scenario.loads().stream().map(Selection::withSites));
        }
        List<LoadShape> spoken = onSites.stream()
                .filter(load -> stacks.stream().anyMatch(load::isTakenBy))
                .toList();
        if (spoken.isEmpty()) {
            throw refused(refusal(onSites.get(0), stacks));
        }
        for (LoadShape load : onSites) {
            if (!spoken.contains(load)) {
                String why = refusal(load, stacks).what();
                notes.add("load " + load.name() + " falls away: " + why);
            }
        }
        return new Narrowed(
                scenario.withStacks(speaking(stacks, spoken, notes))
                        .withSites(asked(sites, spoken, notes))
                        .withLoads(spoken),
                notes);
    }

    private static List<LoadShape> onSites(List<LoadShape> loads, List<Site> sites, List<String> notes) {
        List<LoadShape> kept = new ArrayList<>();
        for (LoadShape load : loads) {
            Set<String> left = new LinkedHashSet<>(load.sites());
            left.retainAll(sites.stream().map(Site::name).toList());
            if (load.sites().isEmpty() || !left.isEmpty()) {
                kept.add(load.forSites(left));
            } else {
                notes.add("load " + withSites(load) + " falls away");
            }
        }
        return kept;
    }

    private static Compatibility.Refusal refusal(LoadShape load, List<Stack> stacks) {
        return stacks.stream()
                .filter(load::isMeantFor)
                .findFirst()
                .flatMap(load::refusal)
                .orElseThrow();
    }

    private static List<LoadShape> onStacks(List<LoadShape> loads, List<Stack> stacks, List<String> notes) {
        List<LoadShape> kept = new ArrayList<>();
        for (LoadShape load : loads) {
            Set<String> left = new LinkedHashSet<>(load.stacks());
            left.retainAll(stacks.stream().map(Stack::name).toList());
            if (load.stacks().isEmpty() || !left.isEmpty()) {
                kept.add(load.forStacks(left));
            } else {
                notes.add("load " + load.name() + " falls away: its stacks do");
            }
        }
        return kept;
    }

    private static List<Stack> speaking(List<Stack> stacks, List<LoadShape> loads, List<String> notes) {
        List<Stack> kept = new ArrayList<>();
        for (Stack stack : stacks) {
            if (loads.stream().anyMatch(load -> load.isTakenBy(stack))) {
                kept.add(stack);
            } else {
                String why = loads.stream()
                        .flatMap(load -> load.refusal(stack).stream())
                        .findFirst()
                        .map(Compatibility.Refusal::what)
                        .orElse("no selected load is for it");
                notes.add("stack " + stack.name() + " falls away: " + why);
            }
        }
        return kept;
    }

    private static List<Site> asked(List<Site> sites, List<LoadShape> loads, List<String> notes) {
        List<Site> kept = new ArrayList<>();
        for (Site site : sites) {
            if (loads.stream().anyMatch(load -> load.isFor(site.name()))) {
                kept.add(site);
            } else {
                notes.add("site " + site.name() + " falls away: no selected load is for it");
            }
        }
        return kept;
    }

    private static String withSites(LoadShape load) {
        return load.sites().isEmpty()
                ? load.name()
                : load.name() + " (for " + load.sites().stream().sorted().collect(Collectors.joining(", ")) + ")";
    }

    /** Why all that is asked for can't exist: named outright, or by parts that never go together. */
    private Optional<Compatibility.Refusal> impossibleStack(Scenario scenario) {
        List<String> named = terms.values(Terms.Key.STACK);
        List<Composition> meant = Compatibility.all().stream()
                .filter(parts -> named.isEmpty() ? terms.select(parts) : named.contains(parts.name()))
                .toList();
        boolean possible = meant.isEmpty()
                || meant.stream().anyMatch(parts -> Compatibility.refusal(parts).isEmpty())
                || scenario.stacks().stream().anyMatch(terms::select);
        return possible ? Optional.empty() : Compatibility.refusal(meant.get(0));
    }

    private InvalidConfiguration refused(Compatibility.Refusal refusal) {
        return InvalidConfiguration.of(
                Terms.OPTION,
                "'" + written + "' can't be had: " + refusal.what() + ": " + refusal.reason(),
                refusal.instead());
    }

    private InvalidConfiguration nothing(Scenario scenario, String kind, Stream<String> names) {
        return InvalidConfiguration.of(
                Terms.OPTION,
                "'" + written + "' leaves nothing of '" + scenario.name() + "'",
                kind + " " + names.collect(Collectors.joining(", ")));
    }
}
