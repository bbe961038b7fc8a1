package org.mpmlab.core.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.yaml.YamlNode;

/** Reads what the requests of a load travel over, and the idle connections beside them. */
final class ConnectionsReader {
    static final int CONNECTIONS = 16;
    private static final int CONNECTIONS_OF_TRIALS = 64;

    private ConnectionsReader() {}

    /**
     * The connections that an entry stands for in a protocol.
     *
     * @param arrival its {@code arrival}
     */
    static List<Choice<Connections>> read(Entry entry, Protocol protocol, String arrival) {
        int otherwise = arrival.equals("search") ? CONNECTIONS_OF_TRIALS : CONNECTIONS;
        List<Integer> counts =
                arrival.equals("rounds") ? List.of(1) : entry.many("connections", otherwise, Entry::count);
        List<Integer> streams = protocol.multiplexes() ? entry.many("streams", 1, Entry::count) : List.of(1);
        boolean named = arrival.equals("closed") || counts.size() > 1 || streams.size() > 1;
        List<Choice<Connections>> all = new ArrayList<>();
        for (boolean keep : kept(entry)) {
            for (int count : counts) {
                for (int stream : keep ? streams : List.of(1)) {
                    String size = named ? "-c" + count + (stream > 1 ? "x" + stream : "") : "";
                    Connections connections = keep ? Connections.kept(count) : Connections.fresh(count);
                    all.add(new Choice<>(size + (keep ? "" : "-close"), connections.withStreams(stream)));
                }
            }
        }
        return all;
    }

    private static List<Boolean> kept(Entry entry) {
        return entry.many("keep-alive", true, Entry::isTrue);
    }

    /** Says where streams are asked of connections that can't have them. */
    static void checkStreams(Entry entry, List<Protocol> protocols) {
        Optional<YamlNode> streams = entry.get("streams");
        boolean several =
                streams.map(YamlNode::oneOrMany).orElse(List.of()).stream().anyMatch(node -> node.whole() > 1);
        if (several && protocols.stream().noneMatch(Protocol::multiplexes)) {
            entry.problems()
                    .add(
                            streams.orElseThrow(),
                            "HTTP/1.1 carries one request at a time on a connection, so 'streams' can't be more than 1",
                            "streams: 1, or protocol: h2");
        } else if (several && !kept(entry).contains(true)) {
            entry.problems()
                    .add(
                            streams.orElseThrow(),
                            "without keep-alive a connection carries one request, so 'streams' can't be more than 1",
                            "streams: 1, or keep-alive: true");
        }
    }

    /** Idle connections, written as a number, as several, or with all that there is to say. */
    static List<Choice<Idle>> idle(Entry entry) {
        Optional<YamlNode> all =
                entry.get("idle").filter(node -> node.get("connections").isPresent());
        if (all.isPresent()) {
            return List.of(new Choice<>("", idleInFull(new Entry(all.get(), entry.problems()))));
        }
        List<Integer> counts = entry.many("idle", 0, Entry::count);
        return counts.stream()
                .map(count -> new Choice<>(counts.size() > 1 ? "-i" + count : "", Idle.of(count)))
                .toList();
    }

    private static Idle idleInFull(Entry entry) {
        int count = Entry.count(entry.get("connections").orElseThrow());
        Duration patience = entry.time("patience", Idle.NONE.patience(), false);
        Idle idle = entry.flag("until-starved") ? Idle.untilStarved(count, patience) : Idle.of(count, patience);
        return entry.get("path").map(path -> idle.asking(path.text())).orElse(idle);
    }
}
