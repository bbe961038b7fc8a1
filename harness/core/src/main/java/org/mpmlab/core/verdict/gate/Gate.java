package org.mpmlab.core.verdict.gate;

import java.util.List;
import java.util.Map;

/**
 * What a release must hold: rules that must all hold.
 *
 * @param source how messages name the file
 * @param name a plain word
 * @param description one sentence for the report; may be empty
 * @param baselines for stacks of the run, the stack of the same run that is their baseline's image or settings
 * @param rules in the order of the file
 */
public record Gate(String source, String name, String description, Map<String, String> baselines, List<Rule> rules) {
    public Gate {
        baselines = Map.copyOf(baselines);
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("a gate has at least one rule");
        }
    }
}
