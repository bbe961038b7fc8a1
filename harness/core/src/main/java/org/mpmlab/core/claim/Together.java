package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stats.Looks;

/**
 * Claims that share one run: what several ask for is measured once, and each block measures what is still open.
 *
 * @param scenario every stack, site and load that any of them asks for
 * @param claims with the scenario's names
 */
public record Together(Scenario scenario, List<Claim> claims) {

    public Together {
        claims = List.copyOf(claims);
    }

    /**
     * Puts claims together. Stacks and loads that are alike become one, whatever claim they are of; of different ones
     * that have the same name, the later gets the claim's name added.
     *
     * @param name of the scenario
     * @throws IllegalArgumentException if two claims mean different sites by one name
     */
    public static Together of(String name, List<Claim> claims) {
        Map<String, Stack> stacks = new LinkedHashMap<>();
        Map<String, Site> sites = new LinkedHashMap<>();
        Map<String, LoadShape> loads = new LinkedHashMap<>();
        List<Claim> renamed = new ArrayList<>();
        for (Claim claim : claims) {
            List<Trial> trials = new ArrayList<>();
            for (Trial trial : claim.trials()) {
                Optional<Scenario> asked = trial.measuring();
                Names names = asked.map(one -> {
                            one.sites().forEach(site -> add(site, sites));
                            return new Names(
                                    names(one.stacks(), Stack::name, Stack::named, stacks, claim.id()),
                                    names(
                                            everywhere(one.loads()),
                                            LoadShape::name,
                                            LoadShape::named,
                                            loads,
                                            claim.id()));
                        })
                        .orElse(Names.SAME);
                trials.add(trial.renamed(names));
            }
            renamed.add(new Claim(claim.id(), claim.sources(), claim.statement(), trials));
        }
        Scenario scenario = new Scenario(
                name,
                "What is needed to judge " + renamed.size() + (renamed.size() == 1 ? " claim." : " claims."),
                Looks.STANDARD.most(),
                List.copyOf(stacks.values()),
                List.copyOf(sites.values()),
                List.copyOf(loads.values()),
                Placement.AUTOMATIC);
        return new Together(scenario, renamed);
    }

    /** Which cells there are is for the claims to say, not for the loads. */
    private static List<LoadShape> everywhere(List<LoadShape> loads) {
        return loads.stream().map(load -> load.everywhere()).toList();
    }

    private static void add(Site site, Map<String, Site> sites) {
        Site other = sites.putIfAbsent(site.name(), site);
        if (other != null && !other.equals(site)) {
            throw new IllegalArgumentException("two claims mean different sites by '" + site.name() + "'");
        }
    }

    private static <T> Map<String, String> names(
            List<T> asked, Function<T, String> name, BiFunction<T, String, T> named, Map<String, T> all, String claim) {
        Map<String, String> names = new HashMap<>();
        for (T one : asked) {
            Optional<String> same = all.entrySet().stream()
                    .filter(entry -> named.apply(one, entry.getKey()).equals(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst();
            String free = same.orElseGet(() -> free(name.apply(one), claim, all));
            all.putIfAbsent(free, named.apply(one, free));
            names.put(name.apply(one), free);
        }
        return names;
    }

    private static String free(String name, String claim, Map<String, ?> taken) {
        String free = name;
        for (int n = 1; taken.containsKey(free); n++) {
            free = name + "." + claim + (n == 1 ? "" : "-" + n);
        }
        return free;
    }

    /** The cells that the claims ask for, before anything was measured. */
    public Set<CellKey> cells() {
        Set<CellKey> cells = new HashSet<>();
        claims.forEach(claim -> cells.addAll(cells(claim)));
        return cells;
    }

    private static Set<CellKey> cells(Claim claim) {
        Set<CellKey> cells = new HashSet<>();
        for (Trial trial : claim.trials()) {
            trial.measuring().map(CellKey::all).ifPresent(cells::addAll);
        }
        return cells;
    }

    /** Every block that may be needed, with all cells. */
    public Plan plan(long seed) {
        Set<CellKey> cells = cells();
        Plan whole = Planner.plan(scenario, seed);
        return new Plan(
                seed,
                whole.blocks().stream()
                        .map(block -> only(block, cells))
                        .filter(block -> !block.phases().isEmpty())
                        .toList());
    }

    /** A block without the cells that nobody asks for. In rounds the stacks that are still of interest take turns. */
    public static Plan.Block only(Plan.Block block, Set<CellKey> cells) {
        return block.only(step -> step.stacks().stream()
                .filter(stack -> cells.contains(new CellKey(stack, step.site(), step.load())))
                .toList());
    }
}
