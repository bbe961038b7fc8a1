package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Command;
import org.mpmlab.reports.words.Words;

/** Where and with what it was measured, and how to do it again. */
public final class EnvironmentSection {
    private EnvironmentSection() {}

    public static Section of(Figures figures) {
        Run run = figures.run();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Code("To do this run again", Command.line(run.about().command())));
        blocks.add(machine(run));
        blocks.add(new Block.Fold("Packages and images", List.of(packages(run.environment()))));
        blocks.add(new Block.Fold("Stacks, sites and loads", asked(run)));
        return new Section(
                "environment",
                "Environment and how to reproduce it",
                "These figures hold for " + run.environment().machine()
                        + "; on another machine measure again before you compare.",
                "",
                blocks);
    }

    private static Table machine(Run run) {
        Environment environment = run.environment();
        return new Table(
                "Machine and tool",
                List.of(text("What"), text("Value")),
                List.of(
                        Table.Row.of("mpmlab", environment.tool()),
                        Table.Row.of("Java", environment.java()),
                        Table.Row.of("CPU", environment.cpuModel() + " x " + environment.cpus()),
                        Table.Row.of("Memory", Words.mib(environment.memoryBytes())),
                        Table.Row.of("Kernel", environment.kernel()),
                        Table.Row.of("System", environment.os()),
                        Table.Row.of("cgroup", "v" + environment.cgroup()),
                        Table.Row.of("Docker", environment.docker()),
                        Table.Row.of("CPUs of the servers", environment.serverCpus()),
                        Table.Row.of("CPUs of the generator", environment.generatorCpus()),
                        Table.Row.of(
                                "Generator's floor",
                                environment
                                        .floor()
                                        .map(EnvironmentSection::floor)
                                        .orElse("not measured; mpmlab load --calibrate does")),
                        Table.Row.of(
                                "Seed of the plan", Long.toString(run.plan().seed())),
                        Table.Row.of("Run directory", run.about().id()),
                        Table.Row.of("Schema", Integer.toString(run.about().schema()))),
                List.of());
    }

    private static String floor(Floor floor) {
        return "TTFB of a trivial server " + Words.number(floor.ttfbP50Micros()) + " µs at p50, "
                + Words.number(floor.ttfbP99Micros()) + " µs at p99: nothing below says anything of a server";
    }

    private static Table packages(Environment environment) {
        List<Table.Row> rows = new ArrayList<>();
        new TreeMap<>(environment.images()).forEach((name, image) -> {
            rows.add(Table.Row.of(name, "image", image.id()));
            rows.add(Table.Row.of(name, "base", image.base()));
            new TreeMap<>(image.packages()).forEach((of, version) -> rows.add(Table.Row.of(name, of, version)));
            image.sources().forEach(source -> rows.add(Table.Row.of(name, "package source", source)));
        });
        return new Table(
                "What the containers were made of",
                List.of(text("Image"), text("Package"), text("Version")),
                rows,
                List.of());
    }

    private static List<Block> asked(Run run) {
        Map<String, Map<String, Long>> calibrated = run.environment().sites();
        return List.of(
                new Table(
                        "Stacks",
                        List.of(text("Stack"), text("Made of"), text("Settings of its own")),
                        run.scenario().stacks().stream()
                                .map(stack -> Table.Row.of(stack.name(), madeOf(stack), settings(stack)))
                                .toList(),
                        List.of()),
                new Table(
                        "Sites",
                        List.of(text("Site"), text("Page"), text("Parameters")),
                        run.scenario().sites().stream()
                                .map(site -> Table.Row.of(
                                        site.name(),
                                        site.page().path(),
                                        numbers(calibrated.getOrDefault(site.name(), site.parameters()))))
                                .toList(),
                        List.of()),
                new Table(
                        "Loads",
                        List.of(text("Load"), text("How"), text("Warm-up"), text("Measured")),
                        run.scenario().loads().stream()
                                .map(load -> Table.Row.of(
                                        load.name(),
                                        Words.shape(load),
                                        Words.duration(load.warmUp()),
                                        Words.duration(load.duration())))
                                .toList(),
                        List.of()));
    }

    private static String madeOf(Stack stack) {
        return stack.composition().map(Object::toString).orElse("")
                + stack.address().map(address -> "address " + address).orElse("")
                + stack.image().map(image -> ", image " + image).orElse("")
                + (stack.extra().isEmpty()
                        ? ""
                        : ", with "
                                + Words.list(stack.extra().stream()
                                        .map(Stack.ExtraConfiguration::name)
                                        .toList()));
    }

    private static String settings(Stack stack) {
        return stack.settings().isEmpty()
                ? "the lab's"
                : stack.settings().values().entrySet().stream()
                        .map(entry -> directive(entry.getKey()) + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String directive(Setting setting) {
        return setting.directive();
    }

    private static String numbers(Map<String, Long> parameters) {
        return parameters.isEmpty()
                ? Cells.NONE
                : new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " = " + entry.getValue())
                                .collect(Collectors.joining(", "));
    }
}
