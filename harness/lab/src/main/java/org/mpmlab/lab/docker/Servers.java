package org.mpmlab.lab.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.configuration.Hosted;
import org.mpmlab.core.stack.configuration.ServerConfiguration;
import org.mpmlab.core.stack.configuration.ServerContainer;
import org.mpmlab.lab.LabException;

/**
 * Starts stacks: containers on the host's network that listen on 127.0.0.1 alone, with the capabilities their roles
 * need and no others, pinned and limited as the placement says. Thread-safe.
 */
public final class Servers {
    private static final long CPU_NANOS = 1_000_000_000L;
    /** Of /dev/shm, where a site may keep files in memory. Docker's 64 MiB would be full with some hundred requests at once. */
    private static final long SHM_BYTES = 1L << 30;

    private static final int LOG_WAIT_SECONDS = 5;

    private final Docker docker;
    private final Images images;
    private final Leftovers leftovers;
    private final Path imageSources;
    private final Placement placement;
    private final Map<String, String> labels;
    private final Ports ports = new Ports();

    /**
     * Starts nothing yet.
     *
     * @param imageSources the folder {@code docker-images}
     * @param run the run's id, for the containers' label
     */
    public Servers(
            Docker docker, Images images, Leftovers leftovers, Path imageSources, Placement placement, String run) {
        this.docker = docker;
        this.images = images;
        this.leftovers = leftovers;
        this.imageSources = imageSources;
        this.placement = placement;
        this.labels = Map.of("mpmlab.run", run);
    }

    /**
     * Starts a stack's containers; whether they serve rightly is for the caller to find out.
     *
     * @throws LabException if the Engine refuses
     */
    public RunningStack start(Stack stack, List<Site> sites) {
        return start(stack, sites, List.of());
    }

    /**
     * The same with further files in each container.
     *
     * @throws LabException if the Engine refuses
     */
    public RunningStack start(Stack stack, List<Site> sites, List<OwnedFile> further) {
        List<Hosted> hosted = new ArrayList<>();
        for (Site site : sites) {
            hosted.add(new Hosted(site, ports.free(), ports.free(), ports.free(), "site" + (1 + hosted.size() % 2)));
        }
        int statusPort = ports.free();
        List<RunningStack.Member> members = new ArrayList<>();
        try {
            if (stack.composition().isPresent()) {
                for (ServerContainer container : ServerConfiguration.of(stack, hosted, statusPort, ports.free())) {
                    members.add(start(stack, container, sites, further));
                }
            }
            return new RunningStack(docker, leftovers, stack, hosted, members, statusPort);
        } catch (RuntimeException failed) {
            members.forEach(member -> leftovers.remove(member.id()));
            throw failed instanceof DockerException refused
                    ? new LabException(
                            "The containers of " + stack.name() + " did not start: " + refused.getMessage()
                                    + "\n  Is the Engine healthy? Try ./mpmlab doctor.",
                            refused)
                    : failed;
        }
    }

    /**
     * Keeps what was seen of servers. Where this process is ending, and removes them while its threads run on, nothing is
     * kept and this never returns: a load that lost its server that way says nothing of it.
     */
    public void keep(Runnable findings) {
        leftovers.unlessEnding(() -> {
            findings.run();
            return null;
        });
    }

    /**
     * Asks the real servers whether they accept their configuration ({@code apache2 -t} and its fellows), and returns
     * what they say.
     */
    public Check check(Stack stack, List<Site> sites) {
        List<Hosted> hosted = new ArrayList<>();
        for (Site site : sites) {
            hosted.add(new Hosted(site, ports.free(), ports.free(), ports.free(), "site1"));
        }
        StringBuilder said = new StringBuilder();
        boolean accepted = true;
        for (ServerContainer container : ServerConfiguration.of(stack, hosted, ports.free(), ports.free())) {
            List<String> command = new ArrayList<>(List.of("--check"));
            command.addAll(container.roles());
            String id = create(stack, container, sites, List.of(), command);
            try {
                docker.client().startContainerCmd(id).exec();
                int status = docker.client().waitContainerCmd(id).start().awaitStatusCode(30, TimeUnit.SECONDS);
                accepted &= status == 0;
                said.append(logs(docker, id, 50));
            } finally {
                leftovers.remove(id);
            }
        }
        return new Check(accepted, said.toString());
    }

    /**
     * What the servers think of a configuration.
     *
     * @param accepted whether all of them accept it
     * @param said what they printed
     */
    public record Check(boolean accepted, String said) {}

    private RunningStack.Member start(
            Stack stack, ServerContainer container, List<Site> sites, List<OwnedFile> further) {
        String id = create(stack, container, sites, further, container.roles());
        try {
            docker.client().startContainerCmd(id).exec();
            var state = docker.client().inspectContainerCmd(id).exec();
            Long pid = state.getState().getPidLong();
            return new RunningStack.Member(
                    id, pid == null ? 0 : pid, state.getConfig().getImage());
        } catch (RuntimeException failed) {
            leftovers.remove(id);
            throw failed;
        }
    }

    private String create(
            Stack stack, ServerContainer container, List<Site> sites, List<OwnedFile> further, List<String> command) {
        String image = stack.image().orElseGet(() -> images.ensure(container.image(), sites));
        CreateContainerCmd create = docker.client()
                .createContainerCmd(image)
                .withCmd(command)
                .withLabels(labels)
                .withHostConfig(hostConfig(container));
        String id = leftovers.create(create);
        try {
            Archive archive = new Archive().configuration(container.files()).probe(imageSources);
            sites.forEach(archive::site);
            archive.owned(further);
            docker.client()
                    .copyArchiveToContainerCmd(id)
                    .withTarInputStream(archive.finish())
                    .withRemotePath("/")
                    .exec();
            return id;
        } catch (RuntimeException failed) {
            leftovers.remove(id);
            throw failed;
        }
    }

    private HostConfig hostConfig(ServerContainer container) {
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("host")
                .withCapDrop(Capability.ALL)
                .withCapAdd(container.capabilities().stream()
                        .map(Capability::valueOf)
                        .toArray(Capability[]::new))
                .withSecurityOpts(List.of("no-new-privileges"))
                .withShmSize(SHM_BYTES)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m")));
        placement.serverCpus().ifPresent(config::withCpusetCpus);
        placement.serverCpuLimit().ifPresent(cpus -> config.withNanoCPUs((long) (cpus * CPU_NANOS)));
        placement.serverMemoryBytes().ifPresent(bytes -> config.withMemory(bytes)
                .withMemorySwap(bytes));
        return config;
    }

    static String logs(Docker docker, String container, int lines) {
        StringBuilder text = new StringBuilder();
        try (ResultCallback.Adapter<Frame> reader = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            docker.client()
                    .logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(reader)
                    .awaitCompletion(LOG_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException | DockerException unreadable) {
            text.append("(its log can't be read: ")
                    .append(unreadable.getMessage())
                    .append(")\n");
        }
        return text.toString();
    }
}
