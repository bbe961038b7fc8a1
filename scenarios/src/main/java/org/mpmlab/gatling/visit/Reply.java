package org.mpmlab.gatling.visit;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param bodyBytes length of the decoded body
 * @param location where it sends the visitor, if anywhere
 * @param body the body's text if it was asked to be kept, else empty
 */
record Reply(int status, long bodyBytes, Optional<String> location, String body) {

    /** Whether a server's word for an address is one (RFC 3986). */
    static boolean isAddress(String text) {
        try {
            return !new URI(text).isOpaque();
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
