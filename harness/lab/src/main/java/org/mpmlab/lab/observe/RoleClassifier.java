package org.mpmlab.lab.observe;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mpmlab.core.run.Role;

/**
 * Tells what the processes of a container are for, from their names, titles and parents. A pure function.
 *
 * <p>httpd's processes all look alike by name, and under prefork by thread count too. What sets mod_cgid's daemon and
 * mod_fcgid's process manager apart are their signal masks, seen on httpd 2.4.71 at start, after graceful and full
 * restarts and after the process was killed and started again:
 *
 * <ul>
 *   <li>Every MPM has httpd catch SIGSEGV ({@code ap_fatal_signal_setup}, server/mpm_unix.c) just before it forks
 *       children, so serving children have that handler, from their first moment to their last. Modules fork their
 *       helpers earlier, in post_config: those do not catch it.
 *   <li>A CGI daemon that died is forked anew while httpd runs, and then does catch it. But mod_cgid's daemon ignores
 *       SIGCHLD ({@code cgid_server}, modules/generators/mod_cgid.c), which no serving child does.
 * </ul>
 */
final class RoleClassifier {
    private final Map<Integer, ServerProcess> byPid;
    private final Map<Integer, Role> roles = new HashMap<>();

    private RoleClassifier(List<ServerProcess> processes) {
        byPid = processes.stream().collect(toMap(ServerProcess::pid, Function.identity(), (first, again) -> first));
    }

    /**
     * Gives every process its role.
     *
     * @param processes of one container; processes that ended are best left out
     * @return a role for each pid
     */
    static Map<Integer, Role> classify(List<ServerProcess> processes) {
        RoleClassifier classifier = new RoleClassifier(processes);
        processes.forEach(classifier::roleOf);
        return Map.copyOf(classifier.roles);
    }

    private Role roleOf(ServerProcess process) {
        Role known = roles.get(process.pid());
        if (known != null) {
            return known;
        }
        // Guards against a loop in a table whose pids were reused while it was read.
        roles.put(process.pid(), Role.OTHER);
        Role role = decide(process);
        roles.put(process.pid(), role);
        return role;
    }

    private Role decide(ServerProcess process) {
        if (isHttpd(process)) {
            return httpd(process);
        }
        if (process.comm().startsWith("php-fpm")) {
            return fpm(process);
        }
        if (process.comm().startsWith("php-cgi")) {
            return Role.PHP_CGI;
        }
        if (process.comm().equals("nginx")) {
            return nginx(process);
        }
        return Role.OTHER;
    }

    private Role httpd(ServerProcess process) {
        ServerProcess parent = byPid.get(process.ppid());
        if (parent == null || !isHttpd(parent)) {
            return Role.HTTPD_PARENT;
        }
        return switch (roleOf(parent)) {
            case HTTPD_PARENT ->
                process.threads() == 1 && (!process.catchesSegv() || process.ignoresSigchld())
                        ? Role.HTTPD_SPAWNER
                        : Role.HTTPD_CHILD;
            // Forked and about to become php-cgi.
            case HTTPD_SPAWNER, PHP_CGI -> Role.PHP_CGI;
            // mpm-itk forks one for each connection; a CGI of prefork is one for a moment, before exec.
            default -> Role.HTTPD_CHILD;
        };
    }

    private Role fpm(ServerProcess process) {
        if (process.commandLine().startsWith("php-fpm: master")) {
            return Role.FPM_MASTER;
        }
        if (process.commandLine().startsWith("php-fpm: pool")) {
            return Role.FPM_WORKER;
        }
        // Before it has set its title a worker still shows its master's command line.
        ServerProcess parent = byPid.get(process.ppid());
        return parent != null && parent.comm().startsWith("php-fpm") ? Role.FPM_WORKER : Role.FPM_MASTER;
    }

    private Role nginx(ServerProcess process) {
        if (process.commandLine().startsWith("nginx: worker")) {
            return Role.NGINX_WORKER;
        }
        if (process.commandLine().startsWith("nginx: cache")) {
            return Role.OTHER;
        }
        ServerProcess parent = byPid.get(process.ppid());
        return parent != null && parent.comm().equals("nginx") ? Role.NGINX_WORKER : Role.NGINX_MASTER;
    }

    /** Debian calls it apache2, most others httpd. */
    private static boolean isHttpd(ServerProcess process) {
        return process.comm().equals("apache2") || process.comm().equals("httpd");
    }
}
