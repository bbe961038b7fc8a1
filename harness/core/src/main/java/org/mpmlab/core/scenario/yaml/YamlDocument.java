package org.mpmlab.core.scenario.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML into pieces that know their positions. */
public final class YamlDocument {
    /** More than anyone writes by hand; fewer than it takes to blow a document up by aliases of aliases. */
    private static final int MOST_ALIASES = 16;

    private final String source;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlDocument(String source) {
        this.source = source;
    }

    /**
     * Reads a file's one document.
     *
     * @param source how messages name the file
     * @throws InvalidConfiguration if it is no YAML, is empty, or a key is there twice
     */
    public static YamlNode parse(String text, String source) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        YamlDocument document = new YamlDocument(source);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw document.invalid(1, 1, "the file is empty");
            }
            return document.convert(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw document.invalid(
                    mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, inWords(e));
        } catch (YAMLException e) {
            throw document.invalid(1, 1, "this is not valid YAML: " + e.getMessage());
        }
    }

    /** Keys that a map has twice: what the later one says would silently win or be lost. */
    static void checkDuplicates(YamlNode root, Problems problems) {
        root.all().filter(node -> node.kind() == YamlNode.Kind.MAP).forEach(map -> {
            Set<String> seen = new HashSet<>();
            for (YamlNode.Entry entry : map.entries()) {
                if (!seen.add(entry.key().text())) {
                    problems.add(
                            entry.key(),
                            "'" + entry.key().text() + "' is here twice, first on line "
                                    + map.entry(entry.key().text())
                                            .orElseThrow()
                                            .key()
                                            .line());
                }
            }
        });
    }

    private YamlNode convert(Node node) {
        int line = node.getStartMark().getLine() + 1;
        int column = node.getStartMark().getColumn() + 1;
        if (!open.add(node)) {
            throw invalid(line, column, "this refers to itself through an alias");
        }
        YamlNode converted;
        if (node instanceof ScalarNode scalar) {
            converted = YamlNode.value(line, column, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
        } else if (node instanceof SequenceNode sequence) {
            converted = YamlNode.list(
                    line,
                    column,
                    sequence.getValue().stream().map(this::convert).toList());
        } else {
            List<YamlNode.Entry> entries = new ArrayList<>();
            for (NodeTuple tuple : ((MappingNode) node).getValue()) {
                entries.add(new YamlNode.Entry(convert(tuple.getKeyNode()), convert(tuple.getValueNode())));
            }
            converted = YamlNode.map(line, column, entries);
        }
        open.remove(node);
        return converted;
    }

    /** SnakeYAML speaks of tokens and blocks; these are what a person does wrong. */
    private static String inWords(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t")) {
            return "there is a tab; YAML indents with spaces";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "there is a ':' where none can be; put text that holds ': ' in quotes, and check the indentation";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the indentation does not fit the lines above, or a quote is left open";
        }
        if (problem.startsWith("expected ',' or")) {
            return "a list [...] or map {...} is not closed, or a comma is missing";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "a key needs a ':' after it";
        }
        if (problem.startsWith("found undefined alias")) {
            return "this refers to an anchor that is not there; put text that begins with * in quotes";
        }
        if (problem.contains("found unexpected end of stream")) {
            return "a quote is never closed";
        }
        if (problem.startsWith("but found another document")) {
            return "a second document begins here; a file holds one";
        }
        return "this is not valid YAML: " + problem;
    }

    private InvalidConfiguration invalid(int line, int column, String what) {
        return new InvalidConfiguration(
                List.of(new Problem(source, line, column, what, Optional.empty(), Optional.empty())));
    }
}
