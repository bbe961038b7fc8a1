package org.mpmlab.core.scenario.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says what a JSON Schema validator finds as a person would, with the schema's own titles, descriptions and examples. */
final class SchemaWords {
    private final JsonNode definition;
    private final String source;

    SchemaWords(JsonNode definition, String source) {
        this.definition = definition;
        this.source = source;
    }

    /** The problem that an error means. */
    Problem problem(Error error, List<YamlNode> path) {
        YamlNode at = path.get(path.size() - 1);
        JsonNode owner = owner(error);
        String subject = subject(error.getInstanceLocation());
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(error.getProperty(), at, owner, subject);
            case "propertyNames" -> wrongKey(error.getProperty(), at, rule, subject);
            case "required" -> missingKey(error.getProperty(), at, owner, subject);
            case "type" -> problem(at, subject + " must be " + types(rule) + ", not " + written(at), examples(owner));
            case "enum" -> noSuchWord(at, rule, subject);
            case "not" ->
                owner.has("title")
                        ? problem(
                                at,
                                owner.path("title").asText() + " "
                                        + owner.path("description").asText())
                        : problem(at, subject + " can't be " + written(at));
            case "pattern" -> problem(at, subject + " can't be " + written(at), allowed(owner));
            case "minimum" -> problem(at, bound(subject, "at least " + rule.asText(), at));
            case "maximum" -> problem(at, bound(subject, "at most " + rule.asText(), at));
            case "exclusiveMinimum" -> problem(at, bound(subject, "more than " + rule.asText(), at));
            case "minItems" -> problem(at, subject + " needs at least " + rule.asText() + " entry");
            case "minLength" -> problem(at, subject + " must not be empty");
            case "uniqueItems" -> problem(at, subject + " has the same entry twice");
            default -> problem(at, subject + " " + error.getMessage());
        };
    }

    private Problem unknownKey(String key, YamlNode at, JsonNode owner, String subject) {
        List<String> known = new ArrayList<>();
        owner.path("properties").fieldNames().forEachRemaining(known::add);
        YamlNode keyNode = at.entry(key).map(YamlNode.Entry::key).orElse(at);
        return new Problem(
                source,
                keyNode.line(),
                keyNode.column(),
                "'" + key + "' is no key of " + title(owner, subject),
                Optional.of(String.join(", ", known)),
                Nearest.to(key, known));
    }

    private Problem wrongKey(String key, YamlNode at, JsonNode rule, String subject) {
        YamlNode keyNode = at.entry(key).map(YamlNode.Entry::key).orElse(at);
        return problem(keyNode, "'" + key + "' can't be a key of " + subject, allowed(rule));
    }

    private Problem missingKey(String key, YamlNode at, JsonNode owner, String subject) {
        Optional<String> misspelt = at.entries().stream()
                .map(entry -> entry.key().text())
                .filter(word -> !owner.path("properties").has(word))
                .filter(word -> Nearest.to(word, List.of(key)).isPresent())
                .findFirst();
        if (misspelt.isPresent()) {
            return unknownKey(misspelt.get(), at, owner, subject);
        }
        String description =
                owner.path("properties").path(key).path("description").asText("");
        return problem(
                at,
                title(owner, subject) + " needs '" + key + "'"
                        + (description.isEmpty() ? "" : ": " + unstop(description)));
    }

    private Problem noSuchWord(YamlNode at, JsonNode words, String subject) {
        List<String> known = StreamSupport.stream(words.spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .toList();
        return new Problem(
                source,
                at.line(),
                at.column(),
                subject + " can't be " + written(at),
                Optional.of(String.join(", ", known)),
                at.kind() == YamlNode.Kind.VALUE ? Nearest.to(at.text(), known) : Optional.empty());
    }

    private static String bound(String subject, String rule, YamlNode at) {
        return subject + " must be " + rule + ", not " + at.text();
    }

    /** What a key or an entry is called: by the nearest key above it. */
    private static String subject(NodePath location) {
        int last = location.getNameCount() - 1;
        if (last < 0) {
            return "the file";
        }
        if (location.getElement(last) instanceof Integer) {
            return last == 0 ? "an entry" : "an entry of '" + location.getElement(last - 1) + "'";
        }
        return "'" + location.getElement(last) + "'";
    }

    private static String title(JsonNode owner, String subject) {
        String title = owner.path("title").asText(subject);
        return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    private static String types(JsonNode rule) {
        List<String> types = new ArrayList<>();
        (rule.isArray() ? rule : List.of(rule))
                .forEach(type -> types.add(
                        switch (type.asText()) {
                            case "string" -> "text";
                            case "integer" -> "a whole number";
                            case "number" -> "a number";
                            case "boolean" -> "true or false";
                            case "array" -> "a list";
                            default -> "keys with values";
                        }));
        return String.join(" or ", types);
    }

    private static String written(YamlNode at) {
        return switch (at.kind()) {
            case LIST -> "a list";
            case MAP -> "keys with values";
            case VALUE -> at.json().isNull() ? "empty" : "'" + at.text() + "'";
        };
    }

    private static Optional<String> allowed(JsonNode owner) {
        Optional<String> description =
                Optional.ofNullable(owner.path("description").textValue()).map(SchemaWords::unstop);
        return examples(owner)
                .map(examples -> description.map(text -> text + "; ").orElse("") + examples)
                .or(() -> description);
    }

    private static Optional<String> examples(JsonNode owner) {
        return owner.has("examples")
                ? Optional.of(StreamSupport.stream(owner.path("examples").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ", "values such as ", "")))
                : Optional.empty();
    }

    private static String unstop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** The schema that holds the keyword which failed. */
    private JsonNode owner(Error error) {
        String location = error.getSchemaLocation().toString();
        String pointer = location.substring(location.indexOf('#') + 1);
        return definition.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    private Problem problem(YamlNode at, String what) {
        return problem(at, what, Optional.empty());
    }

    private Problem problem(YamlNode at, String what, Optional<String> allowed) {
        return new Problem(source, at.line(), at.column(), what, allowed, Optional.empty());
    }
}
