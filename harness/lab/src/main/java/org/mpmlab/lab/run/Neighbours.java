package org.mpmlab.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.claim.Observed.NeighboursSeen;
import org.mpmlab.core.claim.Observed.Tenant;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.OwnedFile;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/** Puts two users' sites on one server and asks PHP of each whom it runs as, and for a file of the other. */
final class Neighbours {
    private static final String PRIVATE = "/srv/mpmlab/private/";
    private static final String PAGE = "/mpmlab-probe/neighbour.php?file=";
    /** Debian's www-data, whose group panels give to sites' files so that the server can read them. */
    private static final int SERVERS_GROUP = 33;

    private static final int FIRST_UID = 5001;
    private static final int SITES = 2;
    private static final int FOLDER = 0750;
    private static final int FILE = 0640;
    private static final int FOR_ALL = 0644;

    private final Servers servers;
    private final Path imageSources;
    private final Visitor visitor = new Visitor();

    /**
     * Starts nothing yet.
     *
     * @param imageSources the folder {@code docker-images}
     */
    Neighbours(Servers servers, Path imageSources) {
        this.servers = servers;
        this.imageSources = imageSources;
    }

    /**
     * What PHP of each site sees.
     *
     * @param sites two of different names
     * @throws LabException if the server does not serve them
     */
    NeighboursSeen see(Composition composition, List<Site> sites) throws InterruptedException {
        try (RunningStack running = servers.start(Stack.of(composition), sites, files())) {
            List<Tenant> tenants = new ArrayList<>();
            for (Site site : sites) {
                Verification.Finding finding = new Verification().verify(running, site, List.of(Protocol.H1));
                if (!finding.validity().valid()) {
                    throw new LabException(composition + " does not serve two sites: " + finding.validity());
                }
            }
            for (int i = 0; i < SITES; i++) {
                tenants.add(tenant(running, sites.get(i), running.owner(sites.get(1 - i))));
            }
            return new NeighboursSeen(composition, tenants);
        } catch (IOException silent) {
            throw new LabException(composition + " did not tell whom PHP runs as: " + silent.getMessage(), silent);
        }
    }

    private Tenant tenant(RunningStack running, Site site, String neighbour) throws IOException {
        String owner = running.owner(site);
        JsonNode own = ask(running, site, owner);
        JsonNode foreign = ask(running, site, neighbour);
        return new Tenant(
                site.name(),
                owner,
                foreign.path("user").asText(),
                own.path("read").asBoolean(),
                foreign.path("read").asBoolean(),
                foreign.path("said").asText());
    }

    private JsonNode ask(RunningStack running, Site site, String owner) throws IOException {
        URI page = running.uri(site, Protocol.H1, PAGE + owner + "/note.txt");
        return Json.MAPPER.readTree(visitor.get(page).body());
    }

    private List<OwnedFile> files() {
        List<OwnedFile> files = new ArrayList<>();
        files.add(new OwnedFile("/srv/mpmlab/probe/neighbour.php", Optional.of(page()), 0, 0, FOR_ALL));
        files.add(new OwnedFile(PRIVATE, Optional.empty(), 0, 0, 0755));
        for (int i = 0; i < SITES; i++) {
            String folder = PRIVATE + "site" + (i + 1);
            int uid = FIRST_UID + i;
            files.add(new OwnedFile(folder, Optional.empty(), uid, SERVERS_GROUP, FOLDER));
            files.add(new OwnedFile(folder + "/note.txt", Optional.of("private\n"), uid, SERVERS_GROUP, FILE));
        }
        return files;
    }

    private String page() {
        try {
            return Files.readString(imageSources.resolve("probe/neighbour.php"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
