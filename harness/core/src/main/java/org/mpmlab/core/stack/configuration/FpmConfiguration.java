package org.mpmlab.core.stack.configuration;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Setting.Place;
import org.mpmlab.core.stack.Settings;

/** PHP-FPM's configuration: a pool for each site, under the site's own user, as control panels have it. */
final class FpmConfiguration {
    static final String PATH = "/etc/mpmlab/fpm.conf";
    /** FPM takes a number of seconds with its unit. */
    private static final Set<Setting> TIMES = EnumSet.of(Setting.PM_PROCESS_IDLE_TIMEOUT);

    private FpmConfiguration() {}

    static String text(Settings settings, List<Hosted> sites, List<String> includes) {
        Directives out = new Directives()
                .line("[global]")
                .line("error_log = /dev/stderr")
                .line("log_level = warning");
        for (Hosted hosted : sites) {
            out.line("[" + hosted.site().name() + "]")
                    .line("user = " + hosted.user())
                    .line("group = " + hosted.user())
                    .line("listen = " + socket(hosted.site()))
                    .line("listen.mode = 0666")
                    .line("pm.status_path = " + statusPath(hosted.site()))
                    .line("pm.status_listen = " + statusSocket(hosted.site()))
                    .line("clear_env = yes");
            out.settings(settings, Place.FPM, TIMES, " = ", "");
            settings.get(Setting.PM_PROCESS_IDLE_TIMEOUT)
                    .ifPresent(seconds -> out.line("pm.process_idle_timeout = " + seconds + "s"));
        }
        includes.forEach(path -> out.line("include = " + path));
        return out.text();
    }

    /** Where a site's pool listens. */
    static String socket(Site site) {
        return "/run/mpmlab/fpm-" + site.name() + ".sock";
    }

    /** Where a site's pool tells its status, apart from the pool's own workers. */
    static String statusSocket(Site site) {
        return "/run/mpmlab/fpm-" + site.name() + "-status.sock";
    }

    /** Of one segment: httpd would take what follows a slash for PATH_INFO, and FPM goes by SCRIPT_NAME. */
    static String statusPath(Site site) {
        return "/fpm-status-" + site.name();
    }
}
