package org.mpmlab.lab.observe;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One running instance of a stack: where to look.
 *
 * @param containers all that it consists of, a front's and the application's alike
 * @param httpdStatus mod_status for programs, such as {@code http://127.0.0.1:8080/server-status?auto}; empty for a
 *     stack without httpd
 * @param fpmStatus PHP-FPM's status as JSON, one per pool, such as {@code http://127.0.0.1:8080/fpm-status?json}
 */
public record ObservedStack(List<ObservedContainer> containers, Optional<URI> httpdStatus, List<URI> fpmStatus) {
    public ObservedStack {
        containers = List.copyOf(containers);
        fpmStatus = List.copyOf(fpmStatus);
    }
}
