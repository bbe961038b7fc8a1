package org.mpmlab.lab.observe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a container of mpmlab's own image, by Docker's command line. Removed when closed. */
final class TestContainer implements AutoCloseable {
    private final String id;
    final int port;

    private TestContainer(String id, int port) {
        this.id = id;
        this.port = port;
    }

    /** The newest image of that name; empty if there is none, or no Docker. */
    static String image(String name) {
        try {
            return run("docker", "images", "--quiet", name).lines().findFirst().orElse("");
        } catch (IOException noDocker) {
            return "";
        }
    }

    /**
     * Starts it and waits until the page is served.
     *
     * @param stack whose configuration is under {@code observe/config}
     * @param options more of {@code docker run}'s
     */
    static TestContainer start(Path folder, String stack, List<String> options) throws Exception {
        int port = freePort();
        boolean nginx = stack.startsWith("nginx");
        Path site = Files.createDirectories(folder.resolve("site"));
        Path page = write(site.resolve("page.php"), Recorded.text("config/page.php"));
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path server = write(
                folder.resolve("server.conf"),
                Recorded.text("config/" + stack + ".conf").replace("@PORT@", Integer.toString(port)));
        Path fpm = write(folder.resolve("fpm.conf"), Recorded.text("config/fpm.conf"));
        // The container's users are strangers to JUnit's private folder.
        for (Path open : List.of(folder, site)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        List<String> command = new ArrayList<>(
                List.of("docker", "run", "--detach", "--label", "mpmlab.dev=observe", "--network", "host"));
        command.addAll(options);
        command.addAll(List.of("--volume", site + ":/srv/mpmlab/sites:ro"));
        command.addAll(List.of("--volume", fpm + ":/etc/mpmlab/fpm.conf:ro"));
        command.addAll(List.of("--volume", server + ":/etc/mpmlab/" + (nginx ? "nginx" : "httpd") + ".conf:ro"));
        command.add(image(nginx ? "mpmlab/nginx" : "mpmlab/httpd"));
        if (stack.endsWith("fpm")) {
            command.add("fpm");
        }
        command.add(nginx ? "nginx" : "httpd");
        TestContainer container =
                new TestContainer(run(command.toArray(new String[0])).strip(), port);
        container.awaitPage();
        return container;
    }

    private void awaitPage() throws Exception {
        IOException last = null;
        for (int tries = 0; tries < 100; tries++) {
            try {
                StatusRequest.get(uri("/page.php"), Duration.ofSeconds(5));
                return;
            } catch (IOException notYet) {
                last = notYet;
                Thread.sleep(100);
            }
        }
        String logs = run("docker", "logs", id);
        close();
        throw new IllegalStateException("no page after 10 s; the container says: " + logs, last);
    }

    int initPid() throws IOException {
        return Integer.parseInt(
                run("docker", "inspect", "--format", "{{.State.Pid}}", id).strip());
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    @Override
    public void close() throws IOException {
        run("docker", "rm", "--force", id);
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return output;
    }
}
