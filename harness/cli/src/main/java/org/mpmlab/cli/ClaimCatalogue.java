package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.ClaimReader;
import org.mpmlab.core.scenario.Library;

/** The claims that ship with mpmlab, and a user's choice among them. */
final class ClaimCatalogue {
    private ClaimCatalogue() {}

    /**
     * The wanted ones, in the order of their names.
     *
     * @param wanted ids; none for all
     */
    static List<Claim> read(Home home, Set<String> wanted) {
        Path folder = home.catalog().resolve("claims");
        Library library = home.library(folder.toAbsolutePath());
        try (Stream<Path> files = Files.list(folder)) {
            List<Claim> all = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                all.add(ClaimReader.read(Files.readString(file), file.toString(), library));
            }
            return only(all, wanted);
        } catch (IOException unreadable) {
            throw new UsageException("the claims in " + folder + " can't be read: " + unreadable.getMessage());
        }
    }

    /** Those of the wanted ids, or all if none is wanted; an unknown one is told with those there are. */
    static List<Claim> only(List<Claim> all, Set<String> wanted) {
        List<String> known = all.stream().map(Claim::id).toList();
        wanted.stream().filter(id -> !known.contains(id)).sorted().findFirst().ifPresent(id -> {
            throw new UsageException("there is no claim '" + id + "', only " + String.join(", ", known));
        });
        return all.stream()
                .filter(claim -> wanted.isEmpty() || wanted.contains(claim.id()))
                .toList();
    }
}
