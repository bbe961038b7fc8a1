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
    static Optional<Search> read(Entry entry) {
        double from = entry.get("from").map(Entry::number).orElse(Search.FROM);
        double to = entry.get("to").map(Entry::number).orElse(Search.TO);
        if (to <= from) {
            entry.problems()
                    .add(
                            entry.get("to").or(() -> entry.get("from")).orElse(entry.node()),
                            "a search goes up, not from " + Quantities.number(from) + "/s to " + Quantities.number(to)
                                    + "/s");
            return Optional.empty();
        }
        double resolution = resolution(entry);
        int trials = entry.get("trials").map(Entry::count).orElse(Search.TRIALS);
        return objective(entry.get("slo").orElseThrow(), entry.problems())
                .map(objective -> new Search(objective, from, to, resolution, trials));
    }

    private static double resolution(Entry entry) {
        Optional<YamlNode> node = entry.get("resolution");
        double share = node.flatMap(written -> Quantities.share(written.text())).orElse(Search.RESOLUTION);
        if (share < FINEST || share > 1) {
            entry.problems()
                    .add(
                            node.orElseThrow(),
                            "'resolution' must be 1 % to 100 %, not "
                                    + node.get().text());
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
