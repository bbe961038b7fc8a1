package org.mpmlab.lab.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files under {@code observe/}, whose README says where they come from. */
final class Recorded {
    private Recorded() {}

    static String text(String path) {
        try (InputStream in = Recorded.class.getResourceAsStream("/observe/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no recorded file " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The processes of a stack's container. */
    static List<ServerProcess> processes(String name) {
        return text("processes/" + name + ".tsv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", 2))
                .map(fields -> ServerProcess.parse(fields[0], fields[1]))
                .toList();
    }
}
