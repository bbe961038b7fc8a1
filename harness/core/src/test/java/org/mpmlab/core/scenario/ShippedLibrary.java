package org.mpmlab.core.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The repository's own sites and catalogue, and files that a test makes up. */
public record ShippedLibrary(Map<String, String> files) implements Library {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path SITES = ROOT.resolve("docker-images/sites");

    public static final ShippedLibrary PLAIN = new ShippedLibrary(Map.of());

    public static Scenario catalogue(String name) {
        return ScenarioReader.read(text(ROOT.resolve("scenarios/catalog").resolve(name)), name, PLAIN);
    }

    public static Scenario read(String yaml) {
        return ScenarioReader.read(yaml, "own.yaml", PLAIN);
    }

    @Override
    public List<String> siteNames() {
        try (Stream<Path> folders = Files.list(SITES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("site.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<SiteFile> site(String nameOrFolder) {
        if (nameOrFolder.contains("/")) {
            String file = nameOrFolder + "/site.yaml";
            return file(file).map(text -> new SiteFile(file, nameOrFolder, text));
        }
        return siteNames().contains(nameOrFolder)
                ? Optional.of(new SiteFile(
                        nameOrFolder + "/site.yaml",
                        SITES.resolve(nameOrFolder).toString(),
                        text(SITES.resolve(nameOrFolder).resolve("site.yaml"))))
                : Optional.empty();
    }

    @Override
    public Optional<String> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
