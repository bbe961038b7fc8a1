package org.mpmlab.core.capacity.recommend;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

/** Which limits of the system must be raised from what systems usually have. */
final class KernelLimits {
    /** The soft limit that most systems give to a service. */
    private static final long USUAL_FILES = 1024;
    /** Files of an nginx process that are no connections: logs, listening sockets, its event queue. */
    private static final int FRONT_OWN_FILES = 64;
    /** Linux since 5.4; older kernels have 128. */
    private static final long USUAL_SOMAXCONN = 4096;
    /** systemd gives a unit 15 % of the system's tasks (DefaultTasksMax), 4,915 where the system allows 32,768. */
    private static final long USUAL_TASKS = 4915;

    private static final double SHARE_OF_UNIT = 0.15;
    /**
     * The kernel allows a thread for each 128 KiB of the memory that it finds (threads-max: an eighth of it for stacks of
     * 16 KiB), which is some less than a box is said to have.
     */
    private static final double BYTES_OF_TASK = 140 * 1024.0;
    /** Parents, mod_cgid's daemon, listeners, piped loggers. */
    private static final long OTHER_TASKS = 64;

    private KernelLimits() {}

    /**
     * Those that are too low for a pool.
     *
     * @param memoryBytes of the box at least: the less it has, the fewer tasks the kernel allows
     */
    static List<KernelLimit> of(Composition stack, Pool pool, Settings settings, long memoryBytes) {
        List<KernelLimit> limits = new ArrayList<>();
        long files = pool.filesPerProcess();
        if (files > USUAL_FILES) {
            limits.add(new KernelLimit(
                    KernelLimit.Kind.HTTPD_FILES,
                    files,
                    "a process may hold (1 + AsyncRequestWorkerFactor) x ThreadsPerChild connections, and two files for "
                            + "each thread"));
        }
        long front = settings.number(Setting.WORKER_CONNECTIONS, 0) + FRONT_OWN_FILES;
        if (pool.frontConnections() > 0 && front > USUAL_FILES) {
            limits.add(new KernelLimit(
                    KernelLimit.Kind.NGINX_FILES,
                    front,
                    "worker_connections of an nginx process are file descriptors"));
        }
        long backlog =
                Math.max(settings.number(Setting.LISTEN_BACKLOG, 0), settings.number(Setting.FPM_LISTEN_BACKLOG, 0));
        if (backlog > USUAL_SOMAXCONN) {
            limits.add(new KernelLimit(
                    KernelLimit.Kind.SOMAXCONN, backlog, "the kernel cuts every backlog off at this limit"));
        }
        long usualTasks = Math.min(USUAL_TASKS, (long) (SHARE_OF_UNIT * memoryBytes / BYTES_OF_TASK));
        long tasks = tasks(stack, pool);
        if (tasks > usualTasks) {
            limits.add(new KernelLimit(
                    KernelLimit.Kind.HTTPD_TASKS,
                    tasks,
                    "every process and thread of the pool is a task of the kernel"));
        }
        long children = pool.phpProcesses() + OTHER_TASKS;
        if (stack.php() == PhpMode.FPM && children > usualTasks) {
            limits.add(new KernelLimit(
                    KernelLimit.Kind.FPM_TASKS, children, "every child of PHP-FPM is a task of the kernel"));
        }
        return limits;
    }

    /** Of httpd's unit: ITK forks once more for each connection, php-cgi is httpd's child; PHP-FPM has its own unit. */
    private static long tasks(Composition stack, Pool pool) {
        long ofProcess = pool.threadsPerChild() > 1
                ? pool.threadsPerChild() + 2L
                : stack.mpm().filter(Mpm.ITK::equals).isPresent() ? 2 : 1;
        long php = stack.php().processPerRequest() ? pool.phpProcesses() : 0;
        return pool.serverSlots() * ofProcess + php + OTHER_TASKS;
    }
}
