package org.mpmlab.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.plan.Plan.Block;
import org.mpmlab.core.plan.Plan.Phase;
import org.mpmlab.core.plan.Plan.Step;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Compatibility;

/** A plan for people, in {@link #WIDTH} columns: what is measured, in which order, how long it takes, what is left out. */
public final class PlanText {
    public static final int WIDTH = 80;

    private final Scenario scenario;
    private final Plan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanText(Scenario scenario, Plan plan) {
        this.scenario = scenario;
        this.plan = plan;
    }

    /**
     * Writes a plan.
     *
     * @param notes what else was left out: by a selection, to fit a budget
     * @param everyBlock whether each block's order is written out; else the first one's, which the others vary
     */
    public static String of(Scenario scenario, Plan plan, List<String> notes, boolean everyBlock) {
        PlanText writer = new PlanText(scenario, plan);
        writer.head();
        writer.loads();
        for (Block block : plan.blocks()) {
            if (everyBlock || block.number() == 1) {
                writer.block(block);
            }
        }
        if (!everyBlock && plan.blocks().size() > 1) {
            writer.otherBlocks();
        }
        writer.leftOut(notes);
        return writer.text.toString();
    }

    private void head() {
        line(scenario.name() + (scenario.description().isEmpty() ? "" : ": " + scenario.description()), "  ");
        Duration measuring = plan.steps().stream().map(Step::estimate).reduce(Duration.ZERO, Duration::plus);
        line(
                Quantities.count(plan.cells(), "cell") + ": "
                        + Quantities.count(scenario.stacks().size(), "stack") + ", "
                        + Quantities.count(scenario.sites().size(), "site") + ", "
                        + Quantities.count(scenario.loads().size(), "load") + ", "
                        + Quantities.count(plan.blocks().size(), "block"),
                "  ");
        Duration all = plan.blocks().stream()
                .map(block -> Estimate.block(scenario, block))
                .reduce(Estimate.preparing(scenario), Duration::plus);
        line(
                "seed " + plan.seed() + "; about " + Quantities.words(all) + " in all, " + Quantities.words(measuring)
                        + " of it under load",
                "  ");
    }

    private void loads() {
        heading("Loads");
        int width = widest(scenario.loads().stream().map(LoadShape::name).toList());
        for (LoadShape load : scenario.loads()) {
            long stacks = scenario.stacks().stream().filter(load::isTakenBy).count();
            String sites = load.sites().isEmpty()
                    ? "all sites"
                    : load.sites().stream().sorted().collect(Collectors.joining(", "));
            line(
                    "  " + pad(load.name(), width) + "  " + how(load) + ", " + howLong(load) + "; "
                            + Quantities.count((int) stacks, "stack") + "; " + sites,
                    " ".repeat(width + 4));
        }
    }

    private static String how(LoadShape load) {
        int count = load.connections().count();
        if (load.engine() == GeneratorKind.GATLING) {
            return visitors(
                    load,
                    load.arrival() instanceof Arrival.Open open
                            ? "visitors " + rate(open)
                            : "closed, " + Quantities.count(count, "visitor"));
        }
        String connections = load.connections().keepsAlive()
                ? Quantities.count(count, "connection")
                        + (load.connections().streams() > 1
                                ? " of " + load.connections().streams() + " streams"
                                : "")
                : "a new connection each" + (count > 1 ? ", " + count + " at once" : "");
        if (load.search().isPresent()) {
            return "the highest rate with " + load.search().get().objective().words() + ", " + connections;
        }
        if (load.arrival() instanceof Arrival.Rounds) {
            return "in rounds" + (load.connections().keepsAlive() ? "" : ", " + connections);
        }
        if (load.arrival() instanceof Arrival.Open open) {
            return rate(open) + ", " + connections;
        }
        return "closed, " + connections;
    }

    private static String visitors(LoadShape load, String howMany) {
        return "Gatling, " + howMany
                + load.journey()
                        .map(journey -> ", journey " + journey.kind().word())
                        .orElse(load.connections().keepsAlive() ? "" : ", a new connection for each request");
    }

    private static String rate(Arrival.Open open) {
        double rate = open.profile().get(0).fromPerSecond();
        return open.profile().size() > 1 || rate != open.profile().get(0).toPerSecond()
                ? "at a profile of rates"
                : "at " + Quantities.number(rate) + "/s";
    }

    private static String howLong(LoadShape load) {
        String time = Quantities.words(load.duration());
        if (load.search().isPresent()) {
            return "trials of " + time + " and more";
        }
        return load.arrival() instanceof Arrival.Rounds rounds && rounds.limit() > 0
                ? rounds.limit() + " in at most " + time
                : time;
    }

