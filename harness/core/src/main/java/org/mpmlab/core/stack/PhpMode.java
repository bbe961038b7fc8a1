package org.mpmlab.core.stack;

import com.fasterxml.jackson.annotation.JsonValue;

/** How PHP runs behind the server. */
public enum PhpMode {
    /** mod_php: the interpreter inside each httpd child. */
    MOD_PHP("mod_php", "mod_php"),
    /** A php-cgi process per request, by mod_cgi or, on threaded MPMs, mod_cgid. */
    CGI("cgi", "CGI"),
    /** "FastCGI (Apache)": php-cgi processes kept by mod_fcgid. */
    FCGID("fcgid", "FastCGI (mod_fcgid)"),
    /** PHP-FPM behind mod_proxy_fcgi or nginx. */
    FPM("fpm", "PHP-FPM");

    private final String word;
    private final String title;

    PhpMode(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** Whether every request at once has a PHP process of its own: started for it, or refused with 503 without one. */
    public boolean processPerRequest() {
        return this == CGI || this == FCGID;
    }

    /** The word in a stack's name. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The name that a report prints. */
    public String title() {
        return title;
    }
}
