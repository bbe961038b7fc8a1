package org.mpmlab.core.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;

/** The keys of a mapping whose shape the schema has checked; what it can't check goes to the problems. */
record Entry(YamlNode node, Problems problems) {
    Optional<YamlNode> get(String key) {
        return node.get(key);
    }

    boolean flag(String key) {
        return get(key).filter(Entry::isTrue).isPresent();
    }

    static boolean isTrue(YamlNode node) {
        return node.text().equalsIgnoreCase("true");
    }

    static int count(YamlNode node) {
        return Math.toIntExact(node.whole());
    }

    static double number(YamlNode node) {
        return Double.parseDouble(node.text());
    }

    Duration time(String key, Duration otherwise, boolean mayBeZero) {
        Optional<YamlNode> written = get(key);
        Duration time =
                written.flatMap(value -> Quantities.duration(value.text())).orElse(otherwise);
        if (time.isZero() && !mayBeZero && written.isPresent()) {
            problems.add(written.get(), "'" + key + "' must be more than 0");
            return otherwise;
        }
        return time;
    }

    /** The values of a key that takes one or a list of them. */
    <T> List<T> many(String key, T otherwise, Function<YamlNode, T> parse) {
        return get(key).map(written ->
                        written.oneOrMany().stream().map(parse).distinct().toList())
                .orElse(List.of(otherwise));
    }
}
