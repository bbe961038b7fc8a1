package org.mpmlab.core.scenario;

import java.util.Optional;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.search.Search;

/** Reads what a load looks for. */
final class SearchReader {
    private static final double FINEST = 0.01;

    private SearchReader() {}

    /** The search of a load with {@code arrival: search}; empty where something is wrong, which goes to the problems. */
    static Optional<Search> read(YamlNode item, Problems problems) {
        double from = number(item, "from", Search.FROM);
        double to = number(item, "to", Search.TO);
        if (to <= from) {
            problems.add(
                    item.get("to").or(() -> item.get("from")).orElse(item),
                    "a search goes up, not from " + Quantities.number(from) + "/s to " + Quantities.number(to) + "/s");
            return Optional.empty();
        }
        double resolution = resolution(item, problems);
        int confirmations = item.get("confirmations")
                .map(node -> Math.toIntExact(node.whole()))
                .orElse(Search.CONFIRMATIONS);
        return objective(item.get("slo").orElseThrow(), problems)
                .map(objective -> new Search(objective, from, to, resolution, confirmations));
    }

    private static double number(YamlNode item, String key, double otherwise) {
        return item.get(key).map(node -> Double.parseDouble(node.text())).orElse(otherwise);
    }

    private static double resolution(YamlNode item, Problems problems) {
        Optional<YamlNode> node = item.get("resolution");
        double share = node.flatMap(written -> Quantities.share(written.text())).orElse(Search.RESOLUTION);
        if (share < FINEST || share > 1) {
            problems.add(
                    node.orElseThrow(),
                    "'resolution' must be 1 % to 100 %, not " + node.get().text());
            return Search.RESOLUTION;
        }
        return share;
    }

    private static Optional<Objective> objective(YamlNode node, Problems problems) {
        try {
            Objective objective = ObjectiveReader.option("slo", node.text());
            if (!objective.ttfb().isEmpty()) {
                return Optional.of(objective);
            }
            problems.add(node, "'slo' bounds no TTFB, and a rate is looked for by it", "such as ttfb.p99<=200ms");
        } catch (InvalidConfiguration wrong) {
            for (Problem problem : wrong.problems()) {
                problems.add(node, problem.what(), problem.allowed(), problem.nearest());
            }
        }
        return Optional.empty();
    }
}
