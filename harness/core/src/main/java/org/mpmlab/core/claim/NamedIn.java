package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/** Finds the stacks, sites and loads that an expectation names among those of its scenario. */
record NamedIn(Scenario scenario, Problems problems) {

    /** The name of a stack, under the given key. */
    Optional<String> stack(YamlNode item, String key) {
        return name(item, key, scenario.stacks(), Stack::name);
    }

    Optional<String> site(YamlNode item) {
        return name(item, "site", scenario.sites(), Site::name);
    }

    /** The name of a load, under the given key. */
    Optional<String> load(YamlNode item, String key) {
        return name(item, key, scenario.loads(), LoadShape::name);
    }

    /** One of the scenario's; left out, the only one. */
    private <T> Optional<String> name(YamlNode item, String key, List<T> all, Function<T, String> named) {
        List<String> names = all.stream().map(named).toList();
        Optional<YamlNode> written = item.get(key);
        if (written.isEmpty()) {
            if (names.size() != 1) {
                problems.add(item, "'" + key + "' is missing", String.join(", ", names));
                return Optional.empty();
            }
            return Optional.of(names.get(0));
        }
        String name = written.get().text();
        if (!names.contains(name)) {
            problems.addUnknown(written.get(), "'" + name + "' is no " + key + " of this claim", name, names);
            return Optional.empty();
        }
        return Optional.of(name);
    }
}
