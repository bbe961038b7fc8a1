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
import java.util.function.Function;
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
    static final int CONNECTIONS = 16;
    static final int CONNECTIONS_OF_TRIALS = 64;
    static final int PAGES = 3;
    static final Duration THINK = Duration.ofSeconds(1);
    private static final Duration COARSEST_QUANTUM = Duration.ofMillis(10);

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
        Set<String> forSites = forSites(item);
        String arrival = item.get("arrival").orElseThrow().text();
        List<Named<Arrival>> arrivals =
                switch (arrival) {
                    case "rounds" -> List.of(new Named<>("", rounds(item)));
                    case "closed" -> List.of(new Named<>("", new Arrival.Closed()));
                    case "search" -> List.of(new Named<>("", trials(item)));
                    default -> open(item);
                };
        List<YamlNode> protocols = protocols(item);
        checkStreams(item, protocols);
        GeneratorKind engine = engine(item);
        Optional<Journey> journey = item.get("journey").map(this::journey);
        checkVisitors(item, engine, arrival);
        Optional<Search> search = arrival.equals("search") ? SearchReader.read(item, problems) : Optional.empty();
        Set<String> ofEntry = new HashSet<>();
        for (YamlNode at : protocols) {
            Protocol protocol = protocol(at);
            for (Named<Connections> connections : connections(item, protocol, arrival)) {
                for (Named<Arrival> each : arrivals) {
                    for (Named<Idle> idle : idle(item)) {
                        String name = name(item, arrival) + "-" + protocol.word() + each.suffix() + connections.suffix()
                                + idle.suffix();
                        if (ofEntry.add(name)) {
                            Visit visit = new Visit(connections.value(), idle.value(), journey);
                            LoadShape load = shape(item, name, engine, protocol, each.value(), visit, forSites);
                            checkEngine(item, load);
                            add(item, at, search.map(load::inSearch).orElse(load));
                        }
                    }
                }
            }
        }
    }

    /** Written as a number, as several, or with all that there is to say. */
    private List<Named<Idle>> idle(YamlNode item) {
        Optional<YamlNode> all =
                item.get("idle").filter(node -> node.get("connections").isPresent());
        if (all.isPresent()) {
            YamlNode node = all.get();
            int count = Math.toIntExact(node.get("connections").orElseThrow().whole());
            Duration patience = time(node, "patience", Idle.NONE.patience(), false);
            Idle idle = flag(node, "until-starved") ? Idle.untilStarved(count, patience) : Idle.of(count, patience);
            return List.of(new Named<>(
                    "", node.get("path").map(path -> idle.asking(path.text())).orElse(idle)));
        }
        List<Integer> counts = many(item, "idle", 0, node -> Math.toIntExact(node.whole()));
        return counts.stream()
                .map(count -> new Named<>(counts.size() > 1 ? "-i" + count : "", Idle.of(count)))
                .toList();
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
                node.get("pages").map(pages -> Math.toIntExact(pages.whole())).orElse(PAGES),
                time(node, "think", THINK, true),
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

    /** A choice among several, and what it adds to a load's name. */
    private record Named<T>(String suffix, T value) {}

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
            YamlNode item,
            String name,
            GeneratorKind engine,
            Protocol protocol,
            Arrival arrival,
            Visit visit,
            Set<String> forSites) {
        Duration otherwise = item.get("slo").isPresent() ? TRIAL : DURATION;
        if (arrival instanceof Arrival.Rounds) {
            otherwise = DURATION_OF_ROUNDS;
        } else if (arrival instanceof Arrival.Open open && item.get("profile").isPresent()) {
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
                time(item, "warm-up", WARM_UP, true),
                time(item, "duration", otherwise, false),
                time(item, "request-timeout", REQUEST_TIMEOUT, false),
                forSites,
                forStacks(item));
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

    private void checkStreams(YamlNode item, List<YamlNode> protocols) {
        Optional<YamlNode> streams = item.get("streams");
        boolean several =
                streams.map(YamlNode::oneOrMany).orElse(List.of()).stream().anyMatch(node -> node.whole() > 1);
        if (several && protocols.stream().noneMatch(node -> protocol(node).multiplexes())) {
            problems.add(
                    streams.orElseThrow(),
                    "HTTP/1.1 carries one request at a time on a connection, so 'streams' can't be more than 1",
                    "streams: 1, or protocol: h2");
        } else if (several && !kept(item).contains(true)) {
            problems.add(
                    streams.orElseThrow(),
                    "without keep-alive a connection carries one request, so 'streams' can't be more than 1",
                    "streams: 1, or keep-alive: true");
        }
    }

    private static List<Named<Connections>> connections(YamlNode item, Protocol protocol, String arrival) {
        boolean rounds = arrival.equals("rounds");
        int otherwise = arrival.equals("search") ? CONNECTIONS_OF_TRIALS : CONNECTIONS;
        List<Integer> counts =
                rounds ? List.of(1) : many(item, "connections", otherwise, node -> Math.toIntExact(node.whole()));
        List<Integer> streams =
                protocol.multiplexes() ? many(item, "streams", 1, node -> Math.toIntExact(node.whole())) : List.of(1);
        boolean named = arrival.equals("closed") || counts.size() > 1 || streams.size() > 1;
        List<Named<Connections>> all = new ArrayList<>();
        for (boolean keep : kept(item)) {
            for (int count : counts) {
                for (int stream : keep ? streams : List.of(1)) {
                    String size = named ? "-c" + count + (stream > 1 ? "x" + stream : "") : "";
                    Connections connections = keep ? Connections.kept(count) : Connections.fresh(count);
                    all.add(new Named<>(size + (keep ? "" : "-close"), connections.withStreams(stream)));
                }
            }
        }
        return all;
    }

    private static List<Boolean> kept(YamlNode item) {
        return many(item, "keep-alive", true, node -> node.text().equalsIgnoreCase("true"));
    }

    private Arrival rounds(YamlNode item) {
        return new Arrival.Rounds(
                flag(item, "at-once"),
                time(item, "pause", Duration.ZERO, true),
                item.get("rounds").map(node -> node.whole()).orElse(0L));
    }

    /** What every trial of a search has; each has a rate of its own. */
    private Arrival trials(YamlNode item) {
        double from =
                item.get("from").map(node -> Double.parseDouble(node.text())).orElse(Search.FROM);
        return new Arrival.Open(Arrival.Open.at(from).profile(), Arrival.Spacing.POISSON, quantum(item));
    }

    private Duration quantum(YamlNode item) {
        Duration quantum = time(item, "quantum", Duration.ZERO, true);
        if (quantum.compareTo(COARSEST_QUANTUM) <= 0) {
            return quantum;
        }
        YamlNode node = item.get("quantum").orElseThrow();
        problems.add(node, "'quantum' must be at most 10 ms, not " + node.text());
        return Duration.ZERO;
    }

    private List<Named<Arrival>> open(YamlNode item) {
        Arrival.Spacing spacing = flag(item, "poisson") ? Arrival.Spacing.POISSON : Arrival.Spacing.CONSTANT;
        Duration quantum = quantum(item);
        List<Named<Arrival>> all = new ArrayList<>();
        Optional<YamlNode> profile = item.get("profile");
        if (profile.isPresent()) {
            List<Arrival.Segment> segments = new ArrayList<>();
            profile.get().items().forEach(stretch -> segment(stretch).ifPresent(segments::add));
            if (!segments.isEmpty()) {
                all.add(new Named<>("", new Arrival.Open(segments, spacing, quantum)));
            }
            return all;
        }
        for (double rate : many(item, "rate", 1.0, node -> Double.parseDouble(node.text()))) {
            List<Arrival.Segment> steady = Arrival.Open.at(rate).profile();
            all.add(new Named<>("-r" + Quantities.number(rate), new Arrival.Open(steady, spacing, quantum)));
        }
        return all;
    }

    private Optional<Arrival.Segment> segment(YamlNode stretch) {
        double from = number(stretch, stretch.get("rate").isPresent() ? "rate" : "from");
        double to = number(stretch, stretch.get("rate").isPresent() ? "rate" : "to");
        Duration length = time(stretch, "for", DURATION, false);
        if (from + to <= 0) {
            problems.add(stretch, "a ramp from 0 to 0 sends nothing", "a rate above 0 at either end");
            return Optional.empty();
        }
        return Optional.of(new Arrival.Segment(from, to, length));
    }

    private static double number(YamlNode node, String key) {
        return Double.parseDouble(node.get(key).orElseThrow().text());
    }

    private static boolean flag(YamlNode item, String key) {
        return item.get(key)
                .filter(node -> node.text().equalsIgnoreCase("true"))
                .isPresent();
    }

    private Duration time(YamlNode item, String key, Duration otherwise, boolean mayBeZero) {
        Optional<YamlNode> node = item.get(key);
        Duration time =
                node.flatMap(written -> Quantities.duration(written.text())).orElse(otherwise);
        if (time.isZero() && !mayBeZero && node.isPresent()) {
            problems.add(node.get(), "'" + key + "' must be more than 0");
            return otherwise;
        }
        return time;
    }

    private static <T> List<T> many(YamlNode item, String key, T otherwise, Function<YamlNode, T> parse) {
        return item.get(key)
                .map(node -> node.oneOrMany().stream().map(parse).distinct().toList())
                .orElse(List.of(otherwise));
    }
}
