package org.mpmlab.core.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlDocument;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Stack;

/**
 * Reads a scenario, as {@code scenario.schema.json} describes it, and completes it: words become stacks, lists become
 * loads, sites and extra configuration are fetched. A function of its arguments; safe to call from any thread.
 */
public final class ScenarioReader {
    private static final YamlSchema SCHEMA = YamlSchema.named("scenario.schema.json");

    private final YamlNode root;
    private final Problems problems;
    private final YamlSchema.Findings findings;
    private final Library library;

    private ScenarioReader(YamlNode root, String source, Library library) {
        this.root = root;
        this.problems = new Problems(source);
        this.findings = SCHEMA.check(root, source);
        this.library = library;
    }

    /**
     * Reads a scenario.
     *
     * @param text the YAML
     * @param source how messages name the file
     * @param library what lies beside it
     * @throws InvalidConfiguration with everything that is wrong with it and with the sites it names
     */
    public static Scenario read(String text, String source, Library library) {
        return new ScenarioReader(YamlDocument.parse(text, source), source, library).scenario();
    }

    /**
     * Reads a scenario that is part of another document and has no name of its own.
     *
     * @param part a map of a scenario's other keys
     * @throws InvalidConfiguration with everything that is wrong with it and with the sites it names
     */
    public static Scenario read(YamlNode part, String name, String source, Library library) {
        return new ScenarioReader(part.with("name", name), source, library).scenario();
    }

    private Scenario scenario() {
        List<Stack> stacks = root.get("stacks")
                .map(list -> StacksReader.read(list, problems, findings, library))
                .orElse(List.of());
        List<Site> sites = sites();
        List<LoadsReader.Read> loads = root.get("loads")
                .map(list -> LoadsReader.read(
                        list,
                        problems,
                        findings,
                        sites.stream().map(Site::name).toList(),
                        stacks.stream().map(Stack::name).toList()))
                .orElse(List.of());
        loads.forEach(load -> checkSpoken(load, stacks));
        Placement placement = placement();
        findings.reportTo(problems);
        problems.throwIfAny();
        return new Scenario(
                root.get("name").orElseThrow().text(),
                root.get("description").map(YamlNode::text).orElse(""),
                root.get("blocks").map(node -> Math.toIntExact(node.whole())).orElse(1),
                stacks,
                sites,
                loads.stream().map(LoadsReader.Read::load).toList(),
                placement);
    }

    private List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (YamlNode node : root.get("sites").map(YamlNode::items).orElse(List.of())) {
            if (!findings.broken(node) && node.kind() == YamlNode.Kind.VALUE) {
                site(node).ifPresent(site -> {
                    if (sites.stream().anyMatch(other -> other.name().equals(site.name()))) {
                        problems.add(node, "a second site is named '" + site.name() + "'", "each site once");
                    } else {
                        sites.add(site);
                    }
                });
            }
        }
        return sites;
    }

    private Optional<Site> site(YamlNode node) {
        Optional<Library.SiteFile> file = library.site(node.text());
        if (file.isEmpty()) {
            if (node.text().contains("/")) {
                problems.add(
                        node,
                        "there is no site in '" + node.text() + "'",
                        "a folder with a site.yaml, relative to " + problems.source());
            } else {
                problems.addUnknown(node, "'" + node.text() + "' is no site that ships", node.text(), withFolder());
            }
        }
        try {
            return file.map(SiteReader::read);
        } catch (InvalidConfiguration e) {
            problems.addAll(e);
            return Optional.empty();
        }
    }

    private List<String> withFolder() {
        List<String> words = new ArrayList<>(library.siteNames());
        words.add("or a folder such as ./shop");
        return words;
    }

    /** A load that none of the stacks can take is a mistake; one that only some can't take leaves them out. */
    private void checkSpoken(LoadsReader.Read read, List<Stack> stacks) {
        List<Optional<Compatibility.Refusal>> refusals = stacks.stream()
                .filter(read.load()::isMeantFor)
                .map(read.load()::refusal)
                .toList();
        if (!refusals.isEmpty() && refusals.stream().allMatch(Optional::isPresent)) {
            Compatibility.Refusal refusal = refusals.get(0).orElseThrow();
            problems.add(
                    read.at(),
                    "none of the stacks speaks " + read.load().protocol().word() + ": " + refusal.what() + ": "
                            + refusal.reason(),
                    refusal.instead());
        }
    }

    private Placement placement() {
        Optional<YamlNode> server = root.get("server").filter(node -> !findings.broken(node));
        Optional<YamlNode> generator = root.get("generator").filter(node -> !findings.broken(node));
        Optional<YamlNode> serverCpus = server.flatMap(node -> node.get("cpus"));
        Optional<YamlNode> generatorCpus = generator.flatMap(node -> node.get("cpus"));
        if (serverCpus.isPresent() && generatorCpus.isPresent()) {
            checkApart(serverCpus.get(), generatorCpus.get());
        }
        Optional<String> limit = server.flatMap(node -> node.get("cpu-limit")).map(YamlNode::text);
        Optional<String> memory = server.flatMap(node -> node.get("memory")).map(YamlNode::text);
        return new Placement(
                serverCpus.map(YamlNode::text),
                generatorCpus.map(YamlNode::text),
                limit.isPresent() ? OptionalDouble.of(Double.parseDouble(limit.get())) : OptionalDouble.empty(),
                memory.isPresent() ? Quantities.bytes(memory.get()) : OptionalLong.empty());
    }

    private void checkApart(YamlNode servers, YamlNode generator) {
        cpus(servers)
                .flatMap(one -> cpus(generator).map(one::shared).flatMap(Optional::stream))
                .min(Comparator.naturalOrder())
                .ifPresent(cpu -> problems.add(
                        generator,
                        "generator.cpus " + generator.text() + " and server.cpus " + servers.text() + " both have CPU "
                                + cpu,
                        "CPUs of their own, or neither, to share the machine out"));
    }

    private static Stream<Cpus> cpus(YamlNode list) {
        return Arrays.stream(list.text().split(",", -1))
                .filter(part -> part.matches("[0-9]+(-[0-9]+)?"))
                .map(Cpus::parse);
    }

    /** A part of a cpuset list: CPUs with adjacent numbers. */
    private record Cpus(BigDecimal first, BigDecimal last) {
        static Cpus parse(String part) {
            String[] ends = part.split("-", -1);
            return new Cpus(new BigDecimal(ends[0]), new BigDecimal(ends[ends.length - 1]));
        }

        Optional<BigDecimal> shared(Cpus other) {
            BigDecimal low = first.max(other.first);
            return Optional.of(low).filter(cpu -> cpu.compareTo(last.min(other.last)) <= 0);
        }
    }
}
