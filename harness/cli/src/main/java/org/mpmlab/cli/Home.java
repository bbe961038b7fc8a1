package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.Library;

/**
 * Where mpmlab's own files lie: the catalogue, the image sources, the shipped sites.
 *
 * @param root the checkout or the installation
 */
record Home(Path root) {
    private static final String PROPERTY = "mpmlab.home";

    /** As the launcher says; else the current directory. */
    static Home find() {
        return new Home(
                Path.of(System.getProperty(PROPERTY, ".")).toAbsolutePath().normalize());
    }

    Path images() {
        return root.resolve("docker-images");
    }

    Path sites() {
        return images().resolve("sites");
    }

    Path catalog() {
        return root.resolve("scenarios").resolve("catalog");
    }

    /** The file of a scenario of the catalogue ({@code quick}) or of the user's own ({@code ./my.yaml}). */
    Path scenario(String nameOrFile) {
        Path shipped = catalog().resolve(nameOrFile + ".yaml");
        if (!nameOrFile.contains("/") && Files.isRegularFile(shipped)) {
            return shipped;
        }
        Path own = Path.of(nameOrFile);
        if (Files.isRegularFile(own)) {
            return own;
        }
        throw new UsageException("there is no scenario '" + nameOrFile + "': neither a file of that name nor one of "
                + String.join(", ", scenarios()) + ".\n  Example: mpmlab run quick, or mpmlab run ./my.yaml");
    }

    List<String> scenarios() {
        return names(catalog(), path -> path.toString().endsWith(".yaml"))
                .map(name -> name.replaceAll("\\.yaml$", ""))
                .toList();
    }

    /** What lies beside the scenario in this folder. */
    Library library(Path folder) {
        return new Library() {
            @Override
            public List<String> siteNames() {
                return names(sites(), path -> Files.isRegularFile(path.resolve("site.yaml")))
                        .toList();
            }

            @Override
            public Optional<SiteFile> site(String nameOrFolder) {
                Path site = (nameOrFolder.contains("/") ? folder : sites()).resolve(nameOrFolder);
                Path file = site.resolve("site.yaml");
                return read(file)
                        .map(text -> new SiteFile(
                                file.normalize().toString(),
                                site.toAbsolutePath().normalize().toString(),
                                text));
            }

            @Override
            public Optional<String> file(String path) {
                return read(folder.resolve(path));
            }
        };
    }

    private static Optional<String> read(Path file) {
        return Files.isRegularFile(file) ? Optional.of(TextFile.read(file)) : Optional.empty();
    }

    private static Stream<String> names(Path folder, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).map(path -> path.getFileName().toString()).sorted().toList().stream();
        } catch (IOException missing) {
            throw new UsageException("mpmlab's own files are not where they should be: " + folder
                    + " can't be read.\n  Run the launcher ./mpmlab of a whole checkout.");
        }
    }
}
