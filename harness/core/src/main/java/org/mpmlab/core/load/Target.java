package org.mpmlab.core.load;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the requests of one arm go, and what a right answer looks like.
 *
 * @param name the arm's name, unique within a load, such as {@code event+fpm}
 * @param uri http or https, with host, port, path and query
 * @param method an HTTP method token (RFC 9110, 9.1)
 * @param headers request headers beyond Host, in order of iteration
 * @param body the request's body, if any, sent as it is in UTF-8
 * @param expect what makes an answer a success
 */
public record Target(
        String name, URI uri, String method, Map<String, String> headers, Optional<String> body, Expectation expect) {

    /**
     * An answer that fails this is counted as an error of its own kind and its times are kept apart.
     *
     * @param status the status code
     * @param bodyBytes the exact length of the decoded body in bytes, where it is known
     */
    public record Expectation(int status, OptionalLong bodyBytes) {
        /** Status 200, any length. */
        public static final Expectation OK = new Expectation(200, OptionalLong.empty());

        public Expectation {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("expect.status must be 200 to 599, not " + status);
            }
        }
    }

    public Target {
        Objects.requireNonNull(name, "name");
        String scheme = uri.getScheme();
        if ((!"http".equals(scheme) && !"https".equals(scheme)) || uri.getHost() == null) {
            throw new IllegalArgumentException("target " + name + " needs an http or https address, not " + uri);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A GET that expects 200. */
    public static Target get(String name, URI uri) {
        return new Target(name, uri, "GET", Map.of(), Optional.empty(), Expectation.OK);
    }

    /** A GET of another path on the same server, of which any length will do. */
    public Target at(String path) {
        return new Target(name, uri.resolve(path), "GET", headers, Optional.empty(), Expectation.OK);
    }

    /** The port, with the scheme's default filled in. */
    public int port() {
        return uri.getPort() >= 0 ? uri.getPort() : tls() ? 443 : 80;
    }

    /** Whether requests travel over TLS. */
    public boolean tls() {
        return "https".equals(uri.getScheme());
    }
}
