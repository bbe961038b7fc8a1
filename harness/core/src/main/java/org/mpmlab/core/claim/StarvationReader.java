package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.stack.Composition;

/** Reads what is said of stacks that hold idle connections. */
record StarvationReader(Problems problems, Scenario scenario) {
    private static final double TOLERANCE = 0.05;

    Starvation read(YamlNode node) {
        List<Starvation.Held> expect = new ArrayList<>();
        for (YamlNode item : node.get("expect").orElseThrow().items()) {
            held(item).ifPresent(expect::add);
        }
        double tolerance = node.get("tolerance").map(QuestionReader::share).orElse(TOLERANCE);
        return new Starvation(scenario, expect, tolerance);
    }

    private Optional<Starvation.Held> held(YamlNode item) {
        NamedIn named = new NamedIn(scenario, problems);
        Optional<String> site = named.site(item);
        Optional<String> load = named.load(item, "load");
        Optional<String> arm = named.stack(item, "arm");
        OptionalInt holds = number(item.get("holds"));
        Optional<YamlNode> starves = item.get("starves-at");
        if (holds.isPresent() == starves.isPresent()) {
            problems.add(
                    item,
                    "an expectation says either how many are held or at how many it starves",
                    "holds: N, starves-at: N or starves-at: formula");
            return Optional.empty();
        }
        boolean formula = starves.filter(at -> at.text().equals("formula")).isPresent();
        if (starves.isPresent() && !formula && !starves.get().text().matches("[0-9]{1,9}")) {
            problems.add(starves.get(), "'starves-at' can't be " + starves.get().text(), "formula or a number");
            return Optional.empty();
        }
        if (formula && arm.filter(name -> !hasMpm(name)).isPresent()) {
            problems.add(starves.get(), arm.get() + " has no MPM, so there is no formula", "a number");
            return Optional.empty();
        }
        return site.isPresent() && load.isPresent() && arm.isPresent()
                ? Optional.of(new Starvation.Held(
                        arm.get(), site.get(), load.get(), formula ? OptionalInt.empty() : number(starves), holds))
                : Optional.empty();
    }

    private boolean hasMpm(String stack) {
        return scenario.stack(stack).composition().flatMap(Composition::mpm).isPresent();
    }

    private static OptionalInt number(Optional<YamlNode> node) {
        return node.isPresent() ? OptionalInt.of(Math.toIntExact(node.get().whole())) : OptionalInt.empty();
    }
}
