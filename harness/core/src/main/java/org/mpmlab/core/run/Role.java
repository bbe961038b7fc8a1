package org.mpmlab.core.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a server process is for. */
public enum Role {
    /** httpd's parent, which serves nothing itself. */
    HTTPD_PARENT,
    /** An httpd child: one request at a time under prefork and ITK, many threads under worker and event. */
    HTTPD_CHILD,
    /** mod_cgid's daemon and mod_fcgid's process manager: httpd processes that start PHP for others. */
    HTTPD_SPAWNER,
    /** A php-cgi process of CGI or mod_fcgid. */
    PHP_CGI,
    FPM_MASTER,
    FPM_WORKER,
    NGINX_MASTER,
    NGINX_WORKER,
    /** The container's own process 1 and whatever is none of the others. */
    OTHER;

    /** As written in files and reports, such as {@code fpm-worker}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
