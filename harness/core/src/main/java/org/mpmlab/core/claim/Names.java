package org.mpmlab.core.claim;

import java.util.Map;
import java.util.stream.Collectors;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.verdict.Question;

/**
 * What a claim's stacks and loads are called in a scenario that it shares with others.
 *
 * @param stacks by the claim's own name
 * @param loads by the claim's own name
 */
record Names(Map<String, String> stacks, Map<String, String> loads) {
    Names {
        stacks = Map.copyOf(stacks);
        loads = Map.copyOf(loads);
    }

    String stack(String name) {
        return stacks.getOrDefault(name, name);
    }

    String load(String name) {
        return loads.getOrDefault(name, name);
    }

    Question question(Question question) {
        return new Question(
                stack(question.arm()),
                question.against().map(this::stack),
                question.site(),
                load(question.load()),
                question.measure(),
                question.expectation());
    }

    Scenario scenario(Scenario scenario) {
        return scenario.withStacks(scenario.stacks().stream()
                        .map(stack -> stack.named(stack(stack.name())))
                        .toList())
                .withLoads(scenario.loads().stream()
                        .map(load -> load.named(load(load.name()))
                                .forStacks(
                                        load.stacks().stream().map(this::stack).collect(Collectors.toSet())))
                        .toList());
    }
}
