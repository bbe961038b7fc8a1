package org.mpmlab.lab.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that containers belong to. Its label lets a later process tell whether the owner still lives, even after
 * its pid was given to another process or the machine was started anew.
 *
 * @param pid its process id
 * @param started when it started, in milliseconds of the epoch
 * @param boot the kernel's boot id
 */
record Owner(long pid, long started, String boot) {
    static final String LABEL = "mpmlab.owner";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    static Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(self.pid(), startOf(self), bootId());
    }

    static Optional<Owner> parse(String label) {
        String[] parts = label.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    String label() {
        return pid + "/" + started + "/" + boot;
    }

    /** Whether this very process still runs on this machine. */
    boolean alive() {
        return boot.equals(bootId())
                && ProcessHandle.of(pid)
                        .filter(process -> startOf(process) == started)
                        .filter(process -> !zombie(process.pid()))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    /** Whether it ended and was not yet waited for, which {@link ProcessHandle#isAlive} holds for alive. */
    private static boolean zombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // proc_pid_stat(5): pid (name) state; the name may hold parentheses itself.
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException goneOrNotLinux) {
            return false;
        }
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
