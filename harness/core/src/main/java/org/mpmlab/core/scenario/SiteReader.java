package org.mpmlab.core.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlDocument;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.scenario.yaml.YamlSchema;
import org.mpmlab.core.site.Site;

/** Reads a {@code site.yaml}. */
public final class SiteReader {
    /** How long a page takes that says nothing of it. */
    static final Duration NOMINAL = Duration.ofMillis(1);

    private static final YamlSchema SCHEMA = YamlSchema.named("site.schema.json");

    private final YamlNode root;

    private SiteReader(YamlNode root) {
        this.root = root;
    }

    /**
     * Reads a site.
     *
     * @throws InvalidConfiguration with everything that is wrong with the file
     */
    public static Site read(Library.SiteFile file) {
        YamlNode root = YamlDocument.parse(file.text(), file.source());
        Problems problems = new Problems(file.source());
        YamlSchema.Findings findings = SCHEMA.check(root, file.source());
        root.get("parameters").ifPresent(parameters -> checkParameters(parameters, problems));
        root.get("calibrate").ifPresent(calibrate -> checkCalibration(root, calibrate, problems));
        Stream.concat(
                        root.get("nominal-time").stream(),
                        root.get("calibrate").flatMap(node -> node.get("time")).stream())
                .filter(time -> !findings.broken(time)
                        && Quantities.duration(time.text()).isEmpty())
                .forEach(time -> problems.add(time, "'" + time.text() + "' is longer than any page takes"));
        findings.reportTo(problems);
        problems.throwIfAny();
        return new SiteReader(root).site(file.folder());
    }

    private static void checkParameters(YamlNode parameters, Problems problems) {
        for (YamlNode.Entry entry : parameters.entries()) {
            // Of text that looks like one, the schema says that it is none.
            if (!entry.value().text().matches("-?[0-9]{1,18}")) {
                problems.add(
                        entry.value(),
                        "parameter '" + entry.key().text() + "' must be a whole number, not '"
                                + entry.value().text() + "'");
            }
        }
    }

    private static void checkCalibration(YamlNode root, YamlNode calibrate, Problems problems) {
        List<String> parameters = root.get("parameters").map(YamlNode::entries).orElse(List.of()).stream()
                .map(entry -> entry.key().text())
                .toList();
        calibrate
                .get("parameter")
                .filter(named -> !parameters.contains(named.text()))
                .ifPresent(named -> problems.addUnknown(
                        named, "'" + named.text() + "' is none of the site's parameters", named.text(), parameters));
    }

    private Site site(String folder) {
        Optional<Site.Calibration> calibration = root.get("calibrate")
                .map(node -> new Site.Calibration(
                        text(node, "parameter"), time(node.get("time")).orElseThrow()));
        return new Site(
                text(root, "name"),
                text(root, "description"),
                folder,
                root.get("document-root").map(YamlNode::text),
                texts(root, "packages"),
                texts(root, "php-extensions"),
                texts(root, "writable"),
                texts(root, "deny"),
                root.get("pages").orElseThrow().items().stream()
                        .map(SiteReader::page)
                        .toList(),
                parameters(),
                calibration,
                time(root.get("nominal-time"))
                        .or(() -> calibration.map(Site.Calibration::time))
                        .orElse(NOMINAL));
    }

    private static Site.Page page(YamlNode node) {
        return new Site.Page(
                text(node, "path"),
                node.get("status")
                        .map(status -> Math.toIntExact(status.whole()))
                        .orElse(200),
                text(node, "marker"),
                texts(node, "assets"));
    }

    private Map<String, Long> parameters() {
        Map<String, Long> parameters = new LinkedHashMap<>();
        root.get("parameters")
                .map(YamlNode::entries)
                .orElse(List.of())
                .forEach(entry -> parameters.put(
                        entry.key().text(), Long.parseLong(entry.value().text())));
        return parameters;
    }

    private static Optional<Duration> time(Optional<YamlNode> node) {
        return node.flatMap(time -> Quantities.duration(time.text()));
    }

    private static String text(YamlNode node, String key) {
        return node.get(key).orElseThrow().text();
    }

    private static List<String> texts(YamlNode node, String key) {
        return node.get(key).map(YamlNode::items).orElse(List.of()).stream()
                .map(YamlNode::text)
                .toList();
    }
}
