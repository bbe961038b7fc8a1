package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mpmlab.core.claim.Crash.Blow;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;

/** Reads what is said of crashing processes. */
record CrashReader(Problems problems, Scenario scenario) {
    /** With four crashes each, a difference by rank has a chance of 1.4 % among like servers. */
    private static final int TIMES = 4;

    Crash read(YamlNode node) {
        int times = node.get("times").map(at -> Math.toIntExact(at.whole())).orElse(TIMES);
        List<Crash.Expected> expect = new ArrayList<>();
        for (YamlNode item : node.get("expect").orElseThrow().items()) {
            expected(item, times).ifPresent(expect::add);
        }
        return new Crash(expect);
    }

    private Optional<Crash.Expected> expected(YamlNode item, int times) {
        Optional<YamlNode> most = item.get("fails-at-most");
        Optional<YamlNode> fewer = item.get("fails-fewer-than");
        if (most.isPresent() == fewer.isPresent()) {
            problems.add(
                    item,
                    "an expectation says either how many requests fail at most or than where they are fewer",
                    "fails-at-most: own-work, fails-at-most: N or fails-fewer-than: STACK");
            return Optional.empty();
        }
        Optional<Blow> blow = blow(item, "arm", times);
        if (fewer.isPresent() && times < TIMES) {
            problems.add(
                    item,
                    "with " + times + " crashes each, like servers differ by rank too often",
                    "times: " + TIMES + " or more");
            return Optional.empty();
        }
        if (fewer.isPresent()) {
            Optional<Blow> than = blow(item, "fails-fewer-than", times);
            return blow.isPresent() && than.isPresent()
                    ? Optional.of(new Crash.Expected(blow.get(), OptionalInt.empty(), than))
                    : Optional.empty();
        }
        return blow.flatMap(
                struck -> limit(most.get(), struck).map(limit -> new Crash.Expected(struck, limit, Optional.empty())));
    }

    private Optional<Blow> blow(YamlNode item, String key, int times) {
        NamedIn named = new NamedIn(scenario, problems);
        Optional<String> stack = named.stack(item, key);
        Optional<String> site = named.site(item);
        Optional<String> load = named.load(item, "load");
        if (stack.isEmpty() || site.isEmpty() || load.isEmpty()) {
            return Optional.empty();
        }
        LoadShape shape = scenario.load(load.get());
        if (!(shape.arrival() instanceof Arrival.Closed)) {
            problems.add(
                    item,
                    "how many requests are in flight is known of closed loads alone, and '" + shape.name()
                            + "' is none",
                    "arrival: closed");
            return Optional.empty();
        }
        Role process = item.get("process")
                .flatMap(node -> Arrays.stream(Role.values())
                        .filter(role -> role.word().equals(node.text()))
                        .findFirst())
                .orElse(Role.HTTPD_CHILD);
        return Optional.of(new Blow(scenario.stack(stack.get()), scenario.site(site.get()), shape, process, times));
    }

    /** Of its own work empty: that is counted when the process is struck. */
    private Optional<OptionalInt> limit(YamlNode most, Blow blow) {
        if (most.text().matches("[0-9]{1,6}")) {
            return Optional.of(OptionalInt.of(Math.toIntExact(most.whole())));
        }
        if (blow.stack().composition().isEmpty()) {
            problems.add(most, "of an address it is not known what a process has to do", "a number");
            return Optional.empty();
        }
        return Optional.of(OptionalInt.empty());
    }
}
