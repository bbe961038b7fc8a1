package org.mpmlab.gatling.visit;

import java.util.Optional;

/**
 * A whole answer.
 *
 * @param bodyBytes length of the decoded body
 * @param location where it sends the visitor, if anywhere
 * @param body the body's text if it was asked to be kept, else empty
 */
record Reply(int status, long bodyBytes, Optional<String> location, String body) {}
