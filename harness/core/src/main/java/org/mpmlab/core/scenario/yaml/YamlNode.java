package org.mpmlab.core.scenario.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of a YAML document with its position. Plain words are typed as YAML 1.2's core schema has it, as editors do:
 * {@code on} is text, and {@code 1:30} is no number; powers of ten ({@code 1e3}) are text too, as nobody means them.
 */
public final class YamlNode {
    /** What a piece is. */
    public enum Kind {
        VALUE,
        LIST,
        MAP
    }

    /** One key and its value. */
    public record Entry(YamlNode key, YamlNode value) {}

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]{1,18}(\\.[0-9]{0,18})?|\\.[0-9]{1,18})");

    private final Kind kind;
    private final int line;
    private final int column;
    private final String text;
    private final boolean quoted;
    private final List<YamlNode> items;
    private final List<Entry> entries;

    private YamlNode(
            Kind kind, int line, int column, String text, boolean quoted, List<YamlNode> items, List<Entry> entries) {
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.text = text;
        this.quoted = quoted;
        this.items = List.copyOf(items);
        this.entries = List.copyOf(entries);
    }

    static YamlNode value(int line, int column, String text, boolean quoted) {
        return new YamlNode(Kind.VALUE, line, column, text, quoted, List.of(), List.of());
    }

    static YamlNode list(int line, int column, List<YamlNode> items) {
        return new YamlNode(Kind.LIST, line, column, "", false, items, List.of());
    }

    static YamlNode map(int line, int column, List<Entry> entries) {
        return new YamlNode(Kind.MAP, line, column, "", false, List.of(), entries);
    }

    public Kind kind() {
        return kind;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }

    /** A value as it is written; empty of lists and maps. */
    public String text() {
        return text;
    }

    /**
     * A whole number, which the schema has seen to be one; {@code 16.0} is 16.
     *
     * @throws ArithmeticException if it is none
     */
    public long whole() {
        return new BigDecimal(text).longValueExact();
    }

    /** A list's items; none of anything else. */
    public List<YamlNode> items() {
        return items;
    }

    /** A list's items, or the value or map itself where a list of one may be left out. */
    public List<YamlNode> oneOrMany() {
        return kind == Kind.LIST ? items : List.of(this);
    }

    /** A map's entries in order, duplicates among them; none of anything else. */
    public List<Entry> entries() {
        return entries;
    }

    /** The value of a key of a map. */
    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    /** This map with another key, at its own position. */
    public YamlNode with(String key, String value) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(value(line, column, key, false), value(line, column, value, false)));
        return map(line, column, more);
    }

    /** This map without some of its keys. */
    public YamlNode without(Set<String> keys) {
        return map(
                line,
                column,
                entries.stream()
                        .filter(entry -> !keys.contains(entry.key().text()))
                        .toList());
    }

    Optional<Entry> entry(String key) {
        return entries.stream().filter(entry -> entry.key().text().equals(key)).findFirst();
    }

    /** This piece and all within it. */
    Stream<YamlNode> all() {
        Stream<YamlNode> within = Stream.concat(items.stream(), entries.stream().map(Entry::value));
        return Stream.concat(Stream.of(this), within.flatMap(YamlNode::all));
    }

    /** Without positions; of duplicate keys the first. */
    JsonNode json() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (kind) {
            case LIST -> {
                ArrayNode list = json.arrayNode();
                items.forEach(item -> list.add(item.json()));
                yield list;
            }
            case MAP -> {
                ObjectNode map = json.objectNode();
                entries.forEach(entry ->
                        map.putIfAbsent(entry.key().text(), entry.value().json()));
                yield map;
            }
            case VALUE -> typed(json);
        };
    }

    private JsonNode typed(JsonNodeFactory json) {
        if (quoted) {
            return json.textNode(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return json.numberNode(Long.parseLong(text));
        }
        if (NUMBER.matcher(text).matches()) {
            return json.numberNode(Double.parseDouble(text));
        }
        return switch (text) {
            case "true", "True", "TRUE" -> json.booleanNode(true);
            case "false", "False", "FALSE" -> json.booleanNode(false);
            case "", "~", "null", "Null", "NULL" -> json.nullNode();
            default -> json.textNode(text);
        };
    }
}
