package org.mpmlab.lab.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.configuration.Hosted;
import org.mpmlab.core.stack.configuration.ServerConfiguration;
import org.mpmlab.lab.LabException;

/** A stack whose servers were started, or an address where something runs already. Close it to remove its containers. */
public final class RunningStack implements AutoCloseable {
    private static final int SIGNAL_SECONDS = 10;

    /**
     * One of its containers.
     *
     * @param id Docker's
     * @param initPid its first process, in the host's numbering
     * @param image the image's tag
     */
    public record Member(String id, long initPid, String image) {}

    private final Docker docker;
    private final Leftovers leftovers;
    private final Stack stack;
    private final List<Hosted> sites;
    private final List<Member> members;
    private final int statusPort;

    RunningStack(
            Docker docker, Leftovers leftovers, Stack stack, List<Hosted> sites, List<Member> members, int statusPort) {
        this.docker = docker;
        this.leftovers = leftovers;
        this.stack = stack;
        this.sites = List.copyOf(sites);
        this.members = List.copyOf(members);
        this.statusPort = statusPort;
    }

    public Stack stack() {
        return stack;
    }

    /** Its containers; none for an address. */
    public List<Member> members() {
        return members;
    }

    /** Where this path of the site answers, for clients of this protocol. */
    public URI uri(Site site, Protocol protocol, String path) {
        if (stack.address().isPresent()) {
            return stack.address().get().resolve(path);
        }
        Hosted hosted = hosted(site);
        return URI.create(
                protocol == Protocol.H2
                        ? "https://127.0.0.1:" + hosted.tlsPort() + path
                        : "http://127.0.0.1:" + hosted.httpPort() + path);
    }

    /** Where httpd tells its scoreboard; empty for nginx by itself and for addresses. */
    public Optional<URI> scoreboard() {
        return stack.composition()
                .flatMap(Composition::mpm)
                .map(mpm -> URI.create("http://127.0.0.1:" + statusPort + "/server-status?auto"));
    }

    /** Where the site's FPM pool tells its status. */
    public Optional<URI> fpmStatus(Site site) {
        return stack.composition()
                .filter(parts -> parts.php() == PhpMode.FPM)
                .map(parts -> URI.create(
                        "http://127.0.0.1:" + statusPort + ServerConfiguration.fpmStatusPath(site) + "?json"));
    }

    /** Whom PHP must run as: the site's own user under ITK and in an FPM pool, else the server's. */
    public String phpUser(Site site) {
        return stack.composition().filter(Composition::isolates).isPresent()
                ? hosted(site).user()
                : "www-data";
    }

    /** The user that a site's files and, where the stack can choose, its PHP belong to. */
    public String owner(Site site) {
        return hosted(site).user();
    }

    /**
     * Sends a signal to one of a container's processes, from within, where root may.
     *
     * @param member one of this stack's
     * @param pid as the container counts
     * @param signal its name without SIG
     * @throws LabException if the Engine does not do it
     */
    public void signal(Member member, int pid, String signal) throws InterruptedException {
        try {
            String exec = docker.client()
                    .execCreateCmd(member.id())
                    .withCmd("bash", "-c", "kill -" + signal + " " + pid)
                    .exec()
                    .getId();
            docker.client()
                    .execStartCmd(exec)
                    .exec(new ResultCallback.Adapter<Frame>())
                    .awaitCompletion(SIGNAL_SECONDS, TimeUnit.SECONDS);
        } catch (DockerException refused) {
            throw new LabException(stack.name() + ": no signal could be sent: " + refused.getMessage(), refused);
        }
    }

    /** The exit status of the first of its containers that is not running any more; empty while all run. */
    public OptionalInt ended() {
        for (Member member : members) {
            try {
                InspectContainerResponse.ContainerState state =
                        docker.client().inspectContainerCmd(member.id()).exec().getState();
                if (!Boolean.TRUE.equals(state.getRunning())) {
                    Long status = state.getExitCodeLong();
                    return OptionalInt.of(status == null ? -1 : status.intValue());
                }
            } catch (NotFoundException removed) {
                return OptionalInt.of(-1);
            }
        }
        return OptionalInt.empty();
    }

    /** What its containers printed last, for messages. */
    public String lastWords(int lines) {
        StringBuilder words = new StringBuilder();
        for (Member member : members) {
            words.append(Servers.logs(docker, member.id(), lines));
        }
        return words.toString().strip();
    }

    private Hosted hosted(Site site) {
        return sites.stream()
                .filter(hosted -> hosted.site().name().equals(site.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(stack.name() + " does not serve " + site.name()));
    }

    @Override
    public void close() {
        members.forEach(member -> leftovers.remove(member.id()));
    }
}