    private void block(Block block) {
        heading("Block " + block.number() + ", about " + Quantities.words(Estimate.block(scenario, block)));
        int width = widest(scenario.sites().stream().map(site -> site.name()).toList());
        List<Phase> alone = new ArrayList<>();
        for (Phase phase : block.phases()) {
            boolean together = inRounds(phase);
            if (!alone.isEmpty()
                    && (together || !phase.site().equals(alone.get(0).site()))) {
                alone(alone, width);
            }
            if (together) {
                together(phase, width);
            } else {
                alone.add(phase);
            }
        }
        alone(alone, width);
    }

    private boolean inRounds(Phase phase) {
        return scenario.load(phase.steps().get(0).load()).inRounds();
    }

    private void together(Phase phase, int width) {
        phase(phase.site(), "all up", Estimate.phase(scenario, phase), width);
        line(indent(width) + "stacks: " + String.join(", ", phase.stacks()), indent(width) + "  ");
        for (Step step : phase.steps()) {
            line(
                    indent(width) + step.load() + ": "
                            + Quantities.count(step.stacks().size(), "stack")
                            + (step.stacks().size() > 1 ? " in turn, about " : ", about ")
                            + Quantities.words(step.estimate()),
                    indent(width) + "  ");
        }
    }

    /** Phases of one stack each, one after the other; forgets them. */
    private void alone(List<Phase> phases, int width) {
        if (phases.isEmpty()) {
            return;
        }
        Duration all =
                phases.stream().map(phase -> Estimate.phase(scenario, phase)).reduce(Duration.ZERO, Duration::plus);
        phase(phases.get(0).site(), "alone", all, width);
        line(
                indent(width) + "each that can: "
                        + phases.stream()
                                .flatMap(phase -> phase.steps().stream())
                                .map(Step::load)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")),
                indent(width) + "  ");
        line(
                indent(width) + "stacks: "
                        + phases.stream().map(phase -> phase.stacks().get(0)).collect(Collectors.joining(", ")),
                indent(width) + "  ");
        phases.clear();
    }

    private void phase(String site, String how, Duration estimate, int width) {
        line("  " + pad(site, width) + "  " + how + ", about " + Quantities.words(estimate), indent(width));
    }

    private void otherBlocks() {
        heading("Blocks 2 to " + plan.blocks().size() + ", the same in other orders");
        for (Block block : plan.blocks().subList(1, plan.blocks().size())) {
            line(
                    "  " + block.number() + ": "
                            + block.phases().stream()
                                    .map(Phase::site)
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + "; about " + Quantities.words(Estimate.block(scenario, block)),
                    "     ");
        }
    }

    private void leftOut(List<String> notes) {
        Map<Compatibility.Refusal, Map<String, List<String>>> byReason = new LinkedHashMap<>();
        for (Planner.LeftOut cell : Planner.leftOut(scenario)) {
            byReason.computeIfAbsent(cell.refusal(), reason -> new LinkedHashMap<>())
                    .computeIfAbsent(cell.load(), load -> new ArrayList<>())
                    .add(cell.stack());
        }
        if (byReason.isEmpty() && notes.isEmpty()) {
            return;
        }
        heading("Left out");
        byReason.forEach((refusal, loads) -> {
            line("  " + refusal.what() + ": " + refusal.reason() + " (" + refusal.source() + ")", "    ");
            Map<List<String>, List<String>> byStacks = new LinkedHashMap<>();
            loads.forEach((load, stacks) ->
                    byStacks.computeIfAbsent(stacks, same -> new ArrayList<>()).add(load));
            byStacks.forEach((stacks, of) ->
                    line("    " + String.join(", ", of) + " on " + String.join(", ", stacks), "      "));
        });
        notes.forEach(note -> line("  " + note, "    "));
    }

    private void heading(String heading) {
        text.append('\n').append(heading).append('\n');
    }

    /** One line, or several with the later ones indented where it is too wide. */
    private void line(String line, String indent) {
        String rest = line;
        while (rest.length() > WIDTH) {
            int cut = rest.lastIndexOf(' ', WIDTH);
            if (cut <= indent.length()) {
                cut = rest.indexOf(' ', WIDTH);
            }
            if (cut < 0) {
                break;
            }
            text.append(rest, 0, cut).append('\n');
            rest = indent + rest.substring(cut + 1);
        }
        text.append(rest).append('\n');
    }

    private static String indent(int width) {
        return " ".repeat(width + 4);
    }

    private static String pad(String word, int width) {
        return word + " ".repeat(width - word.length());
    }

    private static int widest(List<String> words) {
        return words.stream().mapToInt(String::length).max().orElse(0);
    }
}
