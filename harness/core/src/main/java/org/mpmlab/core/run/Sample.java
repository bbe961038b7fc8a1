package org.mpmlab.core.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One look at a stack's server.
 *
 * @param at since the load began; 0 of the look just before it
 * @param roles its processes by role; empty at ticks that spare the server the reading, and where the machine does not
 *     let us read them
 * @param cgroup what the kernel charges it; empty where unreadable
 * @param scoreboard mod_status; empty for nginx and when httpd did not answer in time
 * @param fpm a status per pool
 */
public record Sample(
        Duration at,
        List<RoleUsage> roles,
        Optional<CgroupUsage> cgroup,
        Optional<Scoreboard> scoreboard,
        List<FpmStatus> fpm) {
    public Sample {
        roles = List.copyOf(roles);
        fpm = List.copyOf(fpm);
    }

    public long pssBytes() {
        return roles.stream().mapToLong(RoleUsage::pssBytes).sum();
    }

    /** What the kernel itself is charged with for them, page tables and stacks; 0 where unreadable. */
    public long kernelBytes() {
        return cgroup.map(CgroupUsage::kernelBytes).orElse(0L);
    }

    public long rssBytes() {
        return roles.stream().mapToLong(RoleUsage::rssBytes).sum();
    }
}
