package org.mpmlab.core.capacity.box;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a box must offer, whatever it costs. */
public enum Need {
    /** Modules or PHP extensions that are not thread-safe run inside httpd: no threaded MPM. */
    NON_THREAD_SAFE_MODULES,
    /** The platform has no thread-safe polling, which the event MPM depends on (cPanel's second guideline). */
    NO_SAFE_POLLING,
    /** Each site's PHP runs under its own user, as ITK and pools of PHP-FPM have it. */
    USER_ISOLATION,
    /** Clients get HTTP/2. */
    HTTP2;

    /** The word that users write. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
