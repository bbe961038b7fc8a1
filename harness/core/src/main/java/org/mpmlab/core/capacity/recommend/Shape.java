package org.mpmlab.core.capacity.recommend;

/**
 * The size of a stack's pools: what the search varies.
 *
 * @param processes of httpd
 * @param threadsPerChild 1 under prefork and ITK
 * @param phpProcesses children of PHP-FPM; with CGI and mod_fcgid as many as workers; 0 with mod_php
 */
public record Shape(int processes, int threadsPerChild, int phpProcesses) {
    public int workers() {
        return processes * threadsPerChild;
    }

    Shape withPhpProcesses(int phpProcesses) {
        return new Shape(processes, threadsPerChild, phpProcesses);
    }
}
