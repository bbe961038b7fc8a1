package org.mpmlab.core.scenario;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

/** Reads the stacks of a scenario: words, names and definitions. */
final class StacksReader {
    /** Words that stand for several plain stacks. */
    private static final List<String> WORDS = List.of("all", "unfronted", "fronted");

    private final Problems problems;
    private final YamlSchema.Findings findings;
    private final Library library;
    private final List<Stack> stacks = new ArrayList<>();
    private final Map<String, YamlNode> named = new HashMap<>();

    private StacksReader(Problems problems, YamlSchema.Findings findings, Library library) {
        this.problems = problems;
        this.findings = findings;
        this.library = library;
    }

    /** The stacks that a list stands for, in its order, each once. What is wrong goes to the problems. */
    static List<Stack> read(YamlNode list, Problems problems, YamlSchema.Findings findings, Library library) {
        StacksReader reader = new StacksReader(problems, findings, library);
        for (YamlNode item : list.items()) {
            switch (item.kind()) {
                case VALUE -> reader.plain(item);
                case MAP -> reader.definition(item);
                case LIST -> {} // the schema says that this is none
            }
        }
        return reader.stacks;
    }

    /** Every word and name that a stack's entry can be. */
    static List<String> words() {
        return Stream.concat(WORDS.stream(), Compatibility.valid().stream().map(Composition::name))
                .toList();
    }

    private void plain(YamlNode item) {
        String word = item.text();
        if (WORDS.contains(word)) {
            Compatibility.valid().stream()
                    .filter(parts -> word.equals("all") || parts.fronted() == word.equals("fronted"))
                    .filter(parts ->
                            stacks.stream().noneMatch(stack -> stack.name().equals(parts.name())))
                    .forEach(parts -> stacks.add(Stack.of(parts)));
            return;
        }
        Optional<Composition> composition = composition(item);
        if (composition.isPresent() && unique(item)) {
            stacks.removeIf(stack -> stack.name().equals(word));
            stacks.add(Stack.of(composition.get()));
        }
    }

    private Optional<Composition> composition(YamlNode item) {
        String name = item.text();
        Optional<Composition> found = Compatibility.all().stream()
                .filter(parts -> parts.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            unknown(item);
            return found;
        }
        Optional<Compatibility.Refusal> refusal = found.flatMap(Compatibility::refusal);
        refusal.ifPresent(no -> problems.add(
                item,
                "stack '" + name + "' can't be had: " + no.what() + ": " + no.reason(),
                Optional.of(no.instead()),
                found.map(parts -> new Composition(parts.mpm(), PhpMode.FPM, parts.fronted()).name())));
        return refusal.isPresent() ? Optional.empty() : found;
    }

    private void unknown(YamlNode item) {
        List<String> all = Stream.concat(
                        WORDS.stream(), Compatibility.all().stream().map(Composition::name))
                .toList();
        Optional<String> nearest = Nearest.to(item.text(), words()).or(() -> Nearest.to(item.text(), all));
        problems.add(
                item,
                "'" + item.text() + "' is no stack",
                Optional.of(
                        "all, unfronted, fronted, or MPM+PHP with MPM prefork, itk, worker or event and PHP mod_php, cgi, "
                                + "fcgid or fpm, with +nginx after it for nginx in front, or nginx+fpm"),
                nearest);
    }

    private boolean unique(YamlNode name) {
        YamlNode first = named.putIfAbsent(name.text(), name);
        if (first != null) {
            problems.add(name, "stack '" + name.text() + "' is here twice, first on line " + first.line());
        }
        return first == null;
    }

    private void definition(YamlNode item) {
        Optional<YamlNode> name = item.get("name").filter(node -> !findings.broken(node));
        boolean ownName = name.filter(this::unique).filter(this::ownName).isPresent();
        Optional<Composition> composition = item.get("extends").flatMap(this::composition);
        Optional<Settings> settings = composition.flatMap(parts -> settings(parts, item.get("settings")));
        Optional<YamlNode> image = item.get("image");
        composition.filter(Composition::fronted).ifPresent(parts -> image.ifPresent(node -> twoImages(node, parts)));
        List<Stack.ExtraConfiguration> extra = new ArrayList<>();
        for (Stack.ExtraConfiguration.Place place : Stack.ExtraConfiguration.Place.values()) {
            item.get(place.name().toLowerCase(Locale.ROOT))
                    .map(YamlNode::items)
                    .orElse(List.of())
                    .forEach(path -> extra(path, place, composition).ifPresent(extra::add));
        }
        Optional<URI> address =
                item.get("address").filter(node -> !findings.broken(node)).flatMap(this::address);
        if (ownName && !findings.broken(item) && (settings.isPresent() || address.isPresent())) {
            stacks.add(new Stack(
                    name.orElseThrow().text(),
                    composition,
                    settings.orElse(Settings.NONE),
                    extra,
                    image.map(YamlNode::text),
                    address));
        }
    }

