package org.mpmlab.core.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;
import org.mpmlab.core.search.Search;

/** Reads the loads of a scenario; an entry with lists stands for a load of each combination. */
final class LoadsReader {
    static final Duration WARM_UP = Duration.ofSeconds(1);
    static final Duration DURATION = Duration.ofSeconds(10);
    static final Duration DURATION_OF_ROUNDS = Duration.ofSeconds(60);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    static final Duration TRIAL = Duration.ofSeconds(2);
    static final int PAGES = 3;
    static final Duration THINK = Duration.ofSeconds(1);

    private final Problems problems;
    private final List<String> sites;
    private final List<String> stacks;
    private final Set<YamlNode> said = new HashSet<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Read> loads = new ArrayList<>();
    private final Set<YamlNode> refused = new HashSet<>();

    /** A load and the place that asked for its protocol. */
    record Read(LoadShape load, YamlNode at) {}

    private LoadsReader(Problems problems, List<String> sites, List<String> stacks) {
        this.problems = problems;
        this.sites = sites;
        this.stacks = stacks;
    }

    /** The loads that a list stands for, in its order. What is wrong goes to the problems. */
    static List<Read> read(
            YamlNode list, Problems problems, YamlSchema.Findings findings, List<String> sites, List<String> stacks) {
        LoadsReader reader = new LoadsReader(problems, sites, stacks);
        for (YamlNode item : list.items()) {
            if (!findings.broken(item)) {
                reader.entry(item);
            }
        }
        return reader.loads;
    }

    private void entry(YamlNode item) {
        Entry entry = new Entry(item, problems);
        Set<String> forSites = forSites(item);
        String arrival = item.get("arrival").orElseThrow().text();
        List<Choice<Arrival>> arrivals = ArrivalsReader.read(entry, arrival);
        List<YamlNode> protocols = protocols(item);
        ConnectionsReader.checkStreams(
                entry, protocols.stream().map(LoadsReader::protocol).toList());
        GeneratorKind engine = engine(item);
        Optional<Journey> journey = item.get("journey").map(this::journey);
        checkVisitors(item, engine, arrival);
        Optional<Search> search = arrival.equals("search") ? SearchReader.read(entry) : Optional.empty();
        List<Choice<Idle>> idle = ConnectionsReader.idle(entry);
        Set<String> ofEntry = new HashSet<>();
        for (YamlNode at : protocols) {
            Protocol protocol = protocol(at);
            for (Choice<Connections> connections : ConnectionsReader.read(entry, protocol, arrival)) {
                for (Choice<Arrival> each : arrivals) {
                    for (Choice<Idle> beside : idle) {
                        String name = name(item, arrival) + "-" + protocol.word() + each.suffix() + connections.suffix()
                                + beside.suffix();
                        if (ofEntry.add(name)) {
                            Visit visit = new Visit(connections.value(), beside.value(), journey);
                            LoadShape load = shape(entry, name, engine, protocol, each.value(), visit, forSites);
                            checkEngine(item, load);
                            add(item, at, search.map(load::inSearch).orElse(load));
                        }
                    }
                }
            }
        }
    }

    private static GeneratorKind engine(YamlNode item) {
        return item.get("engine").map(node -> GeneratorKind.parse(node.text())).orElse(GeneratorKind.NATIVE);
    }

    private Journey journey(YamlNode node) {
        String word = node.get("kind").orElseThrow().text();
        Journey.Kind kind = Arrays.stream(Journey.Kind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
        return new Journey(
                kind,
                node.get("pages").map(Entry::count).orElse(PAGES),
                new Entry(node, problems).time("think", THINK, true),
                node.get("assets").map(YamlNode::items).orElse(List.of()).stream()
                        .map(YamlNode::text)
                        .toList());
    }

    private void checkVisitors(YamlNode item, GeneratorKind engine, String arrival) {
        Optional<YamlNode> connections = item.get("connections");
        if (engine == GeneratorKind.GATLING && arrival.equals("open") && connections.isPresent()) {
            problems.add(
                    connections.get(),
                    "Gatling's visitors bring their own connections, so 'connections' can't bound an open load",
                    "no connections, or engine: native");
        }
    }

    /** An engine that can't is said once an entry. */
    private void checkEngine(YamlNode item, LoadShape load) {
        Optional<GeneratorKind.Refusal> refusal =
                load.engine().refusal(load.protocol(), load.arrival(), load.connections(), load.idle(), load.journey());
        if (refusal.isPresent() && refused.add(item)) {
            problems.add(
                    item.get("engine").or(() -> item.get("journey")).orElse(item),
                    refusal.get().what() + " can't be had with engine: "
                            + load.engine().word() + ": " + refusal.get().why(),
                    refusal.get().instead());
        }
    }

    private void add(YamlNode item, YamlNode at, LoadShape load) {
        Integer first = lines.putIfAbsent(load.name(), item.line());
        if (first != null) {
            problems.add(
                    item,
                    "this gives a second load named '" + load.name() + "', the first is on line " + first,
                    "a name of its own, such as name: " + load.name().replaceFirst("-.*", "") + "-2");
            return;
        }
        loads.add(new Read(load, at));
    }

    /** What goes over an entry's connections. */
    private record Visit(Connections connections, Idle idle, Optional<Journey> journey) {}

    private LoadShape shape(
            Entry entry,
            String name,
            GeneratorKind engine,
            Protocol protocol,
            Arrival arrival,
            Visit visit,
            Set<String> forSites) {
        Duration otherwise = entry.get("slo").isPresent() ? TRIAL : DURATION;
        if (arrival instanceof Arrival.Rounds) {
            otherwise = DURATION_OF_ROUNDS;
        } else if (arrival instanceof Arrival.Open open && entry.get("profile").isPresent()) {
            otherwise = open.profile().stream().map(Arrival.Segment::length).reduce(Duration.ZERO, Duration::plus);
        }
        return new LoadShape(
                name,
                engine,
                protocol,
                arrival,
                visit.connections(),
                visit.idle(),
                Optional.empty(),
                visit.journey(),
                entry.time("warm-up", WARM_UP, true),
                entry.time("duration", otherwise, false),
                entry.time("request-timeout", REQUEST_TIMEOUT, false),
                forSites,
                forStacks(entry.node()));
    }

    private static String name(YamlNode item, String arrival) {
        String otherwise =
                switch (arrival) {
                    case "rounds" -> "ttfb";
                    case "closed" -> "busy";
                    case "search" -> "slo";
                    default -> "rate";
                };
        return item.get("name").map(YamlNode::text).orElse(otherwise);
    }

    private Set<String> forSites(YamlNode item) {
        return named(item, "site", sites);
    }

    private Set<String> forStacks(YamlNode item) {
        return named(item, "stack", stacks);
    }

    private Set<String> named(YamlNode item, String kind, List<String> known) {
        Set<String> named = new LinkedHashSet<>();
        for (YamlNode node : item.get(kind + "s").map(YamlNode::items).orElse(List.of())) {
            named.add(node.text());
            // Without any site or stack the list itself is wrong, which is said there.
            if (!known.isEmpty() && !known.contains(node.text()) && said.add(node)) {
                problems.addUnknown(
                        node, "'" + node.text() + "' is no " + kind + " of this scenario", node.text(), known);
            }
        }
        return named;
    }

    private static List<YamlNode> protocols(YamlNode item) {
        return item.get("protocol").map(YamlNode::oneOrMany).orElse(List.of(item));
    }

    private static Protocol protocol(YamlNode node) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.word().equals(node.text())) {
                return protocol;
            }
        }
        return Protocol.H1; // none is given: the entry itself
    }
}
