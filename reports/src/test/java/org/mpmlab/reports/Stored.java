package org.mpmlab.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;

/**
 * Runs that were really measured, as {@code Run}'s JSON: {@code capacity} is {@code run capacity --site hello} on two
 * cores, {@code hold} opens idle connections until new requests starve. Times that no report shows were left out.
 */
final class Stored {
    private Stored() {}

    static Run run(String name) {
        try (InputStream file = Stored.class.getResourceAsStream(name + ".json.gz");
                InputStream json = new GZIPInputStream(file)) {
            return Json.MAPPER.readValue(json, Run.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