    private void twoImages(YamlNode image, Composition composition) {
        problems.add(
                image,
                "'image' would be used for both containers of " + composition + ", nginx's and Apache's",
                "a stack without nginx in front, or no image");
    }

    private boolean ownName(YamlNode name) {
        boolean taken =
                Compatibility.all().stream().anyMatch(parts -> parts.name().equals(name.text()));
        if (taken || WORDS.contains(name.text())) {
            problems.add(name, "'" + name.text() + "' already means something; a stack of your own needs another name");
            return false;
        }
        if (name.text().equals(Scenario.BASELINE)) {
            problems.add(
                    name,
                    "'" + name.text() + "' is what gates call an earlier run; a stack of your own needs another name");
            return false;
        }
        return true;
    }

    private Optional<URI> address(YamlNode node) {
        try {
            URI uri = URI.create(node.text());
            if (uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException notAnAddress) {
            // said below
        }
        problems.add(node, "'" + node.text() + "' is no address", "such as http://127.0.0.1:8080/");
        return Optional.empty();
    }

    private Optional<Stack.ExtraConfiguration> extra(
            YamlNode path, Stack.ExtraConfiguration.Place place, Optional<Composition> composition) {
        if (composition.isPresent() && !reads(composition.get(), place)) {
            problems.add(
                    path,
                    "stack " + composition.get() + " has no " + place.name().toLowerCase(Locale.ROOT)
                            + " that would read '" + path.text() + "'");
            return Optional.empty();
        }
        Optional<String> text = library.file(path.text());
        if (text.isEmpty()) {
            problems.add(path, "there is no file '" + path.text() + "'", "a path relative to " + problems.source());
        }
        return text.map(content -> new Stack.ExtraConfiguration(place, path.text(), content));
    }

    private static boolean reads(Composition composition, Stack.ExtraConfiguration.Place place) {
        Set<Setting.Place> places = Defaults.places(composition);
        return switch (place) {
            case HTTPD -> places.contains(Setting.Place.SERVER);
            case NGINX -> places.contains(Setting.Place.NGINX);
            case FPM -> places.contains(Setting.Place.FPM);
            case PHP -> true;
        };
    }

    private Optional<Settings> settings(Composition composition, Optional<YamlNode> node) {
        if (node.isEmpty()) {
            return Optional.of(Settings.NONE);
        }
        Settings settings = Settings.NONE;
        boolean known = node.get().kind() == YamlNode.Kind.MAP;
        Set<Setting.Place> broken = EnumSet.noneOf(Setting.Place.class);
        for (YamlNode.Entry entry : node.get().entries()) {
            Optional<Setting> setting = Setting.named(entry.key().text());
            if (setting.isEmpty() || entry.value().kind() != YamlNode.Kind.VALUE) {
                known = false; // the schema names the settings that there are
                continue;
            }
            try {
                settings = settings.with(setting.get(), entry.value().text());
            } catch (IllegalArgumentException e) {
                problems.add(entry.value(), e.getMessage());
                broken.add(setting.get().place());
            }
        }
        // What is unknown might be what a rule needs: mend it first.
        List<SettingRules.Violation> violations = known
                ? SettingRules.check(composition, Defaults.effective(composition, settings)).stream()
                        .filter(violation ->
                                !broken.contains(violation.setting().place()))
                        .toList()
                : List.of();
        violations.forEach(violation -> violated(violation, node.get()));
        return known && broken.isEmpty() && violations.isEmpty() ? Optional.of(settings) : Optional.empty();
    }

    private void violated(SettingRules.Violation violation, YamlNode settings) {
        Optional<YamlNode> written = settings.get(violation.setting().directive());
        problems.add(
                written.orElse(settings),
                violation
                        + (written.isPresent()
                                ? ""
                                : "; " + violation.setting() + " is not given here, so its default counts"));
    }
}
