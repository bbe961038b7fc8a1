package org.mpmlab.core.capacity.snippet;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.capacity.recommend.KernelLimit;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Setting.Place;
import org.mpmlab.core.stack.Settings;

/** Settings in the languages of the files that hold them; each text ends with a line end, or is empty. */
record SettingsText(Composition stack, Settings settings) {
    /** As Debian's own handlers have it, which go when php-cgi comes. */
    private static final String NO_SOURCES = """
            <FilesMatch "[.]phps$">
                Require all denied
            </FilesMatch>
            """;

    /** The module whose section holds the MPM's directives: ITK is a module upon prefork. */
    String mpm() {
        Mpm mpm = stack.mpm().orElseThrow();
        return (mpm == Mpm.ITK ? Mpm.PREFORK : mpm).word();
    }

    String mpmBlock() {
        return section("mpm_" + mpm() + "_module", directives(of(Place.MPM), "    "));
    }

    String mpmBlock(Set<Setting> without) {
        Set<Setting> kept = of(Place.MPM);
        kept.removeAll(without);
        return kept.isEmpty() ? "" : section("mpm_" + mpm() + "_module", directives(kept, "    "));
    }

    /** Directives of the whole server, whatever the MPM, and mod_fcgid's. */
    String server() {
        return directives(of(Place.SERVER), "") + fcgid();
    }

    /** php-cgi ends itself after 500 requests unless told otherwise: mod_fcgid must be the one to decide. */
    String fcgid() {
        Set<Setting> own = of(Place.FCGID);
        return own.isEmpty()
                ? ""
                : section(
                        "fcgid_module",
                        directives(own, "    ") + "    FcgidInitialEnv PHP_FCGI_MAX_REQUESTS "
                                + settings.number(Setting.FCGID_MAX_REQUESTS_PER_PROCESS, 0) + "\n");
    }

    /**
     * Has httpd run PHP's files, wherever they lie, by php-cgi, those that Debian's own handlers run; empty where
     * something else runs them. Not within {@code <IfModule>}: without the module httpd must refuse to start, not show
     * PHP's source.
     *
     * @param phpCgi the program's path
     */
    String handler(String phpCgi) {
        return switch (stack.php()) {
            case CGI -> """
                ScriptAlias /mpmlab-php-cgi %s
                <Location /mpmlab-php-cgi>
                    Require env REDIRECT_STATUS
                </Location>
                Action mpmlab-php /mpmlab-php-cgi
                <FilesMatch "[.]ph(ar|p|tml)$">
                    SetHandler mpmlab-php
                </FilesMatch>
                """.formatted(phpCgi) + NO_SOURCES;
            case FCGID -> """
                <FilesMatch "[.]ph(ar|p|tml)$">
                    SetHandler fcgid-script
                    FcgidWrapper %s
                    Options +ExecCGI
                </FilesMatch>
                """.formatted(phpCgi) + NO_SOURCES;
            case MOD_PHP, FPM -> "";
        };
    }

    String directives(Set<Setting> some, String indent) {
        return settings.values().entrySet().stream()
                .filter(entry -> some.contains(entry.getKey()))
                .map(entry -> indent + entry.getKey().directive() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Lines of a pool of PHP-FPM, without its head. */
    String pool() {
        return settings.values().entrySet().stream()
                .filter(entry -> entry.getKey().place() == Place.FPM)
                .map(entry -> entry.getKey().directive() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    String nginx() {
        return settings.number(Setting.WORKER_PROCESSES).isEmpty()
                ? ""
                : "worker_processes " + settings.number(Setting.WORKER_PROCESSES, 1) + ";\n"
                        + "events {\n    worker_connections " + settings.number(Setting.WORKER_CONNECTIONS, 512)
                        + ";\n}\n"
                        + settings.number(Setting.KEEPALIVE_TIMEOUT).stream()
                                .mapToObj(seconds -> "http {\n    keepalive_timeout " + seconds + "s;\n}\n")
                                .collect(Collectors.joining());
    }

    /** A drop-in for a unit; empty where no limit of its kinds must be raised. */
    static String unit(List<KernelLimit> limits, Set<KernelLimit.Kind> kinds) {
        String lines = limits.stream()
                .filter(limit -> kinds.contains(limit.kind()))
                .map(limit -> switch (limit.kind()) {
                    case HTTPD_FILES, NGINX_FILES -> "LimitNOFILE=" + limit.least() + "\n";
                    case HTTPD_TASKS, FPM_TASKS -> "TasksMax=" + limit.least() + "\n";
                    case SOMAXCONN -> "";
                })
                .collect(Collectors.joining());
        return lines.isEmpty() ? "" : "[Service]\n" + lines;
    }

    static String sysctl(List<KernelLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.kind() == KernelLimit.Kind.SOMAXCONN)
                .map(limit -> "net.core.somaxconn = " + limit.least() + "\n")
                .collect(Collectors.joining());
    }

    Set<Setting> of(Place place) {
        Set<Setting> some = EnumSet.noneOf(Setting.class);
        settings.values().keySet().stream()
                .filter(setting -> setting.place() == place)
                .forEach(some::add);
        return some;
    }

    private static String section(String module, String inner) {
        return "<IfModule " + module + ">\n" + inner + "</IfModule>\n";
    }
}
