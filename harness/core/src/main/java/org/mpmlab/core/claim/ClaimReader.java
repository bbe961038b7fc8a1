package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mpmlab.core.capacity.box.Need;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ScenarioReader;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlDocument;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.verdict.Question;

/** Reads a claim, as {@code claim.schema.json} describes it. A function of its arguments; safe to call from any thread. */
public final class ClaimReader {
    private static final List<String> PARTS =
            List.of("measure", "serves", "starvation", "refusal", "isolation", "crash", "choice", "missing");
    private static final YamlSchema SCHEMA = YamlSchema.named("claim.schema.json");

    private final YamlNode root;
    private final String source;
    private final Library library;
    private final Problems problems;
    private final YamlSchema.Findings findings;

    private ClaimReader(String text, String source, Library library) {
        this.root = YamlDocument.parse(text, source);
        this.source = source;
        this.library = library;
        this.problems = new Problems(source);
        this.findings = SCHEMA.check(root, source);
    }

    /**
     * Reads a claim.
     *
     * @param text the YAML
     * @param source how messages name the file
     * @param library what lies beside it
     * @throws InvalidConfiguration with everything that is wrong with it
     */
    public static Claim read(String text, String source, Library library) {
        return new ClaimReader(text, source, library).claim();
    }

    private Claim claim() {
        List<Trial> trials = new ArrayList<>();
        part("measure").ifPresent(node -> scenario(node).ifPresent(asked -> trials.add(measured(node, asked))));
        part("serves").ifPresent(node -> scenario(node).map(Serves::new).ifPresent(trials::add));
        part("starvation").ifPresent(node -> scenario(node)
                .ifPresent(asked -> trials.add(new StarvationReader(problems, asked).read(node))));
        part("crash").ifPresent(node -> scenario(node)
                .ifPresent(asked -> trials.add(new CrashReader(problems, asked).read(node))));
        part("refusal")
                .ifPresent(node -> trials.add(new Refusal(node.items().stream()
                        .flatMap(item -> refusal(item).stream())
                        .toList())));
        part("isolation")
                .ifPresent(node -> trials.add(new Isolation(node.items().stream()
                        .flatMap(item -> isolation(item).stream())
                        .toList())));
        part("choice")
                .ifPresent(node -> trials.add(
                        new Choice(node.items().stream().map(ClaimReader::row).toList())));
        part("missing").ifPresent(node -> node.items()
                .forEach(item -> trials.add(new Missing(text(item, "what"), text(item, "needs")))));
        findings.reportTo(problems);
        if (PARTS.stream().noneMatch(part -> root.get(part).isPresent()) && !findings.broken(root)) {
            problems.add(root, "the claim has nothing that could be put to the test", String.join(", ", PARTS));
        }
        problems.throwIfAny();
        return new Claim(
                text(root, "id"),
                root.get("sources").orElseThrow().items().stream()
                        .map(item -> new Source(text(item, "id"), text(item, "title")))
                        .toList(),
                text(root, "statement"),
                trials);
    }

    private Optional<YamlNode> part(String key) {
        return root.get(key).filter(node -> !findings.broken(node));
    }

    private static String text(YamlNode node, String key) {
        return node.get(key).orElseThrow().text();
    }

    private Optional<Scenario> scenario(YamlNode node) {
        try {
            return Optional.of(ScenarioReader.read(
                    node.without(Set.of("expect", "tolerance", "times")),
                    root.get("id")
                            .filter(id -> !findings.broken(id))
                            .map(YamlNode::text)
                            .orElse("claim"),
                    source,
                    library));
        } catch (InvalidConfiguration wrong) {
            problems.addAll(wrong);
            return Optional.empty();
        }
    }

    private Measured measured(YamlNode node, Scenario scenario) {
        QuestionReader reader = new QuestionReader(problems);
        NamedIn named = new NamedIn(scenario, problems);
        List<Question> questions = new ArrayList<>();
        for (YamlNode item : node.get("expect").orElseThrow().items()) {
            Optional<String> site = named.site(item);
            Optional<String> load = named.load(item, "load");
            Optional<String> arm = named.stack(item, "arm");
            Optional<String> against =
                    item.get("against").isPresent() ? named.stack(item, "against") : Optional.empty();
            Optional<String> againstLoad =
                    item.get("against-load").isPresent() ? named.load(item, "against-load") : Optional.empty();
            boolean complete = site.isPresent()
                    && load.isPresent()
                    && arm.isPresent()
                    && against.isPresent() == item.get("against").isPresent()
                    && againstLoad.isPresent() == item.get("against-load").isPresent();
            if (complete) {
                reader.question(item, arm.get(), against, site.get(), load.get(), againstLoad)
                        .ifPresent(questions::add);
            }
        }
        return new Measured(scenario, questions);
    }

    private Optional<Refusal.Configuration> refusal(YamlNode item) {
        return composition(item.get("stack").orElseThrow())
                .map(stack -> new Refusal.Configuration(
                        stack,
                        item.get("load-module").map(YamlNode::text),
                        Refusal.Manner.parse(text(item, "at")),
                        item.get("says").map(YamlNode::text)));
    }

    private Optional<Isolation.Expected> isolation(YamlNode item) {
        return composition(item.get("stack").orElseThrow())
                .map(stack -> new Isolation.Expected(
                        stack,
                        Isolation.RunsAs.parse(text(item, "runs-as")),
                        text(item, "foreign-file").equals("readable")));
    }

    /** Its words are those of the schema, which has seen to them. */
    private static Choice.Row row(YamlNode item) {
        return new Choice.Row(
                item.get("needs").orElseThrow().items().stream()
                        .map(need -> one(Need.values(), Need::word, need.text()))
                        .collect(Collectors.toSet()),
                one(Mpm.values(), Mpm::word, text(item, "mpm")));
    }

    private static <T> T one(T[] all, Function<T, String> named, String word) {
        return Arrays.stream(all)
                .filter(each -> named.apply(each).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Composition> composition(YamlNode node) {
        try {
            return Optional.of(Composition.parse(node.text()));
        } catch (IllegalArgumentException unknown) {
            problems.add(node, unknown.getMessage());
            return Optional.empty();
        }
    }
}
