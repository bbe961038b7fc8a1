package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ScenarioReader;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlDocument;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Question;

/** Reads a claim, as {@code claim.schema.json} describes it. A function of its arguments; safe to call from any thread. */
public final class ClaimReader {
    private static final YamlSchema SCHEMA = YamlSchema.named("claim.schema.json");
    private static final double TOLERANCE = 0.05;

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
        part("starvation").ifPresent(node -> scenario(node).ifPresent(asked -> trials.add(starvation(node, asked))));
        part("refusal")
                .ifPresent(node -> trials.add(new Refusal(node.items().stream()
                        .flatMap(item -> refusal(item).stream())
                        .toList())));
        part("missing").ifPresent(node -> node.items()
                .forEach(item -> trials.add(new Missing(text(item, "what"), text(item, "needs")))));
        findings.reportTo(problems);
        if (trials.isEmpty() && !findings.broken(root)) {
            problems.add(
                    root,
                    "the claim has nothing that could be put to the test",
                    "measure, serves, starvation, refusal or missing");
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
                    node.without(Set.of("expect", "tolerance")),
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
        List<Question> questions = new ArrayList<>();
        for (YamlNode item : node.get("expect").orElseThrow().items()) {
            Optional<String> site = name(item, "site", scenario.sites(), Site::name);
            Optional<String> load = name(item, "load", scenario.loads(), LoadShape::name);
            Optional<String> arm = name(item, "arm", scenario.stacks(), Stack::name);
            Optional<String> against = item.get("against").isPresent()
                    ? name(item, "against", scenario.stacks(), Stack::name)
                    : Optional.empty();
            boolean named = site.isPresent()
                    && load.isPresent()
                    && arm.isPresent()
                    && against.isPresent() == item.get("against").isPresent();
            if (named) {
                reader.question(item, arm.get(), against, site.get(), load.get())
                        .ifPresent(questions::add);
            }
        }
        return new Measured(scenario, questions);
    }

    private Starvation starvation(YamlNode node, Scenario scenario) {
        List<Starvation.Held> expect = new ArrayList<>();
        for (YamlNode item : node.get("expect").orElseThrow().items()) {
            Optional<String> site = name(item, "site", scenario.sites(), Site::name);
            Optional<String> load = name(item, "load", scenario.loads(), LoadShape::name);
            Optional<String> arm = name(item, "arm", scenario.stacks(), Stack::name);
            OptionalInt holds = number(item.get("holds"));
            Optional<YamlNode> starves = item.get("starves-at");
            if (holds.isPresent() == starves.isPresent()) {
                problems.add(
                        item,
                        "an expectation says either how many are held or at how many it starves",
                        "holds: N, starves-at: N or starves-at: formula");
                continue;
            }
            boolean formula = starves.filter(at -> at.text().equals("formula")).isPresent();
            if (starves.isPresent() && !formula && !starves.get().text().matches("[0-9]{1,9}")) {
                problems.add(
                        starves.get(), "'starves-at' can't be " + starves.get().text(), "formula or a number");
                continue;
            }
            if (formula && arm.isPresent() && !hasMpm(scenario.stack(arm.get()))) {
                problems.add(starves.get(), arm.get() + " has no MPM, so there is no formula", "a number");
                continue;
            }
            if (site.isPresent() && load.isPresent() && arm.isPresent()) {
                expect.add(new Starvation.Held(
                        arm.get(), site.get(), load.get(), formula ? OptionalInt.empty() : number(starves), holds));
            }
        }
        double tolerance = node.get("tolerance").map(QuestionReader::share).orElse(TOLERANCE);
        return new Starvation(scenario, expect, tolerance);
    }

    private static boolean hasMpm(Stack stack) {
        return stack.composition().flatMap(Composition::mpm).isPresent();
    }

    private static OptionalInt number(Optional<YamlNode> node) {
        return node.isPresent() ? OptionalInt.of(Math.toIntExact(node.get().whole())) : OptionalInt.empty();
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

    private Optional<Refusal.Configuration> refusal(YamlNode item) {
        return composition(item.get("stack").orElseThrow())
                .map(stack -> new Refusal.Configuration(
                        stack,
                        item.get("load-module").map(YamlNode::text),
                        Refusal.Manner.parse(text(item, "at")),
                        item.get("says").map(YamlNode::text)));
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
