package org.mpmlab.core.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.search.Search;

/** Reads when the requests of a load are due. */
final class ArrivalsReader {
    private static final Duration COARSEST_QUANTUM = Duration.ofMillis(10);

    private final Entry entry;

    private ArrivalsReader(Entry entry) {
        this.entry = entry;
    }

    /**
     * The arrivals that an entry stands for.
     *
     * @param kind its {@code arrival}
     */
    static List<Choice<Arrival>> read(Entry entry, String kind) {
        ArrivalsReader reader = new ArrivalsReader(entry);
        return switch (kind) {
            case "rounds" -> only(reader.rounds());
            case "closed" -> only(new Arrival.Closed());
            case "search" -> only(reader.trials());
            default -> reader.open();
        };
    }

    private static List<Choice<Arrival>> only(Arrival arrival) {
        return List.of(new Choice<>("", arrival));
    }

    private Arrival rounds() {
        return new Arrival.Rounds(
                entry.flag("at-once"),
                entry.time("pause", Duration.ZERO, true),
                entry.get("rounds").map(YamlNode::whole).orElse(0L));
    }

    /** What every trial of a search has; each has a rate of its own. */
    private Arrival trials() {
        double from = entry.get("from").map(Entry::number).orElse(Search.FROM);
        return new Arrival.Open(Arrival.Open.at(from).profile(), Arrival.Spacing.POISSON, quantum());
    }

    private Duration quantum() {
        Duration quantum = entry.time("quantum", Duration.ZERO, true);
        if (quantum.compareTo(COARSEST_QUANTUM) <= 0) {
            return quantum;
        }
        YamlNode written = entry.get("quantum").orElseThrow();
        entry.problems().add(written, "'quantum' must be at most 10 ms, not " + written.text());
        return Duration.ZERO;
    }

    private List<Choice<Arrival>> open() {
        Arrival.Spacing spacing = entry.flag("poisson") ? Arrival.Spacing.POISSON : Arrival.Spacing.CONSTANT;
        Duration quantum = quantum();
        Optional<YamlNode> profile = entry.get("profile");
        if (profile.isPresent()) {
            List<Arrival.Segment> segments = profile.get().items().stream()
                    .flatMap(stretch -> segment(new Entry(stretch, entry.problems())).stream())
                    .toList();
            return segments.isEmpty() ? List.of() : only(new Arrival.Open(segments, spacing, quantum));
        }
        List<Choice<Arrival>> all = new ArrayList<>();
        for (double rate : entry.many("rate", 1.0, Entry::number)) {
            List<Arrival.Segment> steady = Arrival.Open.at(rate).profile();
            all.add(new Choice<>("-r" + Quantities.number(rate), new Arrival.Open(steady, spacing, quantum)));
        }
        return all;
    }

    private static Optional<Arrival.Segment> segment(Entry stretch) {
        boolean steady = stretch.get("rate").isPresent();
        double from = Entry.number(stretch.get(steady ? "rate" : "from").orElseThrow());
        double to = Entry.number(stretch.get(steady ? "rate" : "to").orElseThrow());
        Duration length = stretch.time("for", LoadsReader.DURATION, false);
        if (from + to <= 0) {
            stretch.problems().add(stretch.node(), "a ramp from 0 to 0 sends nothing", "a rate above 0 at either end");
            return Optional.empty();
        }
        return Optional.of(new Arrival.Segment(from, to, length));
    }
}
