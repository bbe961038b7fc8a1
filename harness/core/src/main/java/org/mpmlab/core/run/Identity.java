package org.mpmlab.core.run;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.mpmlab.core.load.Target;

/**
 * Who answered, as the server itself says it: checked before a cell is measured.
 *
 * @param server the Server header; blank without one
 * @param mpm mod_status's ServerMPM; empty for nginx and for addresses without it
 * @param sapi how PHP runs, as the probe page names it: mod_php, cgi, fcgid or fpm, not php_sapi_name(); empty where
 *     there is no such page
 * @param phpVersion of the probe page
 * @param phpUid the uid that PHP runs as
 * @param protocol what the server negotiated
 * @param status of the measured page
 * @param bodyBytes of the measured page
 */
public record Identity(
        String server,
        Optional<String> mpm,
        Optional<String> sapi,
        Optional<String> phpVersion,
        Optional<Integer> phpUid,
        String protocol,
        int status,
        long bodyBytes) {

    /** A page where requests go, and whose answers must be like the verified one. */
    public Target target(String name, URI page) {
        Target plain = Target.get(name, page);
        return new Target(
                name,
                page,
                plain.method(),
                plain.headers(),
                plain.body(),
                new Target.Expectation(status, OptionalLong.of(bodyBytes)));
    }
}
