package org.mpmlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.SiteReader;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Images;
import org.mpmlab.lab.docker.Leftovers;
import org.mpmlab.lab.docker.Servers;

/** One lab on the real Engine for all integration tests of a JVM; its containers go when the JVM ends. */
public final class LabForTests implements ParameterResolver {
    private static LabForTests lab;

    private final Docker docker = Docker.connect();
    private final Leftovers leftovers = new Leftovers(docker);
    private final Images images = new Images(docker, leftovers, sources(), System.out::println);
    private final Servers servers =
            new Servers(docker, images, leftovers, sources(), Placement.AUTOMATIC, "integration-test");

    /** The lab, made at the first call. */
    public static synchronized LabForTests shared() {
        if (lab == null) {
            lab = new LabForTests();
            lab.leftovers.sweep(false);
        }
        return lab;
    }

    public Servers servers() {
        return servers;
    }

    public Docker docker() {
        return docker;
    }

    public Images images() {
        return images;
    }

    public Leftovers leftovers() {
        return leftovers;
    }

    /** The site of this name that ships with the lab. */
    public Site site(String name) {
        Path folder = sources().resolve("sites").resolve(name);
        try {
            return SiteReader.read(new Library.SiteFile(
                    name + "/site.yaml", folder.toString(), Files.readString(folder.resolve("site.yaml"))));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Every site that ships with the lab. */
    public List<Site> sites() {
        try (Stream<Path> folders = Files.list(sources().resolve("sites"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("site.yaml")))
                    .map(folder -> site(folder.getFileName().toString()))
                    .sorted(java.util.Comparator.comparing(Site::name))
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The folder {@code docker-images}. */
    public static Path sources() {
        return Path.of(System.getProperty("mpmlab.home", "../.."))
                .resolve("docker-images")
                .toAbsolutePath()
                .normalize();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LabForTests.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared();
    }
}
