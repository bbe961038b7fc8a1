package org.mpmlab.core.scenario;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/**
 * What a user asks, complete: nothing in it depends on any file or default any more.
 *
 * @param name a plain word, part of the run directory's name
 * @param description one sentence for the report
 * @param blocks how many times everything is measured on fresh containers
 * @param stacks what is compared
 * @param sites what they serve
 * @param loads what is sent
 * @param placement where servers and the generator run
 */
public record Scenario(
        String name,
        String description,
        int blocks,
        List<Stack> stacks,
        List<Site> sites,
        List<LoadShape> loads,
        Placement placement) {
    /** What gates call a stack's figures of an earlier run, so that no stack of a scenario file is named so. */
    public static final String BASELINE = "baseline";

    public Scenario {
        stacks = List.copyOf(stacks);
        sites = List.copyOf(sites);
        loads = List.copyOf(loads);
        if (blocks < 1) {
            throw new IllegalArgumentException("a scenario has at least one block, not " + blocks);
        }
    }

    public Stack stack(String name) {
        return find(stacks, Stack::name, name);
    }

    public Site site(String name) {
        return find(sites, Site::name, name);
    }

    public LoadShape load(String name) {
        return find(loads, LoadShape::name, name);
    }

    public Scenario withStacks(List<Stack> stacks) {
        return new Scenario(name, description, blocks, stacks, sites, loads, placement);
    }

    /** With sites of the same names, such as calibrated ones; for others see {@link #serving}. */
    public Scenario withSites(List<Site> sites) {
        return new Scenario(name, description, blocks, stacks, sites, loads, placement);
    }

    /**
     * The same on other sites. A load stays with those of its sites that are still there; one whose sites are all gone
     * is for all of the new ones, so that nothing that the scenario measures is lost.
     */
    public Scenario serving(List<Site> sites) {
        Set<String> served = sites.stream().map(Site::name).collect(Collectors.toUnmodifiableSet());
        return withSites(sites)
                .withLoads(loads.stream()
                        .map(load -> load.forSites(
                                load.sites().stream().filter(served::contains).collect(Collectors.toUnmodifiableSet())))
                        .toList());
    }

    public Scenario withLoads(List<LoadShape> loads) {
        return new Scenario(name, description, blocks, stacks, sites, loads, placement);
    }

    public Scenario withBlocks(int blocks) {
        return new Scenario(name, description, blocks, stacks, sites, loads, placement);
    }

    private static <T> T find(List<T> all, java.util.function.Function<T, String> named, String name) {
        return all.stream()
                .filter(one -> named.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is named " + name + " in this scenario, only "
                        + all.stream().map(named).toList()));
    }
}
