package org.mpmlab.core.stack.configuration;

import org.mpmlab.core.site.Site;

/**
 * A site in its place on a server. Everything listens on 127.0.0.1.
 *
 * @param site what is served
 * @param httpPort where clients speak HTTP/1.1 in clear text
 * @param tlsPort where clients speak TLS, and HTTP/2 where the server can
 * @param backendPort where Apache listens when nginx stands in front
 * @param user whom PHP runs as where the stack can choose: under ITK and in an FPM pool
 */
public record Hosted(Site site, int httpPort, int tlsPort, int backendPort, String user) {}
