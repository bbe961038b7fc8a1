package org.mpmlab.reports.figure;

/** What is reported of every cell, in the order of a table; the name ends with the unit. */
public enum Measure {
    /** Answers as expected, whose times the quantiles below are of. */
    ANSWERS("answers"),
    /** Quantiles of the time from a request's write to the first byte of its answer, successes only. */
    TTFB_P50("ttfb_p50_ms"),
    TTFB_P90("ttfb_p90_ms"),
    TTFB_P99("ttfb_p99_ms"),
    TTFB_P999("ttfb_p99_9_ms"),
    TTFB_MAX("ttfb_max_ms"),
    /** The same from the time at which the request was due: what a user at that moment would see. */
    INTENDED_P50("intended_ttfb_p50_ms"),
    INTENDED_P99("intended_ttfb_p99_ms"),
    /** From the write to the last byte. */
    TOTAL_P50("total_p50_ms"),
    TOTAL_P99("total_p99_ms"),
    /** Answers per second; only of cells that had the machine to themselves. */
    RATE("requests_per_second"),
    ERRORS("errors"),
    NOT_SENT("not_sent"),
    CONNECTIONS("connections_opened"),
    SERVER_CPU("server_cpu_us_per_request"),
    PEAK_PSS("peak_pss_bytes"),
    PEAK_RSS("peak_rss_sum_bytes"),
    PEAK_CGROUP("peak_cgroup_anon_shmem_bytes"),
    PEAK_BUSY("peak_busy_workers"),
    PEAK_FPM_ACTIVE("peak_fpm_active_processes"),
    PEAK_FPM_QUEUE("peak_fpm_listen_queue"),
    STEAL("steal_share"),
    PAUSE("generator_longest_pause_ms");

    private final String column;

    Measure(String column) {
        this.column = column;
    }

    /** The column's name in a file, unit included. */
    public String column() {
        return column;
    }
}
