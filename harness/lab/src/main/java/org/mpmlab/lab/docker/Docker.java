package org.mpmlab.lab.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.time.Duration;
import org.mpmlab.lab.LabException;

/** A connection to a Docker Engine, found as Docker's own client finds it (DOCKER_HOST and its fellows). */
public final class Docker implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Building an image may be silent for minutes while packages are installed. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(15);

    private final DockerClient client;
    private final String description;

    private Docker(DockerClient client, String description) {
        this.client = client;
        this.description = description;
    }

    /**
     * Connects, and asks for a sign of life.
     *
     * @throws LabException if no Engine answers
     */
    public static Docker connect() {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        ZerodepDockerHttpClient transport = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(RESPONSE_TIMEOUT)
                .build();
        DockerClient client = DockerClientImpl.getInstance(config, transport);
        try {
            Version version = client.versionCmd().exec();
            Info info = client.infoCmd().exec();
            return new Docker(
                    client, version.getVersion() + " (API " + version.getApiVersion() + ", " + info.getDriver() + ")");
        } catch (RuntimeException unreachable) {
            throw new LabException(
                    "No Docker Engine answers at " + config.getDockerHost() + ": " + rootMessage(unreachable)
                            + ".\n  Run ./mpmlab setup, which installs and starts one, or set DOCKER_HOST.",
                    unreachable);
        }
    }

    /** The Engine's version and storage driver. */
    public String description() {
        return description;
    }

    DockerClient client() {
        return client;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (java.io.IOException nothingToLose) {
            // the connection is given up either way
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
