package org.mpmlab.core.scenario.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A JSON Schema that a YAML document is held against; what editors underline and what readers refuse are then one. */
public final class YamlSchema {
    private final JsonNode definition;
    private final Schema schema;

    private YamlSchema(JsonNode definition) {
        this.definition = definition;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(definition);
    }

    /**
     * Reads a schema of this jar.
     *
     * @param name the file's name, such as {@code scenario.schema.json}
     */
    public static YamlSchema named(String name) {
        try (InputStream in = YamlSchema.class.getResourceAsStream("/org/mpmlab/catalog/schema/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the schema " + name + " is missing from the jar");
            }
            return new YamlSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + name + " can't be read", e);
        }
    }

    /** What the schema finds in a document: problems, and the pieces that hold one. */
    public static final class Findings {
        private final YamlNode root;
        private final List<Problem> problems = new ArrayList<>();
        private final Set<YamlNode> broken = Collections.newSetFromMap(new IdentityHashMap<>());

        private Findings(YamlNode root) {
            this.root = root;
        }

        /** Whether this piece or one within it is not as the schema wants it, so that it can't be understood. */
        public boolean broken(YamlNode node) {
            return broken.contains(node);
        }

        /** Adds what was found to what a reader found, who knows better where both speak of the same place. */
        public void reportTo(Problems said) {
            YamlDocument.checkDuplicates(root, said);
            said.addUnlessSaid(problems);
        }
    }

    /** Holds a document against the schema. Thread-safe. */
    public Findings check(YamlNode root, String source) {
        Findings findings = new Findings(root);
        SchemaWords words = new SchemaWords(definition, source);
        List<Error> errors = schema.validate(root.json());
        Map<NodePath, Error> wrongType = errors.stream()
                .filter(error -> error.getKeyword().equals("type"))
                .collect(Collectors.toMap(Error::getInstanceLocation, error -> error, (first, later) -> first));
        for (Error error : errors) {
            List<YamlNode> path = path(root, error.getInstanceLocation());
            findings.broken.addAll(path);
            // What a value should look like is beside the point when it is of the wrong type.
            if (wrongType.getOrDefault(error.getInstanceLocation(), error).equals(error)) {
                findings.problems.add(words.problem(error, path));
            }
        }
        findings.problems.sort(Problem.IN_ORDER);
        return findings;
    }

    /** The pieces from the document down to the one that an error is about. */
    private static List<YamlNode> path(YamlNode root, NodePath location) {
        List<YamlNode> path = new ArrayList<>(List.of(root));
        for (int i = 0; i < location.getNameCount(); i++) {
            YamlNode at = path.get(path.size() - 1);
            Object element = location.getElement(i);
            path.add(
                    element instanceof Integer index
                            ? at.items().get(index)
                            : at.get(element.toString()).orElseThrow());
        }
        return path;
    }
}
