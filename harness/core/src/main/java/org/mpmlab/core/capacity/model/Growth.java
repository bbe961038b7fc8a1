package org.mpmlab.core.capacity.model;

/**
 * How processes grow over a soak, in bytes for each request that a process serves. An interval that reaches down to
 * zero means that no growth was shown.
 *
 * @param serverBytesPerRequest of an httpd process, with the interpreter inside under mod_php
 * @param phpBytesPerRequest of a child of PHP-FPM or a php-cgi process
 */
public record Growth(Estimated serverBytesPerRequest, Estimated phpBytesPerRequest) {
    public static final Growth NONE = new Growth(Estimated.ZERO, Estimated.ZERO);

    /** Whether httpd's processes were shown to grow. */
    public boolean serverLeaks() {
        return serverBytesPerRequest.low() > 0;
    }

    /** Whether PHP's processes were shown to grow. */
    public boolean phpLeaks() {
        return phpBytesPerRequest.low() > 0;
    }
}
