package org.mpmlab.lab.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.configuration.ServerContainer;
import org.mpmlab.lab.LabException;

/**
 * The lab's images, built when their sources changed: a tag is a hash of all that went into the image, so an image that
 * is present is the right one.
 */
public final class Images {
    /** What every image stands on; {@code docker-images/base/ensure} makes it. */
    public static final String BASE = "mpmlab/base:trixie";

    /** Packages whose versions explain a difference between two runs. */
    private static final String NOTABLE =
            "apache2(-bin)?|libapache2-m.*|php8.*|libphp.*|nginx.*|libssl3.*|libnghttp2.*|" + "libc6|libapr.*|dokuwiki";

    private static final String REPOSITORY = "mpmlab/";
    private static final int LAST_LINES = 15;

    private final Docker docker;
    private final Leftovers leftovers;
    private final Path sources;
    private final Consumer<String> progress;

    /**
     * An image builder.
     *
     * @param leftovers sees to the containers in which images are looked into
     * @param sources the folder {@code docker-images}
     * @param progress hears what is being built, in plain lines
     */
    public Images(Docker docker, Leftovers leftovers, Path sources, Consumer<String> progress) {
        this.docker = docker;
        this.leftovers = leftovers;
        this.sources = sources;
        this.progress = progress;
    }

    /**
     * The image for this container of a stack, with what the sites need; built if it is missing.
     *
     * @throws LabException if it can't be built
     */
    public synchronized String ensure(ServerContainer.Image kind, List<Site> sites) {
        String server = server(kind);
        List<String> packages = sites.stream()
                .flatMap(site -> Stream.concat(
                        site.packages().stream(), site.phpExtensions().stream().map(name -> "php8.4-" + name)))
                .distinct()
                .sorted()
                .toList();
        List<String> writable = sites.stream()
                .flatMap(site -> site.writable().stream().filter(path -> !path.startsWith(site.documents() + "/")))
                .distinct()
                .sorted()
                .toList();
        if (packages.isEmpty() && writable.isEmpty()) {
            return server;
        }
        String name = REPOSITORY + word(kind) + "-with";
        String tag = name + ":" + hash(List.of("sites"), List.of(server, packages.toString(), writable.toString()), 1);
        return present(tag)
                ? tag
                : build(
                        tag,
                        "sites/Dockerfile",
                        Map.of(
                                "BASE", server,
                                "PACKAGES", String.join(" ", packages),
                                "WRITABLE", String.join(" ", writable)),
                        "adding " + String.join(", ", packages) + " to the " + word(kind) + " image");
    }

    /** Whether the base image is here. */
    public boolean hasBase() {
        return present(BASE);
    }

    /** Removes the lab's images but for the base, and returns how many there were. */
    public int removeAll() {
        List<Image> images = docker.client().listImagesCmd().exec();
        int removed = 0;
        for (Image image : images) {
            for (String tag : image.getRepoTags() == null ? new String[0] : image.getRepoTags()) {
                if (tag.startsWith(REPOSITORY) && !tag.equals(BASE)) {
                    docker.client().removeImageCmd(tag).withForce(true).exec();
                    removed++;
                }
            }
        }
        return removed;
    }

    /**
     * What an image is made of: what it recorded of itself when it was built. An image of the user's own that recorded
     * nothing has no packages here.
     */
    public Environment.Image describe(String image) {
        Map<String, String> packages = new TreeMap<>();
        readFile(image, "/usr/share/mpmlab/packages.tsv").lines().forEach(line -> {
            String[] fields = line.split("\t", -1);
            if (fields.length >= 2 && fields[0].matches(NOTABLE)) {
                packages.put(fields[0], fields[1]);
            }
        });
        List<String> aptSources = readFile(image, "/usr/share/mpmlab/sources")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return new Environment.Image(id(image), origin(), packages, aptSources);
    }

    /** Where the base came from: bootstrapped from packages, or pulled. */
    private String origin() {
        Map<String, String> labels =
                docker.client().inspectImageCmd(BASE).exec().getConfig().getLabels();
        return BASE + " (" + (labels == null ? "pulled" : labels.getOrDefault("org.mpmlab.origin", "pulled")) + ")";
    }

    private String readFile(String image, String path) {
        String container;
        try {
            container = leftovers.create(docker.client().createContainerCmd(image));
        } catch (NotFoundException missing) {
            throw new LabException(
                    "There is no image " + image + " here.\n  Build or pull it first; mpmlab never pulls "
                            + "an image that a scenario names.",
                    missing);
        }
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                docker.client().copyArchiveFromContainerCmd(container, path).exec())) {
            return tar.getNextEntry() == null ? "" : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        } catch (NotFoundException absent) {
            return "";
        } catch (IOException broken) {
            throw new LabException(path + " of " + image + " can't be read: " + broken.getMessage(), broken);
        } finally {
            leftovers.remove(container);
        }
    }

    private String id(String image) {
        return docker.client().inspectImageCmd(image).exec().getId();
    }

    private String server(ServerContainer.Image kind) {
        if (!present(BASE)) {
            throw new LabException(
                    "The base image " + BASE + " is missing.\n  Run ./mpmlab setup, which pulls or builds it.");
        }
        String tag = REPOSITORY + word(kind) + ":" + hash(List.of(word(kind), "entry"), List.of(id(BASE)), 8);
        return present(tag)
                ? tag
                : build(tag, word(kind) + "/Dockerfile", Map.of("BASE", BASE), "building the " + word(kind) + " image");
    }

    private boolean present(String tag) {
        try {
            docker.client().inspectImageCmd(tag).exec();
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    private String build(String tag, String dockerfile, Map<String, String> arguments, String step) {
        progress.accept(step + " (" + tag + ")");
        BuildImageCmd command = docker.client()
                .buildImageCmd()
                .withBaseDirectory(sources.toFile())
                .withDockerfile(sources.resolve(dockerfile).toFile())
                .withTags(Set.of(tag))
                .withNetworkMode("host")
                .withForcerm(true);
        arguments.forEach(command::withBuildArg);
        List<String> lines = new ArrayList<>();
        try {
            command.exec(new BuildImageResultCallback() {
                        @Override
                        public void onNext(BuildResponseItem item) {
                            if (item.getStream() != null && !item.getStream().isBlank()) {
                                lines.add(item.getStream().strip());
                            }
                            super.onNext(item);
                        }
                    })
                    .awaitImageId();
            return tag;
        } catch (DockerClientException failed) {
            throw new LabException(
                    "The image " + tag + " could not be built: " + failed.getMessage() + "\n  "
                            + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())),
                    failed);
        }
    }

    /** Twelve hex digits of all files in these folders and these words. */
    private String hash(List<String> folders, List<String> words, int depth) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String folder : folders) {
                try (Stream<Path> files = Files.walk(sources.resolve(folder), depth)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(sources.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
            words.forEach(word -> digest.update(word.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the image sources in " + sources, unreadable);
        }
    }

    private static String word(ServerContainer.Image kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
