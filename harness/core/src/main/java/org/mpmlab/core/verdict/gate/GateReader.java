package org.mpmlab.core.verdict.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlDocument;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;

/** Reads a gate, as {@code gate.schema.json} describes it. A function of its arguments; safe to call from any thread. */
public final class GateReader {
    private static final YamlSchema SCHEMA = YamlSchema.named("gate.schema.json");

    private final YamlNode root;
    private final Problems problems;
    private final YamlSchema.Findings findings;

    private GateReader(YamlNode root, String source) {
        this.root = root;
        this.problems = new Problems(source);
        this.findings = SCHEMA.check(root, source);
    }

    /**
     * Reads a gate. Whether a run has the stacks, sites and loads that it names, {@link GateJudge} knows.
     *
     * @param text the YAML
     * @param source how messages name the file
     * @throws InvalidConfiguration with everything that is wrong
     */
    public static Gate read(String text, String source) {
        return new GateReader(YamlDocument.parse(text, source), source).gate();
    }

    private Gate gate() {
        List<Rule> rules = new ArrayList<>();
        for (YamlNode item : root.get("rules").map(YamlNode::items).orElse(List.of())) {
            if (!findings.broken(item)) {
                rule(item).ifPresent(rules::add);
            }
        }
        findings.reportTo(problems);
        problems.throwIfAny();
        Map<String, String> baselines = new LinkedHashMap<>();
        root.get("baseline")
                .map(YamlNode::entries)
                .orElse(List.of())
                .forEach(
                        entry -> baselines.put(entry.key().text(), entry.value().text()));
        return new Gate(
                problems.source(),
                root.get("name").orElseThrow().text(),
                root.get("description").map(YamlNode::text).orElse(""),
                baselines,
                rules);
    }

    private Optional<Rule> rule(YamlNode item) {
        Severity severity =
                word(item, "severity").map(word -> Severity.valueOf(word)).orElse(Severity.ERROR);
        OnInconclusive onInconclusive = word(item, "on-inconclusive")
                .map(word -> OnInconclusive.valueOf(word))
                .orElse(OnInconclusive.FAIL);
        YamlNode text = item.kind() == YamlNode.Kind.MAP ? item.get("rule").orElseThrow() : item;
        return RuleReader.read(text, severity, onInconclusive, problems).map(this::underDefault);
    }

    /** The rule's own, else the gate's. */
    private Optional<String> word(YamlNode item, String key) {
        return item.get(key)
                .or(() -> root.get(key).filter(node -> !findings.broken(node)))
                .map(node -> node.text().toUpperCase(Locale.ROOT));
    }

    private Rule underDefault(Rule rule) {
        Optional<String> load = root.get("load").map(YamlNode::text);
        return rule.load().isPresent() || load.isEmpty() ? rule : rule.under(load.get());
    }
}
