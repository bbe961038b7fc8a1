package org.mpmlab.gatling.visit;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request that a visitor is about to make.
 *
 * @param name what Gatling's statistics and assertions call it
 * @param body sent as it is, in UTF-8
 * @param check what makes its answer the expected one
 * @param readsBody whether the answer's body is kept for {@code check} and {@code then}
 * @param then what the visitor learns from the expected answer
 */
record Ask(
        String name,
        HttpMethod method,
        URI uri,
        Map<String, String> headers,
        Optional<String> body,
        Check check,
        boolean readsBody,
        Consumer<Reply> then) {}
