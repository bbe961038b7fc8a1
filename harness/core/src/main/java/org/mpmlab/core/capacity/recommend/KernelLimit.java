package org.mpmlab.core.capacity.recommend;

/**
 * A limit of the system that must be at least so high for the settings to act.
 *
 * @param kind where it is set
 * @param least the value
 * @param reason a sentence
 */
public record KernelLimit(Kind kind, long least, String reason) {

    /** Where a limit is set. */
    public enum Kind {
        /** File descriptors of a process of httpd: systemd's LimitNOFILE. */
        HTTPD_FILES,
        /** File descriptors of a process of nginx: systemd's LimitNOFILE. */
        NGINX_FILES,
        /** Processes and threads of httpd's unit: systemd's TasksMax, a control group's pids.max. */
        HTTPD_TASKS,
        /** Processes of PHP-FPM's unit: likewise. */
        FPM_TASKS,
        /** Connections that wait to be accepted: sysctl net.core.somaxconn. */
        SOMAXCONN
    }
}
