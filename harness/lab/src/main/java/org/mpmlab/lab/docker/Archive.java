package org.mpmlab.lab.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.configuration.ConfigurationFile;

/** What is copied into a container before it starts, as a tar onto {@code /}: no bind mounts, no temporary folders. */
final class Archive {
    private static final int FOR_ALL = 0777;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    Archive() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    Archive configuration(List<ConfigurationFile> files) {
        files.forEach(file -> file(file.path(), file.text().getBytes(StandardCharsets.UTF_8), 0644));
        return this;
    }

    Archive probe(Path images) {
        for (String name : List.of("probe.php", "shift.php")) {
            file("/srv/mpmlab/probe/" + name, read(images.resolve("probe").resolve(name)), 0644);
        }
        return this;
    }

    /** The site's own documents, its overlay and the parameters that its pages read. */
    Archive site(Site site) {
        Path folder = Path.of(site.folder());
        tree(folder.resolve("public"), Site.ROOT + "/" + site.name(), site.writable());
        tree(folder.resolve("overlay"), "", site.writable());
        site.writable().stream()
                .filter(path -> path.startsWith(site.documents() + "/"))
                .forEach(path -> directory(path, FOR_ALL));
        if (!site.parameters().isEmpty()) {
            file(site.parametersFile(), parameters(site.parameters()).getBytes(StandardCharsets.UTF_8), 0644);
        }
        return this;
    }

    InputStream finish() {
        try {
            tar.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static String parameters(Map<String, Long> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "'" + entry.getKey() + "' => " + entry.getValue())
                .collect(Collectors.joining(", ", "<?php return [", "];\n"));
    }

    private void tree(Path from, String to, List<String> writable) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.sorted().toList()) {
                String target = to + "/" + from.relativize(path);
                boolean open = writable.stream().anyMatch(root -> (target + "/").startsWith(root + "/"));
                if (Files.isDirectory(path)) {
                    if (!to.isEmpty() || open) {
                        directory(target, open ? FOR_ALL : 0755);
                    }
                } else {
                    file(target, read(path), open ? 0666 : 0644);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the site's files in " + from, unreadable);
        }
    }

    private void directory(String path, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(relative(path) + "/");
        entry.setMode(mode);
        put(entry, new byte[0]);
    }

    private void file(String path, byte[] content, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(relative(path));
        entry.setMode(mode);
        entry.setSize(content.length);
        put(entry, content);
    }

    private void put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String relative(String absolute) {
        return absolute.replaceAll("^/+", "").replaceAll("/+$", "");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
