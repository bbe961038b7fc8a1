package org.mpmlab.lab.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.mpmlab.core.run.FpmStatus;

/**
 * PHP-FPM's status page of a pool as JSON ({@code pm.status_path} with {@code ?json}; sapi/fpm/fpm/fpm_status.c). The
 * worker that answers is itself counted as active.
 */
final class FpmStatusPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FpmStatusPage() {}

    /**
     * Reads the page. Numbers may be written as strings; one that is missing counts 0.
     *
     * @throws IllegalArgumentException if this is no such page
     */
    static FpmStatus parse(String json) {
        JsonNode page;
        try {
            page = JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(
                    "PHP-FPM's status page is not JSON; does its address end in ?json ?", notJson);
        }
        if (!page.path("pool").isTextual()) {
            throw new IllegalArgumentException("no status page of PHP-FPM: it names no pool");
        }
        return new FpmStatus(
                page.path("pool").asText(),
                page.path("active processes").asInt(),
                page.path("idle processes").asInt(),
                page.path("total processes").asInt(),
                page.path("listen queue").asInt(),
                page.path("max listen queue").asInt(),
                page.path("max children reached").asInt(),
                page.path("accepted conn").asLong());
    }
}
