package org.mpmlab.lab.observe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.FpmStatus;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.run.Scoreboard;

/**
 * Takes one look at a stack. A figure is whole or absent: when one container of several, or one process that is there,
 * cannot be read, a sum over the rest would mislead, so there is none, and a note says why. Not thread-safe.
 */
final class StackReader {
    /** All status pages of one look together; a server too busy to answer must not hold up the observer. */
    static final Duration STATUS_BUDGET = Duration.ofMillis(250);

    private static final String HTTPD = "mod_status";
    private static final String FPM = "PHP-FPM's status";

    private final ProcFiles proc;
    private final ObservedStack stack;
    private final Notes notes;
    private OptionalLong oomKills = OptionalLong.empty();

    StackReader(ProcFiles proc, ObservedStack stack, Notes notes) {
        this.proc = proc;
        this.stack = stack;
        this.notes = notes;
    }

    Sample read(Detail detail, Duration at) {
        // Memory before status: the status request is itself work for the server.
        List<RoleUsage> roles = detail == Detail.PROCESSES ? roles() : List.of();
        Optional<CgroupUsage> cgroup = cgroup();
        if (detail == Detail.CGROUP) {
            return new Sample(at, roles, cgroup, Optional.empty(), List.of());
        }
        long deadline = System.nanoTime() + STATUS_BUDGET.toNanos();
        int pages =
                stack.fpmStatus().size() + stack.httpdStatus().map(page -> 1).orElse(0);
        // All are fetched before any is parsed: the first use of the JSON library takes longer than a page may.
        Optional<String> httpdPage = Optional.empty();
        if (stack.httpdStatus().isPresent()) {
            httpdPage = fetch(HTTPD, stack.httpdStatus().get(), deadline, pages--);
        }
        Map<URI, String> fpmPages = new LinkedHashMap<>();
        for (URI pool : stack.fpmStatus()) {
            fetch(FPM, pool, deadline, pages--).ifPresent(page -> fpmPages.put(pool, page));
        }
        Optional<Scoreboard> scoreboard =
                httpdPage.flatMap(page -> parse(HTTPD, stack.httpdStatus().get(), page, ServerStatusPage::parse));
        List<FpmStatus> fpm = new ArrayList<>();
        fpmPages.forEach(
                (pool, page) -> parse(FPM, pool, page, FpmStatusPage::parse).ifPresent(fpm::add));
        return new Sample(at, roles, cgroup, scoreboard, fpm);
    }

    /** The most kills for want of memory that a look has seen; empty if the kernel does not tell. */
    OptionalLong oomKills() {
        return oomKills;
    }

    private Optional<CgroupUsage> cgroup() {
        Optional<CgroupUsage> sum = Optional.empty();
        long kills = 0;
        boolean killsKnown = true;
        for (ObservedContainer container : stack.containers()) {
            Optional<CgroupUsage> usage = container.cgroup().flatMap(ContainerCgroup::usage);
            if (usage.isEmpty()) {
                notes.add(
                        container.cgroup().isEmpty()
                                ? "no control group of process " + container.initPid()
                                        + " is in sight, so no figures of the kernel: run on the machine that runs the"
                                        + " containers, with its /sys/fs/cgroup"
                                : "the control group of process " + container.initPid()
                                        + " could not be read: the container is gone, or the kernel accounts no memory"
                                        + " (look for cgroup_disable=memory in /proc/cmdline)");
                return Optional.empty();
            }
            sum = Optional.of(sum.map(usage.get()::plus).orElse(usage.get()));
            OptionalLong killed = container.cgroup().get().oomKills();
            killsKnown &= killed.isPresent();
            kills += killed.orElse(0);
        }
        if (killsKnown && sum.isPresent()) {
            oomKills = OptionalLong.of(Math.max(kills, oomKills.orElse(0)));
        }
        return sum;
    }

    private List<RoleUsage> roles() {
        Map<Role, RoleUsage> sums = new EnumMap<>(Role.class);
        for (ObservedContainer container : stack.containers()) {
            try {
                if (!addRoles(container, sums)) {
                    return List.of();
                }
            } catch (AccessDeniedException denied) {
                notes.add("no memory by process: reading it of other users' processes needs root (CAP_SYS_PTRACE);"
                        + " run mpmlab as root, for instance with sudo. The control group's figures need no root");
                return List.of();
            }
        }
        return List.copyOf(sums.values());
    }

    private boolean addRoles(ObservedContainer container, Map<Role, RoleUsage> sums) throws AccessDeniedException {
        Set<Integer> pids = new HashSet<>(container.pids(proc));
        if (pids.remove(0)) {
            notes.add("no memory by process: the containers' processes are outside our pid namespace; run mpmlab on"
                    + " the host, or its container with --pid=host");
            return false;
        }
        List<ServerProcess> processes =
                pids.stream().flatMap(pid -> proc.process(pid).stream()).toList();
        if (processes.isEmpty()) {
            notes.add("the container of process " + container.initPid() + " has no processes: it ended");
            return false;
        }
        Map<Integer, Role> roles = RoleClassifier.classify(processes);
        for (ServerProcess process : processes) {
            Optional<ProcessMemory> memory = proc.memory(process.pid());
            if (memory.isPresent()) {
                Role role = roles.get(process.pid());
                sums.merge(role, usage(role, process, memory.get()), StackReader::plus);
            }
        }
        return true;
    }

    private static RoleUsage usage(Role role, ServerProcess process, ProcessMemory memory) {
        return new RoleUsage(role, 1, process.threads(), memory.rssBytes(), memory.pssBytes(), memory.ussBytes());
    }

    private static RoleUsage plus(RoleUsage one, RoleUsage other) {
        return new RoleUsage(
                one.role(),
                one.processes() + other.processes(),
                one.threads() + other.threads(),
                one.rssBytes() + other.rssBytes(),
                one.pssBytes() + other.pssBytes(),
                one.ussBytes() + other.ussBytes());
    }

    /** Each page may use an equal part of the time that is left: one that hangs does not starve the others. */
    private Optional<String> fetch(String what, URI uri, long deadline, int pagesLeft) {
        Duration within = Duration.ofNanos((deadline - System.nanoTime()) / pagesLeft);
        try {
            return Optional.of(StatusRequest.get(uri, within));
        } catch (SocketTimeoutException late) {
            notes.add(what + " at " + uri + " did not answer in time: no worker free, or the machine overloaded");
        } catch (IOException refused) {
            notes.add(what + " at " + uri + " cannot be read: " + refused.getMessage());
        }
        return Optional.empty();
    }

    private <T> Optional<T> parse(String what, URI uri, String page, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(page));
        } catch (IllegalArgumentException unexpected) {
            notes.add(what + " at " + uri + " cannot be read: " + unexpected.getMessage());
            return Optional.empty();
        }
    }
}
