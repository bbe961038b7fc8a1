package org.mpmlab.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.plan.Plan.Block;
import org.mpmlab.core.plan.Plan.Phase;
import org.mpmlab.core.plan.Plan.Step;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Stack;

/**
 * Lays a scenario out in time. A block visits the sites in drawn order; on each site, in drawn order, one phase with
 * all stacks up for the loads in rounds, and one phase for each stack with the loads that need it alone. Stacks,
 * phases and steps are in drawn order too, so that no arm is always first. A load's random choices, such as when requests
 * arrive, are the same for all stacks of a block: luck is no difference between them. Same scenario and seed, same plan;
 * an order or a seed does not change when other steps are left out.
 */
public final class Planner {
    private final Scenario scenario;
    private final Draw draw;
    private final Set<String> ids = new HashSet<>();

    private Planner(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.draw = new Draw(seed);
    }

    /**
     * A load that a stack can't take, so that the plan has no such cells.
     *
     * @param stack the stack's name
     * @param load the load's name
     */
    public record LeftOut(String stack, String load, Compatibility.Refusal refusal) {}

    /** The plan of a scenario; without cells for what {@link #leftOut} names. */
    public static Plan plan(Scenario scenario, long seed) {
        Planner planner = new Planner(scenario, seed);
        List<Block> blocks = new ArrayList<>();
        for (int number = 1; number <= scenario.blocks(); number++) {
            blocks.add(planner.block(number));
        }
        return new Plan(seed, blocks);
    }

    /** What a plan leaves out because it can't be had, load by load. */
    public static List<LeftOut> leftOut(Scenario scenario) {
        List<LeftOut> all = new ArrayList<>();
        for (LoadShape load : scenario.loads()) {
            scenario.stacks().stream().filter(load::isMeantFor).forEach(stack -> load.refusal(stack)
                    .ifPresent(refusal -> all.add(new LeftOut(stack.name(), load.name(), refusal))));
        }
        return List.copyOf(all);
    }

    /** About how long a plan of this scenario takes, whatever its seed. */
    public static Duration estimate(Scenario scenario) {
        Duration block = Estimate.block(
                scenario, plan(scenario.withBlocks(1), 0).blocks().get(0));
        return Estimate.preparing(scenario).plus(block.multipliedBy(scenario.blocks()));
    }

    /** About how long a block takes, with all starts and ends. */
    public static Duration estimate(Scenario scenario, Block block) {
        return Estimate.block(scenario, block);
    }

    /** About how long a phase takes, with starting and removing its stacks. */
    public static Duration estimate(Scenario scenario, Phase phase) {
        return Estimate.phase(scenario, phase);
    }

    private Block block(int number) {
        String place = String.format(Locale.ROOT, "b%02d", number);
        List<Phase> phases = new ArrayList<>();
        for (Site site : draw.order(scenario.sites(), Site::name, place)) {
            phases.addAll(phases(number, place + "/" + site.name(), site));
        }
        return new Block(number, phases);
    }

    private List<Phase> phases(int block, String place, Site site) {
        Map<String, Phase> phases = new HashMap<>();
        shared(block, place, site).ifPresent(phase -> phases.put("rounds", phase));
        for (Stack stack : scenario.stacks()) {
            alone(block, place, site, stack).ifPresent(phase -> phases.put("alone/" + stack.name(), phase));
        }
        return draw.order(List.copyOf(phases.keySet()), name -> name, place).stream()
                .map(phases::get)
                .toList();
    }

    private Optional<Phase> shared(int block, String place, Site site) {
        List<Stack> stacks = draw.order(scenario.stacks(), Stack::name, place + "/stacks");
        List<Step> steps = new ArrayList<>();
        Set<String> taking = new HashSet<>();
        for (LoadShape load : draw.order(loads(site, true), LoadShape::name, place + "/loads")) {
            List<Stack> speaking = stacks.stream().filter(load::isTakenBy).toList();
            if (!speaking.isEmpty()) {
                steps.add(step(together(block, site, load), block, site, load, speaking));
                speaking.forEach(stack -> taking.add(stack.name()));
            }
        }
        return phase(
                site, stacks.stream().map(Stack::name).filter(taking::contains).toList(), steps);
    }

    private Optional<Phase> alone(int block, String place, Site site, Stack stack) {
        List<Step> steps = new ArrayList<>();
        for (LoadShape load : draw.order(loads(site, false), LoadShape::name, place + "/" + stack.name() + "/loads")) {
            if (load.isTakenBy(stack)) {
                String id = String.format(Locale.ROOT, "b%02d-%s-%s-%s", block, site.name(), stack.name(), load.name());
                steps.add(step(id, block, site, load, List.of(stack)));
            }
        }
        return phase(site, List.of(stack.name()), steps);
    }

    private static Optional<Phase> phase(Site site, List<String> stacks, List<Step> steps) {
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Phase(site.name(), stacks, steps));
    }

    private List<LoadShape> loads(Site site, boolean inRounds) {
        return scenario.loads().stream()
                .filter(load -> load.inRounds() == inRounds && load.isFor(site.name()))
                .toList();
    }

    private static String together(int block, Site site, LoadShape load) {
        return String.format(Locale.ROOT, "b%02d-%s-%s", block, site.name(), load.name());
    }

    private Step step(String id, int block, Site site, LoadShape load, List<Stack> stacks) {
        String unique = id;
        // Names of sites, stacks and loads may hold hyphens, so that two triples could read the same.
        for (int n = 2; !ids.add(unique); n++) {
            unique = id + "~" + n;
        }
        return new Step(
                unique,
                block,
                site.name(),
                load.name(),
                stacks.stream().map(Stack::name).toList(),
                draw.of("load/" + together(block, site, load)),
                Estimate.step(load, site, stacks));
    }
}
