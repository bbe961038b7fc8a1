package org.mpmlab.core.stack.configuration;

import java.util.List;
import java.util.Set;

/**
 * One container of a stack: which image it needs, what it runs, and all that it reads.
 *
 * @param image which of the lab's images
 * @param roles what {@code mpmlab-start} is told to start, in order: {@code fpm}, {@code httpd}, {@code nginx}
 * @param files its generated configuration
 * @param capabilities the least Linux capabilities that its roles need, without {@code CAP_}
 */
public record ServerContainer(
        Image image, List<String> roles, List<ConfigurationFile> files, Set<String> capabilities) {

    /** The lab's images. */
    public enum Image {
        HTTPD,
        NGINX
    }

    public ServerContainer {
        roles = List.copyOf(roles);
        files = List.copyOf(files);
        capabilities = Set.copyOf(capabilities);
    }
}
